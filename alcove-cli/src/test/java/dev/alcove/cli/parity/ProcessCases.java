package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.Case.line;
import static dev.alcove.cli.parity.Case.script;
import static dev.alcove.cli.parity.Case.state;

import java.util.ArrayList;
import java.util.List;

/** Forking, waiting, signals, and what a process hands down. */
final class ProcessCases {
    /** Waits until a file is not empty. */
    private static final String AWAIT =
            "await() { for i in {1..500}; do [ ! -s $1 ] || return; sleep 0.01; done; echo never; }; ";

    /** Waits until the process whose PID is in a file has gone. */
    private static final String GONE = "gone() { for i in {1..200}; do"
            + " [ -e /proc/$(<$1) ] || { echo gone; return; }; sleep 0.01; done; echo still there; }; ";

    /** Sends a signal that is forwarded; util-linux loses one that comes before it knows its child's PID. */
    private static final String TELL = "tell() { sleep 0.2; while kill -$1 $2 2>/dev/null; do sleep 0.3; done; }; ";

    private ProcessCases() {}

    static List<Case> all() {
        List<Case> all = new ArrayList<>(forAnyone());
        all.forEach(Case::byAnyone);
        all.addAll(forBoth());
        return all;
    }

    private static List<Case> forBoth() {
        return List.of(
                state("-f"),
                state("-rf"),
                state("--kill-child"),
                state("--kill-child=TERM"),
                state("-r --kill-child"),
                state("-rpf --kill-child=sigterm"),
                line("--kill-child=rtmin+1 true"),
                line("--kill-child=SIGRTMAX-1 true"),
                line("--kill-child=iot true"),
                line("--kill-child=poll true"),
                state("--forward-signals"),
                state("-rp --forward-signals --kill-child"));
    }

    /** What ends, signals and descriptors do, which is the same for everybody. */
    private static List<Case> forAnyone() {
        return List.of(
                // How the program ends
                line("sh -c 'exit 7'"),
                line("-f sh -c 'exit 7'"),
                line("-rpf sh -c 'exit 7'"),
                line("-f sh -c 'exit 255'"),
                line("-f sh -c 'exit 143'"),
                line("sh -c 'kill -TERM $$'"),
                line("-f sh -c 'kill -TERM $$'"),
                line("-f sh -c 'kill -KILL $$'"),
                line("-f sh -c 'kill -SEGV $$'"),
                line("-f sh -c 'kill -HUP $$'"),
                line("-f sh -c 'kill -INT $$'"),
                line("-f sh -c 'kill -PIPE $$'"),
                line("-f sh -c 'kill -USR1 $$'"),
                line("-f sh -c 'kill -CHLD $$; exit 4'"),
                line("-f bash -c 'kill -RTMIN $$'"),
                line("-rpf sh -c 'kill -TERM $$; exit 3'"),
                line("-rpf --kill-child sh -c 'kill -KILL $$; exit 3'"),
                script("(trap '' TERM; exec \"$U\" -f sh -c 'kill -TERM $$; exit 3')"),
                script("(trap '' HUP; exec \"$U\" -f /mnt/state)"),
                script("(trap '' HUP INT QUIT PIPE CHLD USR1; exec \"$U\" cat /proc/self/status) | grep Sig[BIC]"),
                script("(trap '' HUP INT QUIT PIPE CHLD USR1; exec \"$U\" -f cat /proc/self/status) | grep Sig[BIC]"),
                script("(trap '' CHLD; exec \"$U\" -rf --map-auto sh -c 'exit 3')"),
                script(
                        "(exec env --block-signal=TERM,USR1 --ignore-signal=ALRM \"$U\" grep Sig[BIC] /proc/self/status)"),
                script(
                        "(exec env --block-signal=TERM,USR1 --ignore-signal=ALRM \"$U\" -f grep Sig[BIC] /proc/self/status)"),
                script("(exec env --block-signal=INT \"$U\" --forward-signals grep Sig[BIC] /proc/self/status)"),

                // Signals to the parent
                script(AWAIT + "\"$U\" -f sh -c 'trap \"echo got it\" TERM; echo >ready; sleep 0.3; exit 5' &"
                        + " await ready; kill -TERM $!; wait $!"),
                script(AWAIT + "\"$U\" -f sh -c 'echo >ready; sleep 0.3; exit 5' & await ready; kill -INT $!; wait $!"),
                script(AWAIT + "\"$U\" -f sh -c 'echo $$ >ready; exec sleep 5' & await ready; kill -HUP $!; wait $!;"
                        + " echo $?; kill $(<ready)"),
                script(AWAIT + TELL
                        + "\"$U\" --forward-signals sh -c 'trap \"echo got TERM; exit 3\" TERM; echo >ready;"
                        + " while :; do sleep 0.02; done' & await ready; tell TERM $!; wait $!"),
                script(AWAIT + TELL
                        + "\"$U\" --forward-signals bash -c 'trap \"echo got INT; exit 3\" INT; echo >ready;"
                        + " while :; do sleep 0.02; done' & await ready; tell INT $!; wait $!"),
                script(AWAIT + TELL
                        + "\"$U\" --forward-signals sh -c 'echo $$ >ready; exec sleep 5' & await ready; tell TERM $!;"
                        + " wait $!"),
                script(AWAIT + TELL
                        + "\"$U\" -rp --forward-signals bash -c 'trap \"echo got TERM; exit 3\" TERM; echo >ready;"
                        + " while :; do sleep 0.02; done' & await ready; tell TERM $!; wait $!"),
                script(AWAIT + GONE + "\"$U\" --kill-child sh -c 'echo $$ >ready; exec sleep 5' & await ready;"
                        + " kill -KILL $!; wait $!; gone ready"),
                script(AWAIT + GONE
                        + "\"$U\" --kill-child=TERM sh -c 'trap \"echo got TERM; exit\" TERM; echo $$ >ready;"
                        + " while :; do sleep 0.02; done' & await ready; kill -KILL $!; wait $!; gone ready"),
                script(AWAIT + "\"$U\" -f sh -c 'echo $$ >ready; exec sleep 5' & await ready; kill -KILL $!; wait $!;"
                        + " ps -o comm= $(<ready); kill $(<ready)"),
                script(AWAIT + GONE
                        + "\"$U\" -rp --kill-child sleep 5 & until children=$(pgrep -P $!); do sleep 0.01; done;"
                        + " echo $children >ready; sleep 0.2; kill -KILL $!; wait $!; gone ready"),

                // Stopping
                script(AWAIT + "\"$U\" -f sh -c 'echo $$ >ready; kill -STOP $$; echo went on; exit 6' & await ready;"
                        + " until [[ $(ps -o stat= $(<ready)) = T* ]]; do sleep 0.01; done;"
                        + " ps -o stat= $! | cut -c 1; kill -CONT $(<ready); wait $!"),
                script(AWAIT + "\"$U\" sh -c 'echo $$ >ready; kill -STOP $$; echo went on; exit 6' & await ready;"
                        + " until [[ $(ps -o stat= $(<ready)) = T* ]]; do sleep 0.01; done;"
                        + " [ $(<ready) = $! ] && echo same process; kill -CONT $!; wait $!"),

                // Who is whose child
                line("sh -c 'echo $PPID'"),
                script("\"$U\" -f sh -c 'ps -o comm= $PPID'"),
                script("\"$U\" -rpf --mount-proc sh -c 'sleep 0.1 & exit 2'"),
                script("\"$U\" -f sh -c 'sleep 0.2; echo later' & sleep 0.1; pgrep -c -P $!; wait $!"),
                script("\"$U\" --map-auto -r sh -c 'ps -o stat=,comm= --ppid $$'"),
                script("(echo $BASHPID >pid; exec \"$U\" -r sh -c 'echo $$' | cmp - pid)"),

                // What is handed down
                script("exec 7<>/mnt/tmp/seven; \"$U\" /mnt/state"),
                script("exec 7<>/mnt/tmp/seven; \"$U\" -f sh -c 'echo through >&7'; cat seven"),
                script("exec 7<>/mnt/tmp/seven; \"$U\" -rpf --map-auto --mount-proc --kill-child /mnt/state"),
                script("\"$U\" /mnt/state <&-"),
                script("\"$U\" -f sh -c 'echo out; exit 3' >&-"),
                script("\"$U\" --bogus 2>&-"),
                script("umask 027; \"$U\" -f /mnt/state"),
                script("ulimit -n 100; \"$U\" /mnt/state"),
                script("ulimit -s 1024; ulimit -c 0; \"$U\" -f /mnt/state"),
                script("nice -n 5 \"$U\" -f /mnt/state"),
                script("echo 500 >/proc/self/oom_score_adj; \"$U\" /mnt/state"),
                script("taskset -c 0 \"$U\" /mnt/state"),
                script("setarch --addr-no-randomize \"$U\" /mnt/state"),
                script("setsid \"$U\" -f /mnt/state"),
                script("echo input | \"$U\" -f cat"),
                script("echo input | (\"$U\" head -c 2; cat)"));
    }
}

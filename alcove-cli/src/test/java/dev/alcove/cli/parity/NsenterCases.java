package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.Case.line;
import static dev.alcove.cli.parity.Case.script;

import java.util.ArrayList;
import java.util.List;

/** What {@code nsenter} must do as util-linux's does. */
final class NsenterCases {
    /** A directory for {@code -W} that is the next word. */
    static final String NEXT_WORD = "\"$U\" --net=/proc/self/ns/net -W /usr pwd";

    /** Sockets of another network namespace than their process is in. The PID of that differs from run to run. */
    static final String SOCKET =
            program("target -n perl -e '$^F = 9; socket(S, 2, 2, 0); exec qw(nsenter --net=/proc/1/ns/net), @ARGV' --;"
                    + " for fd in 3 99 0; do entered -t $T -N $fd; done 2> >(sed \"s/\\b$T\\b/TARGET/g\" >&2);"
                    + " entered -t $T -n -N 3");

    /** Capabilities that are to survive, and no change of ids. */
    static final String KEEP_CAPS = program("target -r; \"$U\" -t $T -U --preserve-credentials --keep-caps /mnt/state");

    private NsenterCases() {}

    static List<Case> all() {
        List<Case> all = new ArrayList<>(usage());
        all.forEach(Case::byAnyone);
        all.addAll(namespaces());
        all.addAll(files());
        all.addAll(ids());
        all.addAll(directories());
        all.addAll(processes());
        return all;
    }

    /** A program over targets, see {@code targets.bash}. */
    private static Case over(String program) {
        return script(program(program));
    }

    private static String program(String program) {
        return ". /mnt/targets; " + program + "; end";
    }

    private static List<Case> usage() {
        return List.of(
                line(""),
                line("true"),
                line("-t"),
                line("--target"),
                line("-t '' true"),
                line("-t x -n true"),
                line("-t 1x -n true"),
                line("-t 0 -n true"),
                line("-t -1 -n true"),
                line("-t 4294967297 -n true"),
                line("-t 1 -t 2 -n true"),
                line("-t 4000000 -n true"),
                line("-t 4000000 -m true"),
                line("-t 4000000 -a true"),
                line("-t 4000000 -U true"),
                line("-t 1: -n true"),
                line("-t 1:x -n true"),
                line("-t 1:0 -n true"),
                line("-t 1:18446744073709551616 -n true"),
                line("-t 1:7 -n true"),
                line("--bogus"),
                line("-X"),
                line("--net-s"),
                line("--us"),
                line("--t 1 --w --wdn=/ true"),
                line("--n true"),
                line("--no-fork=x true"),
                line("-n true"),
                line("-U true"),
                line("-r true"),
                line("-w true"),
                line("-e true"),
                line("-S follow --net=/proc/self/ns/net true"),
                line("-S x true"),
                line("-G x true"),
                line("-S"),
                line("-S 4294967296 true"),
                line("-G 4294967296 true"),
                line("-S -1 true"),
                line("--preserve-credentials true"),
                line("-F true"),
                line("--keep-caps true"),
                line("-w -W/ true"),
                line("-W/ -w true"),
                line("-W/ --wd=/ true"),
                line("-w/ -w true"),
                line("-W true"),
                line("-N x -t 1 true"),
                line("-N 3 true"),
                line("-N -1 -t 1 true"),
                line("-N 2147483648 -t 1 true"),
                line("--user-parent true"),
                line("-a true"),
                line("-c -n -t 1 true"),
                line("-n:12x true"),
                line("-n/nosuch true"),
                line("-n=/nosuch true"),
                line("--net=/nosuch true"),
                line("--net= true"),
                line("-n= true"),
                line("-r=/ --net=/proc/self/ns/net true"),
                line("-r/nosuch --net=/proc/self/ns/net true"),
                line("-w/nosuch --net=/proc/self/ns/net true"),
                line("-w=/nosuch --net=/proc/self/ns/net true"));
    }

    private static List<Case> namespaces() {
        return List.of(
                over("target -muinCT; for type in -m -u -i -n -C -T --mount --uts --ipc --net --cgroup --time;"
                                + " do entered -t $T $type; done")
                        .by(Who.ROOT),
                over("target -muinCT; entered -t $T -a; entered -t $T --all -F; entered -t $T -muinCT")
                        .by(Who.ROOT),
                over(
                        "target -rmuinCT; entered -t $T -a --preserve-credentials; entered -t $T -U; entered -t $T -UmuinCT"),
                over("target -rmuinCT; entered -t $T -n; entered -t $T -m -u"),
                over("target -r; entered -t $T -U; entered -t $T --user --preserve-credentials; entered -t $T -a"),
                over("target -rmpf --mount-proc; entered -t $T -Ump --preserve-credentials; entered -t $T -U -p -m -F"),
                over("target -pf; entered -t $T -p; entered -t $T -p -F; entered -t $P -p")
                        .by(Who.ROOT),
                over("target -rpf; entered -t $P -U -p --preserve-credentials"),
                over("target -U; entered -t $T -U --preserve-credentials; entered -t $T -U"),
                over("target -rn; entered -t $T -U -n --net=/proc/$T/ns/net"),
                // Nested
                over("target -r unshare -rn; entered -t $T -U -n --preserve-credentials; entered -t $T --user-parent;"
                        + " entered -t $T --user-parent -U -n"),
                over("target -r unshare -r unshare -rnu; entered -t $T -U -n -u --preserve-credentials;"
                        + " entered -t $T --user-parent --preserve-credentials"),
                over("entered -t $BASHPID --user-parent"),
                over("target -rpf unshare -pf --mount-proc;"
                        + " \"$U\" -t $T -U -m -p --preserve-credentials sh -c 'echo $$; ls -d /proc/[0-9]*'"),
                // Who may not
                over("target -n; setpriv --reuid 1001 --clear-groups --bounding-set -all \"$U\" -t $T -n true")
                        .by(Who.ROOT),
                line("-t 1 -n true"),
                line("-t 1 -U true"),
                line("-t 1 -a true"),
                line("-t $$ -U true"),
                line("-t $$ -a true"),
                // A process that is no more, or stopped
                over("target -rn; kill -STOP $T; entered -t $T -U -n --preserve-credentials"),
                over("target -rn; kill -KILL $T; while [ -e /proc/$T ]; do sleep 0.01; done; \"$U\" -t $T -U -n true"),
                over("bash -c 'sleep 0 & exec sleep 1000' & T=$!; disown; all=$T;"
                        + " until C=$(<\"/proc/$T/task/$T/children\") && grep -q Z /proc/${C% }/status 2>/dev/null;"
                        + " do sleep 0.01; done; \"$U\" -t ${C% } -n true"));
    }

    private static List<Case> files() {
        return List.of(
                over("target -n; entered -n/proc/$T/ns/net; entered -n=/proc/$T/ns/net; entered --net=/proc/$T/ns/net;"
                                + " entered -n/nosuch; entered -m/proc/$T/ns/net; entered --net=/etc/passwd")
                        .by(Who.ROOT),
                over("target -rnu; entered --user=/proc/$T/ns/user --preserve-credentials -n/proc/$T/ns/net -t $T -u"),
                over("target -rn; entered --net=/proc/$T/ns/net; entered -U/proc/$T/ns/user"),
                over(
                        "target -rn; ln -s /proc/$T/ns/net 'a name: \u00fc'; entered -U/proc/$T/ns/user --preserve-credentials --net='a name: \u00fc'"),
                over("touch 'a net'; unshare --net='a net' true; T=$$; entered --net='a net'; umount 'a net'")
                        .by(Who.ROOT),
                over(
                        "target -rn; exec 6</proc/$T/ns/user 7</proc/$T/ns/net; kill -KILL $T;"
                                + " \"$U\" -U/proc/self/fd/6 --preserve-credentials -n/proc/self/fd/7 sh -c 'cat /proc/self/net/dev | wc -l; exec ls /proc/self/fd'"),
                over(
                        "target -rpf; exec 6</proc/$T/ns/user 7</proc/$T/ns/pid; kill -KILL $T $P 2>/dev/null;"
                                + " while [ -e /proc/$T ]; do sleep 0.01; done; \"$U\" -U/proc/self/fd/6 --preserve-credentials -p/proc/self/fd/7 true"),
                script(SOCKET).by(Who.ROOT),
                over(
                        "target -rn; inode=$(stat -L -c %i /proc/$T/ns/net); \"$U\" -t $T -U --preserve-credentials -n stat -L -c %i /proc/self/ns/net"
                                + " | grep -x $inode | wc -l"));
    }

    private static List<Case> ids() {
        return List.of(
                over("target -r; \"$U\" -t $T -U /mnt/state"),
                over("target -r; \"$U\" -t $T -U --preserve-credentials /mnt/state"),
                over("target -U; \"$U\" -t $T -U /mnt/state"),
                over("target -U; \"$U\" -t $T -U --preserve-credentials /mnt/state"),
                over("target -c; \"$U\" -t $T -U /mnt/state"),
                over("target -c; \"$U\" -t $T -U -S follow -G follow /mnt/state"),
                over("target -c; \"$U\" -t $T -U -S 1001 -G 1001 --keep-caps /mnt/state"),
                script(KEEP_CAPS),
                over("target -r --map-auto; \"$U\" -t $T -U /mnt/state"),
                over("target -r --map-auto; \"$U\" -t $T -U -S 5 -G 7 /mnt/state"),
                over("target -r; \"$U\" -t $T -U -S 5 true"),
                over("target -r; \"$U\" -t $T -U -G 7 true"),
                over("target -r; \"$U\" -t $T -U -S 0 -S follow true"),
                over("target -n setpriv --reuid 1001 --regid 1001 --clear-groups; \"$U\" -t $T -n -S follow -G follow /mnt/state")
                        .by(Who.ROOT),
                over("target -n; \"$U\" -t $T -n -S 1002 /mnt/state").by(Who.ROOT),
                line("--net=/proc/self/ns/net -S 1002 true").by(Who.USER));
    }

    private static List<Case> directories() {
        return List.of(
                over("target -m sh -c 'mount --bind /mnt/root /mnt/tmp; exec \"$@\"' --;"
                                + " \"$U\" -t $T -m sh -c 'pwd; ls /mnt/tmp'; \"$U\" -t $T -m -w pwd; \"$U\" -t $T -m -W/usr pwd;"
                                + " \"$U\" -t $T -m --wd=/usr pwd")
                        .by(Who.ROOT),
                over(
                        "target -rm -R /mnt/root; \"$U\" -t $T -U --preserve-credentials -m pwd; \"$U\" -t $T -U --preserve-credentials -m -r pwd;"
                                + " \"$U\" -t $T -U --preserve-credentials -m -r -w ls /; \"$U\" -t $T -U --preserve-credentials -m -r -W/usr pwd;"
                                + " \"$U\" -t $T -U --preserve-credentials -m -r -W/nosuch pwd; \"$U\" -t $T -U --preserve-credentials -m -r/mnt/root -w/usr pwd"),
                over(
                        "target -rm; \"$U\" -t $T -U --preserve-credentials -m -r/etc/passwd true; \"$U\" -t $T -U --preserve-credentials -m -w/etc/passwd true"),
                over(
                        "target -rm; \"$U\" -t $T -U --preserve-credentials -m -W=/usr pwd; \"$U\" -t $T -U --preserve-credentials -m -w=/usr pwd;"
                                + " \"$U\" -t $T -U --preserve-credentials -m -r=/usr pwd"),
                over("target -rm -R /mnt/root; \"$U\" -t $T -U --preserve-credentials -m -r /mnt/state"),
                line("--net=/proc/self/ns/net -r/mnt/root true").by(Who.USER),
                script(NEXT_WORD).by(Who.ROOT),
                over(
                        "target -rm -R /mnt/root; \"$U\" -t $T -U --preserve-credentials -m -r /mnt/nosuch; \"$U\" -t $T -U --preserve-credentials -m -r nosuch"));
    }

    private static List<Case> processes() {
        List<Case> all = new ArrayList<>(List.of(
                over("target -ru; \"$U\" -t $T -U --preserve-credentials -u sh -c 'exit 7'"),
                over(
                        "target -ru; (echo $BASHPID >pid; exec \"$U\" -t $T -U --preserve-credentials -u sh -c 'echo $$' | cmp - pid)"),
                over("target -rpf; \"$U\" -t $T -U --preserve-credentials -p sh -c 'exit 7'"),
                over("target -rpf; \"$U\" -t $T -U --preserve-credentials -p sh -c 'kill -TERM $$'"),
                over("target -rpf; \"$U\" -t $T -U --preserve-credentials -p sh -c 'kill -KILL $$'"),
                over("target -rpf; \"$U\" -t $T -U --preserve-credentials -p nosuch"),
                over("target -ru; \"$U\" -t $T -U --preserve-credentials -u nosuch"),
                over("target -ru; \"$U\" -t $T -U --preserve-credentials -u /etc"),
                over("target -ru; \"$U\" -t $T -U --preserve-credentials -u /etc/passwd"),
                over("target -ru; \"$U\" -t $T -U --preserve-credentials -u ''"),
                over("target -ru; \"$U\" -t $T -U --preserve-credentials -u -- sh -c 'echo \"$@\"' sh -t 1 -n"),
                over("target -ru; SHELL=/mnt/shell \"$U\" -t $T -U --preserve-credentials -u"),
                over("target -ru; env -u SHELL \"$U\" -t $T -U --preserve-credentials -u"),
                over("target -ru; A=1 \"$U\" -t $T -U --preserve-credentials -u /mnt/state"),
                over("A=old target -ru env -i A=1 PATH=/usr/bin B=; \"$U\" -t $T -U --preserve-credentials -u -e env"),
                over("target -ru env -i PATH=/nosuch; \"$U\" -t $T -U --preserve-credentials -u -e env"),
                over("target -ru env -i SHELL=/mnt/shell; \"$U\" -t $T -U --preserve-credentials -u -e"),
                over("target -rpf; \"$U\" -t $T -U --preserve-credentials -p /mnt/state"),
                over(
                        "target -rpf; exec 7<>/mnt/tmp/seven; \"$U\" -t $T -U --preserve-credentials -p sh -c 'echo through >&7'; cat seven"),
                over(
                        "target -rpf; (exec env --block-signal=TERM,USR1 --ignore-signal=ALRM \"$U\" -t $T -U --preserve-credentials -p grep Sig[BIC]"
                                + " /proc/self/status)"),
                over("target -rpf; (trap '' CHLD; exec \"$U\" -t $T -U --preserve-credentials -p sh -c 'exit 3')"),
                over(
                        "target -rpf; \"$U\" -t $T -U --preserve-credentials -p sh -c 'echo here >ready2; kill -STOP $$; echo went on; exit 6' & N=$!;"
                                + " until [[ $(ps -o stat= $N) = T* ]]; do sleep 0.01; done; kill -CONT $N; wait $N")));
        all.forEach(Case::byAnyone);
        all.add(over("target -pf; \"$U\" -t $T -p /mnt/state").by(Who.ROOT));
        all.add(
                over(
                        "target -rpf; \"$U\" -t $P -U --preserve-credentials -p /mnt/state; \"$U\" -t $T -U --preserve-credentials -p -F sh -c 'echo $$ | grep -cx $$'"));
        return all;
    }
}

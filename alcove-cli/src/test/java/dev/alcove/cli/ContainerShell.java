package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A shell in which containers can be started: root has a mount namespace of its own, with an empty {@code /run}, others a {@code
 * XDG_RUNTIME_DIR}, and both a PID namespace, so that whatever fails leaves no process. In it {@code $A} is Alcove, {@code $S} the
 * directory of its states, {@code $T} an empty one; {@code left} prints all that containers could leave behind.
 */
final class ContainerShell {
    private static final String PRELUDE = """
            set -u
            cd "$T"
            fail() {
                echo "FAILED: $*" >&2
                exit 1
            }
            # must_fail TEXT COMMAND...: the command fails, and says so.
            must_fail() {
                text=$1
                shift
                if "$@" >"$T/out" 2>&1; then
                    fail "succeeded: $*: $(cat "$T/out")"
                fi
                grep -qF -- "$text" "$T/out" || fail "$* did not say '$text' but: $(cat "$T/out")"
            }
            # status N COMMAND...: it ends with this status.
            status() {
                expected=$1
                shift
                local got=0
                "$@" || got=$?
                test "$got" = "$expected" || fail "$*: status $got, not $expected"
            }
            # until COMMAND...: waits until it succeeds, 10 seconds at most.
            eventually() {
                for i in $(seq 200); do
                    if "$@" >/dev/null 2>&1; then return 0; fi
                    sleep 0.05
                done
                fail "not in time: $*"
            }
            # unchanged: nothing is there that was not before, when left printed to that file. Zombies may need a moment.
            unchanged() {
                for i in $(seq 40); do
                    left >"$T/after"
                    cmp -s "$T/before" "$T/after" && return 0
                    sleep 0.05
                done
                fail "$(diff "$T/before" "$T/after")"
            }
            # rootfs DIR: a root file system that busybox fills
            rootfs() {
                mkdir -p "$1/bin" "$1/etc" "$1/tmp"
                cp /bin/busybox "$1/bin/busybox"
                for n in sh ls cat echo sleep id touch mount umount test head readlink stat wc grep; do ln -s busybox "$1/bin/$n"; done
            }
            left() {
                find "$S" -mindepth 2 2>/dev/null
                for p in /proc/[0-9]*; do
                    case $(cat $p/comm 2>/dev/null) in alcove*|sleep) echo "process $(cat $p/comm)" ;; esac
                done
                cut -d' ' -f4,5,9 /proc/self/mountinfo | sort
            }
            """;

    private static final String ROOT = """
            mount -t tmpfs -o mode=755 none /run || exit 1
            T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
            S=/run/alcove
            """;

    private static final String USER = """
            T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
            export XDG_RUNTIME_DIR=$T/run
            mkdir -m 700 "$XDG_RUNTIME_DIR"
            S=$XDG_RUNTIME_DIR/alcove
            """;

    private ContainerShell() {}

    /** Runs a script of bash, which must succeed, and gives what it printed. */
    static String run(Account account, String script) throws IOException, InterruptedException {
        boolean root = account == Account.OWN && Account.isRoot();
        Path file = Files.createTempFile("alcove", ".sh");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(file, (root ? ROOT : USER) + PRELUDE + script);
        List<Object> command = new ArrayList<>();
        if (Account.isRoot()) {
            command.addAll(List.of("unshare", "-mpf", "--mount-proc", "--kill-child", "--propagation", "private"));
        }
        command.addAll(List.of(account.command("bash", "-e", file)));
        try {
            Map<String, String> environment =
                    Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C", "A", Dist.ALCOVE.toString());
            Ran ran = Ran.with(environment, command.toArray());
            assertEquals(0, ran.status(), ran.out() + ran.err());
            return ran.out();
        } finally {
            Files.delete(file);
        }
    }
}

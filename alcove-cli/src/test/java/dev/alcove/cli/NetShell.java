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
 * A shell in which topologies can be brought up: root has mount and network namespaces of its own, with an empty {@code /run}, others a
 * {@code XDG_RUNTIME_DIR}. In it {@code $A} is Alcove, {@code $E} the directory of the examples, {@code $S} that of the states; {@code host HOST
 * COMMAND...} runs a command in a host, and {@code left} prints all that a topology could leave behind.
 */
final class NetShell {
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
                    fail "succeeded: $*"
                fi
                grep -qF -- "$text" "$T/out" || fail "$* did not say '$text' but: $(cat "$T/out")"
            }
            host() { "$A" net exec "$@"; }
            left() {
                cut -d' ' -f4,5,9 /proc/self/mountinfo | sort
                ls /run/netns 2>/dev/null
                [ ! -e "$S" ] || find "$S" -mindepth 1 ! -name .lock
                ip -o link | cut -d: -f2 | sort
                [ "$(id -u)" != 0 ] || nft list ruleset
                pgrep -u "$(id -u)" -x alcove-net | while read -r holder; do
                    tr '\\0' '\\n' <"/proc/$holder/environ" 2>/dev/null | grep -x "XDG_RUNTIME_DIR=$T" && echo "holder $holder"
                done
                true
            }
            """;

    private static final String ROOT = """
            mount -t tmpfs -o mode=755 none /run && mount -t sysfs none /sys && ip link set lo up || exit 1
            T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
            S=/run/alcove/net
            ip netns add first && ip netns delete first # its directory is a mount for ever after
            """;

    private static final String USER = """
            T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
            export XDG_RUNTIME_DIR=$T
            S=$T/alcove/net
            """;

    private NetShell() {}

    /** Runs a script of bash, which must succeed, and gives what it printed. */
    static String run(Account account, String script) throws IOException, InterruptedException {
        boolean root = account == Account.OWN && Account.isRoot();
        Path file = Files.createTempFile("alcove", ".sh");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(file, (root ? ROOT : USER) + PRELUDE + script);
        List<Object> command = new ArrayList<>();
        if (root) {
            command.addAll(List.of("unshare", "-mn", "--propagation", "private", "bash", "-e", file));
        } else {
            command.addAll(List.of(account.command("bash", "-e", file)));
        }
        try {
            Map<String, String> environment = Map.of(
                    "PATH",
                    "/usr/bin:/bin:/usr/sbin:/sbin",
                    "LC_ALL",
                    "C",
                    "A",
                    Dist.ALCOVE.toString(),
                    "E",
                    Reachable.of(Path.of("../examples/networks")).toRealPath().toString());
            Ran ran = Ran.with(environment, command.toArray());
            assertEquals(0, ran.status(), ran.out() + ran.err());
            return ran.out();
        } finally {
            Files.delete(file);
        }
    }
}

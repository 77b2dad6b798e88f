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
 * A shell with a store of its own: root gets one in a mount namespace with an empty {@code /run}, others have theirs below a
 * new {@code XDG_RUNTIME_DIR}. In it {@code $A} is Alcove, {@code $S} the directory of the store, and {@code state} prints
 * the mounts, the directories of the store, and the processes that hold what {@code $N...} names.
 */
final class NsShell {
    private static final String PRELUDE = """
            set -u
            N=t$$n
            state() {
                cut -d' ' -f4-6 /proc/self/mountinfo | sort
                find "$S" -type d | sort
                pgrep -l -f "ns add $N"
                true
            }
            fail() {
                echo "FAILED: $*"
                state
                exit 1
            }
            """;

    private static final String ROOT = "mount -t tmpfs -o mode=755 none /run || exit 1; S=/run/alcove\n";
    private static final String USER = "S=$XDG_RUNTIME_DIR/alcove; trap 'rm -rf \"$XDG_RUNTIME_DIR\"' EXIT\n";

    private NsShell() {}

    /** Runs a script, which must succeed, and gives what it printed. */
    static String run(Account account, String script) throws IOException, InterruptedException {
        boolean root = account == Account.OWN && Account.isRoot();
        Path file = Files.createTempFile("alcove", ".sh");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(file, PRELUDE + (root ? ROOT : USER) + script);
        List<Object> command = new ArrayList<>();
        if (root) {
            command.addAll(List.of("unshare", "-m", "--propagation", "private", "sh", file));
        } else {
            String own = "XDG_RUNTIME_DIR=$(mktemp -d) exec sh \"$1\"";
            command.addAll(List.of(account.command("sh", "-c", own, "sh", file)));
        }
        try {
            Ran ran = Ran.with(
                    Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C", "A", Dist.ALCOVE.toString()),
                    command.toArray());
            assertEquals(0, ran.status(), ran.out() + ran.err());
            return ran.out();
        } finally {
            Files.delete(file);
        }
    }
}

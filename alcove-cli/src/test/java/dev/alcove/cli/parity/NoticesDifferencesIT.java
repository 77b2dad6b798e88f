package dev.alcove.cli.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.alcove.cli.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That {@link UnshareParityIT} means something: an unshare that does one thing else has other facts. */
@Execution(ExecutionMode.CONCURRENT)
final class NoticesDifferencesIT {
    private static final Run STATE = new Run("\"$U\" -rm --keep-caps /mnt/state", Who.USER);

    private static final String NO_MUTANT = "exec /usr/bin/unshare \"$@\"";

    @TempDir
    static Path temporary;

    private static List<String> expected = List.of();

    @BeforeAll
    static void withoutMutation() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Account.isRoot(), "a place has mounts over files of the system, for which it takes root");
        expected = facts(NO_MUTANT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec /usr/bin/unshare --uts \"$@\"",
                "exec /usr/bin/unshare --fork \"$@\"",
                "exec /usr/bin/unshare --propagation shared \"$@\"",
                "options=$1; shift; exec /usr/bin/unshare $options --map-user 5 \"$@\"",
                "exec /usr/bin/unshare -U /usr/bin/unshare \"$@\"",
                "exec /usr/bin/unshare \"$@\" one-argument-more",
                "shift; exec /usr/bin/unshare -m \"$@\"",
                "exec setpriv --no-new-privs /usr/bin/unshare \"$@\"",
                "cd /; exec /usr/bin/unshare \"$@\"",
                "umask 077; exec /usr/bin/unshare \"$@\"",
                "ulimit -n 100; exec /usr/bin/unshare \"$@\"",
                "trap '' HUP; exec /usr/bin/unshare \"$@\"",
                "exec env --block-signal=HUP /usr/bin/unshare \"$@\"",
                "exec 5</dev/null; exec /usr/bin/unshare \"$@\"",
                "export MORE=1; exec /usr/bin/unshare \"$@\"",
                "exec nice -n 1 /usr/bin/unshare \"$@\"",
                "exec setsid --wait /usr/bin/unshare \"$@\"",
                "/usr/bin/unshare \"$@\"; exit 3",
                "/usr/bin/unshare \"$@\"; echo >&2",
                "sleep 3 & exec /usr/bin/unshare \"$@\"",
                "sleep 3 & /usr/bin/unshare \"$@\"; exit 0",
            })
    void notices(String mutant) throws IOException, InterruptedException {
        assertNotEquals(expected, facts(mutant));
    }

    @Test
    void ofTheSameAreTheSame() throws IOException, InterruptedException {
        assertEquals(expected, facts(NO_MUTANT));
    }

    private static List<String> facts(String program) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(temporary, "mutant");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path unshare = Files.writeString(directory.resolve("unshare"), "#!/bin/sh\n" + program + "\n");
        Files.setPosixFilePermissions(unshare, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Tool(Files.createDirectory(directory.resolve("tool")), directory, "/mnt/tool/bin").facts(STATE);
    }
}

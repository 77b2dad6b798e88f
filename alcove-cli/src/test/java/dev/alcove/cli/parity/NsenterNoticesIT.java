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

/** That {@link NsenterParityIT} means something: an nsenter that does one thing else has other facts. */
@Execution(ExecutionMode.CONCURRENT)
final class NsenterNoticesIT {
    private static final Run STATE = new Run(
            ". /mnt/targets; target -rnu; \"$U\" -t $T -U -n --preserve-credentials /mnt/state; entered -t $T -U -n"
                    + " --preserve-credentials; end",
            Who.USER);

    private static final String NO_MUTANT = "exec /usr/bin/nsenter \"$@\"";

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
                "exec /usr/bin/nsenter --uts \"$@\"",
                "exec /usr/bin/nsenter --user-parent \"$@\"",
                "target=$2; shift 4; exec /usr/bin/nsenter -t $target -U \"$@\"",
                "exec /usr/bin/nsenter -w/ \"$@\"",
                "exec /usr/bin/nsenter \"$@\" one-argument-more",
                "/usr/bin/nsenter \"$@\"; exit 3",
                "/usr/bin/nsenter \"$@\"; echo >&2",
                "exec 5</dev/null; exec /usr/bin/nsenter \"$@\"",
                "export MORE=1; exec /usr/bin/nsenter \"$@\"",
                "exec env --block-signal=HUP /usr/bin/nsenter \"$@\"",
                "trap '' HUP; exec /usr/bin/nsenter \"$@\"",
                "exec setpriv --no-new-privs /usr/bin/nsenter \"$@\"",
                "sleep 3 & exec /usr/bin/nsenter \"$@\"",
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
        Path nsenter = Files.writeString(directory.resolve("nsenter"), "#!/bin/sh\n" + program + "\n");
        Files.setPosixFilePermissions(nsenter, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Tool(Files.createDirectory(directory.resolve("tool")), directory, "/mnt/tool/bin", "nsenter")
                .facts(STATE);
    }
}

package dev.alcove.cli.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.alcove.cli.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That {@link LsnsParityIT} means something: an lsns that does one thing else has other facts. */
@Execution(ExecutionMode.SAME_THREAD)
final class NoticesLsnsDifferencesIT {
    private static final String NO_MUTANT = "exec /usr/bin/lsns \"$@\"";
    private static final Run RUN = new Run("lsns -t net -t user", Who.ROOT);

    @TempDir
    static Path temporary;

    private static @Nullable Zoo zoo;
    private static List<String> expected = List.of();

    @BeforeAll
    static void withoutMutation() throws IOException {
        Assumptions.assumeTrue(Account.isRoot(), "a zoo takes root");
        zoo = Zoo.plain();
        expected = facts(NO_MUTANT);
    }

    @AfterAll
    static void close() throws IOException {
        if (zoo != null) {
            zoo.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec /usr/bin/lsns \"$@\" -n",
                "exec /usr/bin/lsns \"$@\" -l",
                "exec /usr/bin/lsns \"$@\" -r",
                "exec /usr/bin/lsns \"$@\" -W",
                "exec /usr/bin/lsns \"$@\" -t pid",
                "exec /usr/bin/lsns \"$@\" -T",
                "exec /usr/bin/lsns \"$@\" -o +UID",
                "LC_ALL=C.UTF-8 exec /usr/bin/lsns \"$@\"",
                "/usr/bin/lsns \"$@\"",
                "out=$(exec /usr/bin/lsns \"$@\"); printf %s \"$out\"",
                "out=$(exec /usr/bin/lsns \"$@\"); printf '%s \\n' \"$out\"",
                "echo >&2; exec /usr/bin/lsns \"$@\"",
                "out=$(exec /usr/bin/lsns \"$@\"); echo \"$out\"; exit 1",
                "exec setpriv --reuid 1001 /usr/bin/lsns \"$@\"",
                "exec unshare -n /usr/bin/lsns \"$@\"",
                "exec unshare -m sh -c 'umount /run/again/*; exec /usr/bin/lsns \"$@\"' sh \"$@\"",
            })
    void notices(String mutant) throws IOException {
        assertNotEquals(expected, facts(mutant));
    }

    @Test
    void ofTheSameAreTheSame() throws IOException {
        assertEquals(expected, facts(NO_MUTANT));
    }

    private static List<String> facts(String program) throws IOException {
        Path directory = Files.createTempDirectory(temporary, "mutant");
        Path lsns = Files.writeString(directory.resolve("lsns"), "#!/bin/sh\n" + program + "\n");
        Files.setPosixFilePermissions(lsns, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new LsnsTool(Objects.requireNonNull(zoo), directory).facts(RUN);
    }
}

package dev.alcove.cli.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alcove.cli.Account;
import dev.alcove.cli.Reachable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code nsenter} enters each of four PID namespaces, one in the other, from outside and from each between. Made by
 * util-linux's {@code unshare}, judged by {@code /proc} and {@code ps}.
 */
@Execution(ExecutionMode.SAME_THREAD)
final class NestedPidIT {
    private static final int DEPTH = 4;

    private static @Nullable Zoo zoo;

    @BeforeAll
    static void open() throws IOException {
        Assumptions.assumeTrue(Account.isRoot(), "a zoo takes root");
        zoo = Zoo.plain();
    }

    @AfterAll
    static void close() throws IOException {
        if (zoo != null) {
            zoo.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Who.class)
    void entersEachFromEach(Who who) throws IOException, InterruptedException {
        Path dist = Path.of(Objects.requireNonNull(System.getProperty("alcove.dist"), "alcove.dist"));
        String needs = who == Who.ROOT ? "how= enter=; " : "how=-r enter='-U --preserve-credentials'; ";
        Zoo.Seen seen = Objects.requireNonNull(zoo).run(who, Reachable.of(dist).resolve("bin"), needs + script());
        assertEquals("", seen.err());
        assertEquals(String.join("\n", expected()) + "\n", seen.out());
        assertEquals(0, seen.status());
    }

    private static List<String> expected() {
        List<String> expected = new ArrayList<>();
        for (int to = 1; to <= DEPTH; to++) {
            String below = IntStream.rangeClosed(to, DEPTH)
                    .mapToObj(level -> "level " + level + " infinity")
                    .collect(Collectors.joining(" "));
            for (int from = 0; from < to; from++) {
                String step = from + " " + to + " ";
                expected.add(step + "ns same");
                expected.add(step + "init level " + to + " infinity");
                expected.add(step + "sees " + below);
            }
        }
        return expected;
    }

    private static String script() throws IOException {
        try (InputStream in = NestedPidIT.class.getResourceAsStream("nested.bash")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

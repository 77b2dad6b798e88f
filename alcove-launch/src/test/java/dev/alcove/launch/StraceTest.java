package dev.alcove.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.launch.testing.Trace;
import dev.alcove.launch.testing.TraceJudge;
import dev.alcove.linux.Arch;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strace sees of a program is what its explanation says. */
class StraceTest {
    private static final List<String> FLAGS = List.of("-Xrs", "-XX:+DisableAttachMechanism");

    static Stream<User> users() {
        return User.all().stream();
    }

    static Stream<Arguments> usersAndPrograms() {
        return users().flatMap(user ->
                Stream.of("exec", "unshare", "branches", "fork", "vfork").map(name -> Arguments.of(user, name)));
    }

    static Stream<Arguments> usersAndSpawns() {
        return users().flatMap(user -> Stream.of("spawn", "isolated").map(name -> Arguments.of(user, name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec", "branches", "fork", "vfork"})
    void imagesKeepTheirWord(String name) throws IOException, InterruptedException {
        for (String command : List.of("/bin/true", "/nonexistent")) {
            Program program = ChildMain.program(name, List.of(command));
            try (Executable executable = Executable.of(program, Arch.HOST)) {
                Trace trace = Trace.of(new ProcessBuilder(executable.command()));
                assertEquals(command.equals("/bin/true") ? 0 : 127, trace.status(), trace.err());
                TraceJudge.assertKept(new Explanation(program).text(), trace);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("usersAndPrograms")
    void whatAJvmBecomesKeepsItsWord(User user, String name) throws IOException, InterruptedException {
        List<String> command = user.command(Jvm.command(FLAGS, "become", name, "/bin/sh", "-c", "exit 3"));
        Trace trace = Trace.of(new ProcessBuilder(command));
        assertEquals(3, trace.status(), trace.err());
        Program program = ChildMain.program(name, List.of("/bin/sh", "-c", "exit 3"));
        TraceJudge.assertKept(new Explanation(program).text(), trace);
    }

    @ParameterizedTest
    @MethodSource("usersAndSpawns")
    void whatAJvmSpawnsKeepsItsWord(User user, String name) throws IOException, InterruptedException {
        List<String> command = user.command(Jvm.command(List.of(), "spawn", name, "/bin/sh", "-c", "exit 3"));
        Trace trace = Trace.of(new ProcessBuilder(command));
        assertEquals(3, trace.status(), trace.err());
        Program program = ChildMain.program(name, List.of("/bin/sh", "-c", "exit 3"));
        TraceJudge.assertKept(new Explanation(program).text(), trace);
    }

    @Test
    void initKeepsItsWord() throws IOException, InterruptedException {
        Program init = InitProgram.standalone();
        try (Executable executable = Executable.of(init, Arch.HOST)) {
            String script = "sh -c '(sleep 0.1 &); exit 7' & exec " + executable.file() + " $!";
            Trace trace = Trace.of(new ProcessBuilder("sh", "-c", script));
            assertEquals(7, trace.status(), trace.err());
            TraceJudge.assertKept(new Explanation(init).text(), trace);
        }
    }

    /** The judge finds a promise that is not kept: a step too many or too few, another argument, another order. */
    @Test
    void theJudgeIsStrict() throws IOException, InterruptedException {
        Program program = ChildMain.program("branches", List.of("/bin/true"));
        String kept = new Explanation(program).text();
        try (Executable executable = Executable.of(program, Arch.HOST)) {
            Trace trace = Trace.of(new ProcessBuilder(executable.command()));
            TraceJudge.assertKept(kept, trace);
            assertRefused(kept.replace("O_RDONLY|O_CLOEXEC", "O_WRONLY|O_CLOEXEC"), trace);
            assertRefused(kept.replace("\\351", "e"), trace);
            assertRefused(kept.replace("/dev/null", "/dev/zero"), trace);
            assertRefused(kept.replace("if <count> < 3", "if <count> < 4"), trace);
            assertRefused(kept.replace("if <count> < 3", "if <count> < 2"), trace);
            assertRefused(kept.replace("    close(<fd>)\n", ""), trace);
            assertRefused(kept.replace("    close(<fd>)\n", "    close(<fd>)\n    close(<fd>)\n"), trace);
            assertRefused(kept.replace("close(<fd>)", "close(4)"), trace);
            assertRefused(kept.replace("[\"/bin/true\"]", "[\"/bin/true\", \"x\"]"), trace);
            assertRefused(kept.replace("PR_SET_NO_NEW_PRIVS, 1", "PR_SET_NO_NEW_PRIVS, 0"), trace);
            assertRefused(kept.replace(">= 0", "< 0"), trace);
        }
    }

    private static void assertRefused(String broken, Trace trace) {
        AssertionError e = assertThrows(AssertionError.class, () -> TraceJudge.assertKept(broken, trace), broken);
        assertTrue(String.valueOf(e.getMessage()).startsWith("not what was explained: "), e.getMessage());
    }
}

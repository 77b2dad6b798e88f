package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line from outside: what is printed where, and the exit status. */
final class CommandsTest {
    private static final String PATH = "/usr/bin:/bin:/usr/sbin:/sbin";

    @TempDir
    Path directory;

    @Test
    void everyNameIsACommandOfThatName() {
        for (String name : Commands.names()) {
            assertEquals(name, Objects.requireNonNull(Commands.of(name)).syntax().command);
        }
        assertNull(Commands.of("no-such"));
        assertNull(Commands.of(""));
        assertNull(Commands.ofLink("compile"), "no tool of this name to stand in for");
    }

    @Test
    void messagesStartWithWhatWasCalled() throws IOException, InterruptedException {
        assertEquals(
                new Ran(1, "", "unshare: unrecognized option '--no'\nTry 'unshare --help' for more information.\n"),
                Alcove.run("unshare", "--no"));
        assertEquals(
                new Ran(
                        1,
                        "",
                        "alcove: unshare: unrecognized option '--no'\nTry 'alcove unshare --help' for more information.\n"),
                Alcove.run("alcove", "unshare", "--no"));
        assertEquals(
                new Ran(1, "", "alcove: unknown command 'no'\nTry 'alcove --help' for more information.\n"),
                Alcove.run("alcove", "no"));
        assertEquals(
                new Ran(1, "", "alcove: no command given\nTry 'alcove --help' for more information.\n"),
                Alcove.run("a-link-of-somebody's"));
    }

    @Test
    void programRunsAndItsStatusIsOurs() throws IOException, InterruptedException {
        for (String[] arguments : new String[][] {
            {"unshare", "-r", "sh", "-c", "id -u; exit 7"}, {"alcove", "unshare", "-r", "sh", "-c", "id -u; exit 7"}
        }) {
            assertEquals(new Ran(7, "0\n", ""), Alcove.run(arguments));
            assertEquals(new Ran(7, "0\n", ""), Alcove.runAsUser(arguments));
        }
        Ran missing = Alcove.run("unshare", "-U", "no-such-program");
        assertEquals(127, missing.status());
        assertTrue(missing.err().startsWith("unshare: failed to execute no-such-program: "), missing.err());
    }

    @Test
    void psShowsTheCommandLine() throws IOException, InterruptedException {
        // The parent, which waits, is what Alcove became.
        String program = "tr '\\0' ' ' </proc/$PPID/cmdline";
        assertEquals(
                "unshare -r --fork sh -c " + program + " ",
                Alcove.run("unshare", "-r", "--fork", "sh", "-c", program).out());
        assertEquals(
                "unshare -r --fork sh -c " + program + " ",
                Alcove.run("alcove", "unshare", "-r", "--fork", "sh", "-c", program)
                        .out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8", "POSIX"})
    void bytesOfArgumentsStayAsTheyAre(String locale) throws IOException, InterruptedException {
        // Not UTF-8, UTF-8, and what the JVM puts in place of what it does not understand.
        String printed = "'a\\303\\251b' '\\377\\376' '?' '' 'x\\ny'";
        Path script = directory.resolve("script");
        String line = String.join(" ", quoted(Alcove.command(List.of(), "unshare", "-r", "printf", "%s|")));
        Files.writeString(script, "eval \"set -- $(printf \"" + printed + "\")\"\n" + line + " \"$@\"\n");
        Path out = directory.resolve("out");
        Ran ran = Ran.with(Map.of("PATH", PATH, "LC_ALL", locale), "sh", "-c", ". " + script + " >" + out);
        assertEquals(new Ran(0, "", ""), ran);
        assertEquals("a\303\251b|\377\376|?||x\ny|", new String(Files.readAllBytes(out), StandardCharsets.ISO_8859_1));
    }

    private static List<String> quoted(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .toList();
    }

    @Test
    void stackTracesOnlyWithDebug() throws IOException, InterruptedException {
        String[] failing = {"alcove", "compile", "-o", directory.toString(), "unshare", "-U", "true"};
        Ran ran = Alcove.run(failing);
        assertEquals(
                new Ran(
                        1,
                        "",
                        "alcove: compile: cannot write '" + directory + "': Is a directory\nname a file in it\n"),
                ran);
        Ran debugged = Alcove.run("alcove", "--debug", "compile", "-o", directory.toString(), "unshare", "-U", "true");
        assertEquals(1, debugged.status());
        assertTrue(debugged.err().startsWith(ran.err()), debugged.err());
        assertTrue(debugged.err().contains("\tat dev.alcove.cli"), debugged.err());
        assertTrue(debugged.err().contains("statx("), debugged.err());
    }

    /** A JVM that may not call native code says so in a line, and what to do. */
    @Test
    void refusedNativeAccessIsALine() throws IOException, InterruptedException {
        Ran ran = Alcove.run(
                Map.of("PATH", PATH),
                List.of("--illegal-native-access=deny", "--enable-native-access=java.base"),
                "unshare",
                "-U",
                "true");
        assertEquals(1, ran.status());
        assertEquals("", ran.out());
        String[] lines = ran.err().split("\n", -1);
        assertEquals(3, lines.length, ran.err());
        assertTrue(lines[0].startsWith("unshare: "), ran.err());
        assertTrue(lines[1].contains("--enable-native-access=dev.alcove.linux"), ran.err());
    }

    @Test
    void outputThatCannotBeWrittenIsAnError() throws IOException, InterruptedException {
        String line = String.join(" ", quoted(Alcove.command(List.of(), "alcove", "--help")));
        Ran ran = Ran.with(Map.of("PATH", PATH), "sh", "-c", line + " >/dev/full");
        assertEquals(new Ran(1, "", "alcove: write error: No space left on device\n"), ran);
    }

    @Test
    void explainRunsNothing() throws IOException, InterruptedException {
        Path mark = directory.resolve("mark");
        Ran text = Alcove.run("unshare", "-r", "--explain", "touch", mark.toString());
        assertEquals(0, text.status(), text.err());
        assertTrue(text.out().contains("unshare(CLONE_NEWUSER)"), text.out());
        Ran json = Alcove.run("unshare", "-r", "--explain=json", "touch", mark.toString());
        assertTrue(json.out().startsWith("{\"program\": \"unshare\""), json.out());
        assertFalse(Files.exists(mark));
    }

    @Test
    void compiledLauncherDoesTheSame() throws IOException, InterruptedException {
        Path launcher = directory.resolve("inside");
        Files.writeString(launcher, "an old one");
        assertEquals(
                new Ran(0, "", ""),
                Alcove.run("alcove", "compile", "-o", launcher.toString(), "unshare", "-r", "sh", "-c", "id -u"));
        assertEquals(new Ran(0, "0\n", ""), Ran.with(Map.of("PATH", PATH), launcher));
        try (var files = Files.list(directory)) {
            assertEquals(List.of(launcher), files.toList(), "something was left behind");
        }
    }

    @Test
    void compiledLauncherHasTheModeOfTheUmask() throws IOException, InterruptedException {
        Path launcher = directory.resolve("launcher");
        String line = String.join(
                " ",
                quoted(Alcove.command(
                        List.of(), "alcove", "compile", "-o", launcher.toString(), "unshare", "-r", "true")));
        assertEquals(new Ran(0, "", ""), Ran.with(Map.of("PATH", PATH), "sh", "-c", "umask 027; " + line));
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(launcher)));
    }

    @Test
    void compileRefusesWhatIsNoFile() throws IOException, InterruptedException {
        Path fifo = directory.resolve("fifo");
        Ran.with(Map.of("PATH", PATH), "mkfifo", fifo);
        Ran ran = Alcove.run("alcove", "compile", "-o", fifo.toString(), "unshare", "true");
        assertEquals(1, ran.status());
        assertTrue(ran.err().startsWith("alcove: compile: cannot write '" + fifo + "': "), ran.err());
        assertTrue(Files.readAttributes(fifo, BasicFileAttributes.class).isOther());
        assertEquals(
                new Ran(1, "", "alcove: compile: cannot write '/no/such': No such file or directory\n"),
                Alcove.run("alcove", "compile", "-o", "/no/such", "unshare", "true"));
    }

    @Test
    void trainingStopsShortOfTheProgram() throws IOException, InterruptedException {
        Path mark = directory.resolve("mark");
        Path lines = directory.resolve("training");
        Files.writeString(lines, "--version\nunshare -r touch " + mark + "\nunshare --no\nunshare -r true\n");
        Ran ran = Alcove.run(
                Map.of("PATH", PATH),
                List.of("--enable-native-access=dev.alcove.linux", "-Dalcove.training=" + lines),
                "alcove",
                "--help");
        assertEquals(0, ran.status(), ran.err());
        assertEquals("alcove " + Version.text() + "\n", ran.out());
        assertEquals(
                "alcove: unshare: unrecognized option '--no'\nTry 'alcove unshare --help' for more information.\n",
                ran.err());
        assertFalse(Files.exists(mark));
    }

    @Test
    void missingNewuidmapIsNamed() throws IOException, InterruptedException {
        List<String> command = Alcove.command(List.of(), "unshare", "--map-auto", "/bin/true");
        Object[] line = Account.ordinary().command(command.toArray());
        if (line[0].equals("setpriv")) {
            line[0] = "/usr/bin/setpriv"; // PATH does not have it
        }
        Ran ran = Ran.with(Map.of("PATH", "/no/such"), line);
        assertTrue(ran.status() == 127, ran.err());
        assertTrue(ran.err().contains("newuidmap"), ran.err());
        assertTrue(ran.err().contains("uidmap (Debian, Ubuntu)"), ran.err());
    }
}

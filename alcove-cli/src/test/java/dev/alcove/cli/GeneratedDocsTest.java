package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Man pages as mandoc(1) and man(1) see them, completions as the shells do. */
final class GeneratedDocsTest {
    private static final String PATH = "/usr/bin:/bin";

    @TempDir
    static Path directory;

    @BeforeAll
    static void generate() throws IOException {
        GenerateDocsCommand.write(directory, "2026-01-31");
    }

    @Test
    void filesAreWhereASystemLooks() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            assertEquals(
                    List.of(
                            "bash-completion/completions/alcove",
                            "fish/vendor_completions.d/alcove.fish",
                            "man/man1/alcove-compile.1",
                            "man/man1/alcove-exec.1",
                            "man/man1/alcove-inspect.1",
                            "man/man1/alcove-ip.1",
                            "man/man1/alcove-kill.1",
                            "man/man1/alcove-logs.1",
                            "man/man1/alcove-lsns.1",
                            "man/man1/alcove-net-check.1",
                            "man/man1/alcove-net-diagram.1",
                            "man/man1/alcove-net-down.1",
                            "man/man1/alcove-net-exec.1",
                            "man/man1/alcove-net-prune.1",
                            "man/man1/alcove-net-status.1",
                            "man/man1/alcove-net-test.1",
                            "man/man1/alcove-net-up.1",
                            "man/man1/alcove-net.1",
                            "man/man1/alcove-ns-add.1",
                            "man/man1/alcove-ns-delete.1",
                            "man/man1/alcove-ns-diff.1",
                            "man/man1/alcove-ns-events.1",
                            "man/man1/alcove-ns-exec.1",
                            "man/man1/alcove-ns-list.1",
                            "man/man1/alcove-ns-prune.1",
                            "man/man1/alcove-ns-show.1",
                            "man/man1/alcove-ns.1",
                            "man/man1/alcove-nsenter.1",
                            "man/man1/alcove-pause.1",
                            "man/man1/alcove-prune.1",
                            "man/man1/alcove-ps.1",
                            "man/man1/alcove-rename.1",
                            "man/man1/alcove-rm.1",
                            "man/man1/alcove-run.1",
                            "man/man1/alcove-stop.1",
                            "man/man1/alcove-unpause.1",
                            "man/man1/alcove-unshare.1",
                            "man/man1/alcove-wait.1",
                            "man/man1/alcove.1",
                            "zsh/site-functions/_alcove"),
                    files.filter(Files::isRegularFile)
                            .map(file -> directory.relativize(file).toString())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void manPagesAreWellFormed() throws IOException, InterruptedException {
        for (Manual manual : Manuals.all()) {
            Path page = directory.resolve("man/man1/" + manual.page() + ".1");
            assertEquals(new Ran(0, "", ""), run("mandoc", "-T", "lint", "-W", "style", page));
            Ran rendered = run("man", "--warnings", "-E", "UTF-8", "-P", "cat", "-l", page);
            assertEquals(0, rendered.status());
            assertEquals("", rendered.err());
            for (Option option : manual.syntax().options) {
                assertTrue(rendered.out().contains("--" + option.longName), option.longName);
            }
        }
    }

    @Test
    void manPagesHoldEveryWord() throws IOException, InterruptedException {
        String text = run("mandoc", "-T", "ascii", directory.resolve("man/man1/alcove-unshare.1"))
                .out();
        String words = " " + text.replaceAll(".\b", "").replaceAll("\\s+", " ");
        for (Option option : UnshareSyntax.syntax().options) {
            String summary = Manuals.sentence(option.summary);
            assertTrue(words.contains(" " + summary), summary);
        }
        assertTrue(words.contains("DIFFERENCES FROM UTIL-LINUX"), words);
    }

    @Test
    void theDateIsThatOfTheBuild() throws IOException, InterruptedException {
        Ran ran = Alcove.run(
                Map.of("PATH", PATH, "SOURCE_DATE_EPOCH", "86400"),
                List.of(),
                "alcove",
                "generate-docs",
                directory.resolve("dated").toString());
        assertEquals(new Ran(0, "", ""), ran);
        String page = Files.readString(directory.resolve("dated/man/man1/alcove.1"));
        assertTrue(page.contains(" 1970-01-02 "), page);
        try (Stream<Path> files = Files.walk(directory.resolve("dated"))) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void bashCompletes() throws IOException, InterruptedException {
        Path script = directory.resolve("bash-completion/completions/alcove");
        assertEquals(new Ran(0, "", ""), run("bash", "-n", script));
        completes("bash", resource("complete.bash"), script.toString());
    }

    @Test
    void zshCompletes() throws IOException, InterruptedException {
        Path functions = directory.resolve("zsh/site-functions");
        assertEquals(new Ran(0, "", ""), run("zsh", "-n", functions.resolve("_alcove")));
        completes("zsh", "-f", resource("complete.zsh"), functions.toString());
    }

    @Test
    void fishCompletes() throws IOException, InterruptedException {
        Path script = directory.resolve("fish/vendor_completions.d/alcove.fish");
        assertEquals(new Ran(0, "", ""), run("fish", "--no-config", "-n", script));
        completes("fish", "--no-config", resource("complete.fish"), script.toString());
    }

    /** The shell with these arguments and a command line prints what it would offer. */
    private static void completes(String... shell) throws IOException, InterruptedException {
        offers(String.join(" ", Commands.names()), "alcove ", shell);
        offers("unshare unpause", "alcove un", shell);
        offers("--read-only", "alcove run --name x --read", shell);
        offers("mktemp", "alcove run --rm mktem", shell);
        offers("--version", "alcove --v", shell);
        offers("--map-user --map-users", "alcove unshare --map-u", shell);
        offers("TERM", "alcove unshare --kill-child=TE", shell);
        offers("allow deny", "alcove unshare --setgroups ", shell);
        offers("deny", "alcove unshare --setgroups=d", shell);
        offers("text json", "alcove unshare --explain=", shell);
        offers("all auto", "alcove unshare -f --map-users a", shell);
        offers("/etc", "alcove unshare --root /et", shell);
        offers("/etc", "alcove unshare -urR /et", shell);
        offers("/etc", "alcove unshare --mount=/et", shell);
        offers("/etc", "alcove unshare --mount-proc=/et", shell);
        offers("/etc", "alcove unshare --root=/et", shell);
        offers("/etc", "alcove compile -o /et", shell);
        offers("root", "alcove unshare --map-user roo", shell);
        offers("--propagation", "alcove unshare --map-users 0:1:2 --propa", shell);
        offers("--keep-caps", "alcove unshare -R / --keep-c", shell);
        offers("x86_64 aarch64", "alcove compile --arch ", shell);
        offers("unshare", "alcove compile -o x un", shell);
        offers("--propagation", "alcove compile -o x unshare --prop", shell);
        offers("mktemp", "alcove unshare -u mktem", shell);
        offers("/etc", "alcove nsenter --net=/et", shell);
        offers("/etc", "alcove nsenter -W /et", shell);
        offers("follow", "alcove nsenter -t 1 --setuid f", shell);
        offers("mktemp", "alcove nsenter -t 1 -m mktem", shell);
        offers("delete", "alcove ns del", shell);
        offers("--net", "alcove ns add --uts name --ne", shell);
        offers("allow", "alcove ns add --setgroups al", shell);
        offers("diagram", "alcove net dia", shell);
        offers("--dry-run", "alcove net up --dry", shell);
        offers("netns", "alcove ip netn", shell);
        offers("monitor", "alcove ip -d netns mon", shell);
        offers("inet6", "alcove ip --family inet6", shell);
        // Behind the program, and behind --, no option is ours.
        offers("", "alcove unshare -u mktemp --propa", shell);
        offers("", "alcove unshare -u -- --propa", shell);
        for (String command : Completion.COMMANDS) {
            List<String> names = new ArrayList<>();
            for (Option option : Completion.syntax(command).options) {
                names.add("--" + option.longName);
            }
            offers(String.join(" ", names), "alcove " + command + " --", shell);
        }
    }

    /** Paths are offered whole or by their last component, and of programs there may be more than one. */
    private static void offers(String expected, String line, String... shell) throws IOException, InterruptedException {
        List<Object> command = new ArrayList<>(List.of((Object[]) shell));
        command.add(line);
        Ran ran = run(command.toArray());
        assertEquals("", ran.err(), line);
        TreeSet<String> offered = new TreeSet<>();
        for (String candidate : ran.out().split("\n", -1)) {
            String name = candidate.replaceFirst("^(--[a-z-]+)=$", "$1").replaceFirst("^--[a-z-]+=", "");
            if (line.contains("/")) {
                name = name.replaceFirst("/$", "").replaceFirst("^/?", expected.startsWith("/") ? "/" : "");
            }
            if (!name.isEmpty() && !name.equals("/")) {
                offered.add(name);
            }
        }
        TreeSet<String> wanted = new TreeSet<>();
        if (!expected.isEmpty()) {
            wanted.addAll(List.of(expected.split(" ", -1)));
        }
        assertEquals(wanted, offered, shell[0] + ": " + line);
    }

    private static String resource(String name) {
        return Ran.where("basedir").resolve("src/test/resources").resolve(name).toString();
    }

    private static Ran run(Object... command) throws IOException, InterruptedException {
        return Ran.with(
                Map.of(
                        "PATH",
                        PATH,
                        "LC_ALL",
                        "C.UTF-8",
                        "HOME",
                        directory.toString(),
                        "TERM",
                        "dumb",
                        "MANWIDTH",
                        "100"),
                command);
    }
}

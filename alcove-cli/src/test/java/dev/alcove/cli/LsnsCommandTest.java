package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lsns} from outside: what is wrong with a command line, what it prints, and how it behaves on a terminal. */
final class LsnsCommandTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8");

    /** Arguments between spaces, and the message of util-linux 2.43. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-J -r\toptions --json and --raw cannot be combined",
                "-r -J\toptions --raw and --json cannot be combined",
                "-P -p 1\toptions --persistent and --task cannot be combined",
                "-p 1 -P\toptions --task and --persistent cannot be combined",
                "-t foo\tunknown namespace type: foo",
                "-T=foo\tunknown tree type: foo",
                "--tree=foo\tunknown tree type: foo",
                "-p abc\tinvalid PID argument: 'abc'",
                "-p 0\tinvalid PID argument: '0': Numerical result out of range",
                "abc\tinvalid namespace argument: 'abc'",
                "-p 1 123\t--task is mutually exclusive with <namespace>",
                "123 -p 1\t--task is mutually exclusive with <namespace>",
                "-o foo,bar\tunknown column: foo,bar",
                "-o NS,\tunknown column: NS,",
                "-o +\tno column is named: '+'",
                "-Q NS==\tfailed to parse \"NS==\": syntax error, unexpected end of file",
                "--watch=0\tfailed to parse interval: '0'",
                "--watch=1.2345\tfailed to parse interval: '1.2345'"
            })
    void wrongArgumentsAreNamed(String line) {
        String[] parts = line.split("\t", -1);
        List<String> args = new ArrayList<>(List.of(parts[0].split(" ", -1)));
        args.addFirst("lsns");
        Invocation invocation = new Invocation("lsns", "lsns", args.toArray(new String[0]), 1);
        try {
            new LsnsArguments(true).parse(invocation);
        } catch (CommandException e) {
            assertEquals(parts[1], e.getMessage());
            return;
        }
        throw new AssertionError("taken: " + parts[0]);
    }

    @Test
    void optionsMayFollowTheOperand() throws CommandException {
        LsnsArguments arguments = new LsnsArguments(true);
        String[] args = {"lsns", "-J", "5", "-t", "net", "6", "-n", "--", "-l"};
        assertEquals(Getopt.END, arguments.parse(new Invocation("lsns", "lsns", args, 1)));
        assertEquals(5, arguments.namespace);
        assertTrue(arguments.json && arguments.noHeadings);
        assertEquals(LsnsArguments.Tree.PROCESS, arguments.tree);
        assertEquals(List.of(LsnsColumn.PID, LsnsColumn.PPID, LsnsColumn.USER, LsnsColumn.COMMAND), arguments.columns);
    }

    @Test
    void allColumnsAreThoseOfUtilLinux() throws CommandException {
        LsnsArguments arguments = new LsnsArguments(true);
        arguments.parse(new Invocation("lsns", "lsns", new String[] {"lsns", "--output-all", "-o", "+rx"}, 1));
        List<LsnsColumn> expected = new ArrayList<>();
        for (LsnsColumn column : LsnsColumn.values()) {
            if (column.compareTo(LsnsColumn.FIRST_EXTENSION) < 0) {
                expected.add(column);
            }
        }
        expected.add(LsnsColumn.RX);
        assertEquals(expected, arguments.columns);
    }

    @Test
    void listsOurOwnNamespaces() throws IOException, InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());
        Ran ran = Alcove.run("lsns", "-J", "-l", "-p", pid, "-o", "ns,type,nprocs,threads,rss,cpu,pns");
        assertEquals(0, ran.status(), ran.err());
        JsonNode namespaces = new ObjectMapper().readTree(ran.out()).get("namespaces");
        int found = 0;
        for (JsonNode each : namespaces) {
            Path link = Path.of("/proc/self/ns", each.get("type").textValue());
            String target = each.get("type").textValue() + ":[" + each.get("ns").longValue() + "]";
            assertEquals(target, Files.readSymbolicLink(link).toString());
            assertTrue(each.get("nprocs").longValue() > 0);
            assertTrue(each.get("threads").longValue() > 1 && each.get("rss").longValue() > 1 << 20);
            assertTrue(each.get("cpu").isDouble());
            found++;
        }
        assertTrue(found >= 7, ran.out());
        assertEquals(new Ran(1, "", "lsns: not found namespace: 1\n"), Alcove.run("lsns", "1"));
    }

    @Test
    void unknownColumnsOfAFilterAreAllNamed() throws IOException, InterruptedException {
        assertEquals(
                new Ran(
                        1,
                        "",
                        "lsns: unknown column: foo\nlsns: unknown column: bar\nlsns: failed to initialize filter\n"),
                Alcove.run("lsns", "-Q", "foo == bar"));
    }

    @Test
    void watchesOnATerminalAndSetsItBack() throws IOException, InterruptedException {
        String watch = String.join(" ", Alcove.command(List.of(), "lsns", "--watch=0.2", "-t", "uts", "-o", "NS"));
        String line = "(sleep 4; printf q) | script -qec 'stty -g; " + watch + "; stty -g' /dev/null";
        Ran ran = Ran.with(ENVIRONMENT, "sh", "-c", line);
        assertEquals(0, ran.status(), ran.err());
        String[] parts = ran.out().split("\033\\[\\?1049[hl]", -1);
        assertEquals(3, parts.length, ran.out());
        assertEquals(parts[0].strip(), parts[2].strip(), "the terminal's settings");
        String inode = Objects.requireNonNull(
                        Files.readSymbolicLink(Path.of("/proc/self/ns/uts")).toString())
                .replaceAll("\\D", "");
        assertEquals(2, parts[1].split(inode, -1).length, "a row that stays is written once: " + parts[1]);
    }

    @Test
    void watchesIntoAPipeUntilNobodyReads() throws IOException, InterruptedException {
        String watch =
                String.join(" ", Alcove.command(List.of(), "lsns", "--watch=0.1", "-n", "-o", "NS", "-t", "uts"));
        Ran ran = Ran.with(
                ENVIRONMENT,
                "sh",
                "-c",
                watch + " -p " + ProcessHandle.current().pid() + " | head -n 3");
        String[] lines = ran.out().split("\n", -1);
        assertEquals("", ran.err());
        assertEquals(lines[0], lines[2]);
        assertEquals("", lines[1]);
    }
}

package dev.alcove.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alcove.namespace.IdRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ids the words of {@code --map-users} stand for; getsubids(1) is the judge of the system's files. */
final class SubordinateIdsTest {
    private static final String TEST_USER = "alcove-test";

    @TempDir
    Path root;

    private SubordinateIds ids = new SubordinateIds();

    @BeforeEach
    void makeFiles() throws IOException {
        Files.createDirectory(root.resolve("etc"));
        write("passwd", "root:x:0:0:root:/root:/bin/sh\nann:x:1000:100::/home/ann:\nbob:x:1001:100::/:/bin/sh\n");
        write("subuid", "# ids\nroo:1:1\nbob:300000:5\nann:100000:65536\nann:200000:10\n77:400000:65536\n");
        write("subgid", "1000:500000:3\n");
        ids = new SubordinateIds(root.toString());
    }

    private void write(String file, String contents) throws IOException {
        Files.writeString(root.resolve("etc").resolve(file), contents);
    }

    @Test
    void firstBlockOfTheUser() throws CommandException {
        assertEquals(List.of(new IdRange(IdRange.UNPLACED, 100000, 65536)), ids.users("auto", 1000));
        assertEquals(List.of(new IdRange(100000, 100000, 65536)), ids.users("subids", 1000));
        assertEquals(List.of(new IdRange(500000, 500000, 3)), ids.groups("subids", 1000), "by user id");
        assertEquals(List.of(new IdRange(400000, 400000, 65536)), ids.users("subids", 77), "not in passwd");
    }

    @Test
    void rangesAreThemselves() throws CommandException {
        assertEquals(List.of(new IdRange(1, 2, 3)), ids.users("1:2:3", 1000));
        assertEquals(List.of(new IdRange(1, 2, 3)), ids.groups("2,1,3", 1000));
        assertEquals(
                "invalid mapping 'autos'",
                assertThrows(CommandException.class, () -> ids.users("autos", 1000))
                        .getMessage());
    }

    /** A line that names somebody else is nobody's, not root's. */
    @Test
    void missingBlockComesWithARemedy() {
        CommandException e = assertThrows(CommandException.class, () -> ids.users("auto", 0));
        assertEquals("no line matching user \"root\" in " + root + "/etc/subuid", e.getMessage());
        assertEquals("have an administrator run: usermod --add-subuids 465536-531071 root", e.remedy());
        e = assertThrows(CommandException.class, () -> ids.groups("auto", 1001));
        assertEquals("no line matching user \"bob\" in " + root + "/etc/subgid", e.getMessage());
        assertEquals("have an administrator run: usermod --add-subgids 500003-565538 bob", e.remedy());
        e = assertThrows(CommandException.class, () -> ids.users("auto", 4242));
        assertEquals("you (user 4242) don't exist.", e.getMessage());
        assertEquals(
                "/etc/passwd has no user 4242: have an administrator add the line 4242:465536:65536 to /etc/subuid",
                e.remedy());
    }

    @Test
    void missingFileComesWithARemedy() throws IOException {
        Files.delete(root.resolve("etc/subuid"));
        CommandException e = assertThrows(CommandException.class, () -> ids.users("subids", 1000));
        assertEquals("could not open '" + root + "/etc/subuid': No such file or directory", e.getMessage());
        assertEquals("have an administrator run: usermod --add-subuids 100000-165535 ann", e.remedy());
    }

    @Test
    void allIsWhatTheKernelMapsHere() throws CommandException, IOException {
        String[] map = Files.readString(Path.of("/proc/self/uid_map")).strip().split("\\s+", -1);
        long first = Long.parseLong(map[0]);
        assertEquals(
                new IdRange(first, first, Long.parseLong(map[2])),
                ids.users("all", 1000).getFirst());
        assertEquals(
                List.of(new IdRange(0, 0, 1), new IdRange(1, 1, 65536)),
                SubordinateIds.identity("         0       1000          1\n         1     100000      65536\n"));
    }

    @Test
    void agreesWithGetsubids() throws CommandException, IOException, InterruptedException {
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin");
        long uid = Accounts.uid(TEST_USER);
        assertEquals(Ran.with(environment, "id", "-u", TEST_USER).out().strip(), Long.toString(uid));
        for (List<String> command : List.of(List.of("getsubids", TEST_USER), List.of("getsubids", "-g", TEST_USER))) {
            // 0: USER FIRST COUNT
            String[] block = Ran.with(environment, command.toArray())
                    .out()
                    .split("\n", 2)[0]
                    .split(" ", -1);
            long first = Long.parseLong(block[2]);
            SubordinateIds own = new SubordinateIds();
            assertEquals(
                    List.of(new IdRange(first, first, Long.parseLong(block[3]))),
                    command.contains("-g") ? own.groups("subids", uid) : own.users("subids", uid));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hostileFilesAreAMessageAtWorst(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            write("passwd", Hostile.text(random, "ann:x1000:\n") + "\nann:x:1000:100:::\n");
            write("subuid", Hostile.text(random, "ann:1000\n") + "\nann:" + Hostile.text(random, "1:0"));
            try {
                assertEquals(
                        1,
                        ids.users(random.nextBoolean() ? "auto" : "subids", 1000)
                                .size());
            } catch (CommandException e) {
                assertNotNull(e.remedy());
            }
        }
    }
}

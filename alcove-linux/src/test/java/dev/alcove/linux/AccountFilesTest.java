package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers of the account database, judged by getent(1) on the system's own. */
final class AccountFilesTest {
    @Test
    void usersAreThoseOfGetent() throws IOException, InterruptedException {
        List<String> users = new ArrayList<>();
        for (Passwd user : Passwd.read(Passwd.FILE)) {
            users.add(user.name() + " " + user.uid() + " " + user.gid() + " " + user.home() + " " + user.shell());
        }
        List<String> judged = new ArrayList<>();
        for (String line : getent("passwd")) {
            String[] field = line.split(":", -1);
            judged.add(field[0] + " " + field[2] + " " + field[3] + " " + field[5] + " " + field[6]);
        }
        assertEquals(judged, users);
    }

    @Test
    void groupsAreThoseOfGetent() throws IOException, InterruptedException {
        List<String> groups = new ArrayList<>();
        for (Group group : Group.read(Group.FILE)) {
            groups.add(group.name() + " " + group.gid());
        }
        List<String> judged = new ArrayList<>();
        for (String line : getent("group")) {
            String[] field = line.split(":", -1);
            judged.add(field[0] + " " + field[2]);
        }
        assertEquals(judged, groups);
    }

    /** From the file alone, as we read it: not what nsswitch.conf(5) may add. */
    private static List<String> getent(String database) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("getent", "-s", "files", database).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertEquals(0, process.waitFor());
        return out.lines().toList();
    }

    @Test
    void leavesOutWhatIsNoUser() {
        assertEquals(
                List.of(new Passwd("a", 1, 2, "/a", "/bin/sh"), new Passwd("b\377", 4294967295L, 0, "", "x:y")),
                Passwd.parse("#c:x:1:1:::\n\na:x:1:2:A:/a:/bin/sh\n+::::::\n+@all:x:1:2:::\n-b:x:1:1:::\nc:x::1:::\n"
                        + "d:x:4294967296:1:::\ne:x:-1:1:::\n:x:1:1:::\nf:x:1\nb\377:x:4294967295:0:::x:y"));
    }

    @Test
    void leavesOutWhatIsNoGroup() {
        assertEquals(
                List.of(new Group("a", 5, List.of("m", "n")), new Group("b", 6, List.of())),
                Group.parse("a:x:5:m,n\nc:x:+5:\nd:x:5\nb:x:6:\n"));
    }

    @Test
    void leavesOutWhatIsNoRange() {
        assertEquals(
                List.of(new SubidRange("a", 1, 2), new SubidRange("1000", 4294967294L, 1)),
                SubidRange.parse(
                        "a:1:2\nb:1\nb:1:\nb:1:2:3\nb:1:-2\nb: 1:2\nb:4294967295:2\nb:4294967295:1\n1000:4294967294:2\n"));
    }

    @Test
    void missingFileIsAnError() {
        assertThrows(IOException.class, () -> Passwd.read("/no/such/file"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hostileInputIsLeftOut(long seed) {
        Random random = new Random(seed);
        String alphabet = "ab:::::0123456789\n#+-\0 \377";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String contents = text.toString();
            for (Passwd user : Passwd.parse(contents)) {
                assertTrue(user.uid() >= 0 && user.gid() >= 0 && !user.name().isEmpty(), contents);
            }
            for (Group group : Group.parse(contents)) {
                assertTrue(group.gid() >= 0 && !group.name().isEmpty(), contents);
            }
            for (SubidRange range : SubidRange.parse(contents)) {
                assertTrue(range.start() + range.count() <= 1L << 32, contents);
            }
        }
    }
}

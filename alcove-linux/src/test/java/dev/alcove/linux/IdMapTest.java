package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Maps of real user namespaces; cat is the judge. */
class IdMapTest {
    private static final long ALL = 0xffffffffL;

    @Test
    void anUnwrittenMapIsEmptyAndAWrittenOneIsRead() throws Exception {
        Process child = Commands.ready("unshare", "--user", "sh", "-c", "echo; exec cat");
        Path files = Path.of("/proc", child.pid() + "");
        try (ProcPid proc = ProcPid.open((int) child.pid()).orElseThrow()) {
            assertEquals(List.of(), proc.uidMap().orElseThrow());
            assertEquals(List.of(), proc.gidMap().orElseThrow());

            List<IdMapEntry> uids = map((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            List<IdMapEntry> gids = map((int) Files.getAttribute(Path.of("/proc/self"), "unix:gid"));
            Files.writeString(files.resolve("setgroups"), "deny");
            Files.writeString(files.resolve("uid_map"), text(uids));
            Files.writeString(files.resolve("gid_map"), text(gids));
            assertEquals(uids, proc.uidMap().orElseThrow());
            assertEquals(gids, proc.gidMap().orElseThrow());
            assertEquals(judge(files.resolve("uid_map")), text(proc.uidMap().orElseThrow()));
            assertEquals(judge(files.resolve("gid_map")), text(proc.gidMap().orElseThrow()));
        } finally {
            Commands.end(child);
        }
    }

    @Test
    void thisProcessHasTheMapThatCatShows() throws Exception {
        try (ProcPid proc = ProcPid.open((int) ProcessHandle.current().pid()).orElseThrow()) {
            assertEquals(
                    judge(Path.of("/proc/self/uid_map")), text(proc.uidMap().orElseThrow()));
        }
    }

    @Test
    void theWholeRangeIsOneEntry() throws Exception {
        assertEquals(List.of(new IdMapEntry(0, 0, ALL)), IdMapEntry.parse(bytes("         0          0 4294967295\n")));
        assertEquals(List.of(new IdMapEntry(ALL, ALL, 1)), IdMapEntry.parse(bytes("4294967295 4294967295 1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "0\n",
                "0 0\n",
                "0 0 0\n",
                "-1 0 1\n",
                "0 0 1 1\n",
                "0 0 x\n",
                "4294967296 0 1\n",
                "0 0 1x\n",
                "0,0,1\n",
                "0 0 99999999999999999999\n",
                "0x0 0 1\n",
                "\u00b2 0 1\n"
            })
    void aMalformedLineIsRefused(String text) {
        MalformedException e = assertThrows(MalformedException.class, () -> IdMapEntry.parse(bytes("0 0 1\n" + text)));
        assertEquals(2, e.line());
    }

    @Test
    void anEntryIsAlwaysInRange() {
        assertThrows(IllegalArgumentException.class, () -> new IdMapEntry(-1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new IdMapEntry(0, ALL + 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new IdMapEntry(0, 0, 0));
    }

    /** What may be written: root may map anything, others only themselves. */
    private static List<IdMapEntry> map(int own) throws Exception {
        if (!Commands.root()) {
            return List.of(new IdMapEntry(7, own, 1));
        }
        List<IdMapEntry> entries = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            entries.add(new IdMapEntry(i * 10L, 100_000 + i * 7L, 3));
        }
        entries.add(new IdMapEntry(4_000_000_000L, 3_000_000_000L, 200_000_000));
        return entries;
    }

    private static String text(List<IdMapEntry> entries) {
        StringBuilder lines = new StringBuilder();
        for (IdMapEntry entry : entries) {
            lines.append(entry).append('\n');
        }
        return lines.toString();
    }

    private static String judge(Path map) throws Exception {
        return Commands.output("awk", "{ print $1, $2, $3 }", map.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

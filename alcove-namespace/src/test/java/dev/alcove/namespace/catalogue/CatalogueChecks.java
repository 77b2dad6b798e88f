package dev.alcove.namespace.catalogue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.namespace.NamespaceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must be true of a catalogue of a machine with a {@link SmallZoo} on it, whoever asks. */
final class CatalogueChecks {
    private static final Request SAME =
            Request.all().with(Detail.RELATIONS, Detail.COMMANDS, Detail.NETNSID, Detail.TRAFFIC);

    private CatalogueChecks() {}

    static void run() throws Exception {
        try (SmallZoo zoo = new SmallZoo()) {
            Catalogue catalogue = Catalogue.scan(SAME);
            equalsLsns(catalogue, zoo);
            ascends(catalogue);
            holds(catalogue, zoo);
            findsGhosts(catalogue, zoo);
            describesProcesses(catalogue, zoo);
            countsTraffic(catalogue, zoo);
            Catalogue some = Catalogue.scan(Request.all().of(NamespaceType.UTS));
            assertTrue(some.namespaces().stream().allMatch(entry -> entry.type() == NamespaceType.UTS));
        }
    }

    /** Every namespace of the zoo that util-linux lists is the same here. */
    private static void equalsLsns(Catalogue catalogue, SmallZoo zoo) throws Exception {
        Map<Long, String> expected = lsns();
        int compared = 0;
        for (Process process : List.of(zoo.nested, zoo.inner, zoo.descriptor, zoo.stopped, zoo.named)) {
            for (NamespaceType type : NamespaceType.values()) {
                long inode = SmallZoo.inode(process.pid(), type.procName());
                Entry entry = catalogue.find(inode).orElseThrow();
                if (entry.processes().size() < 4) { // in larger ones other tests come and go
                    assertEquals(expected.get(inode), row(entry));
                    compared++;
                }
            }
        }
        assertTrue(compared >= 8, "only " + compared);
    }

    private static Map<Long, String> lsns() throws Exception {
        Process lsns = new ProcessBuilder("lsns", "-n", "-r", "-o", "NS,TYPE,NPROCS,PID,PPID,UID,PNS,ONS").start();
        Map<Long, String> rows = new HashMap<>();
        for (String line : new String(lsns.getInputStream().readAllBytes(), ISO_8859_1).split("\n", -1)) {
            if (!line.isEmpty()) {
                rows.put(Long.parseLong(line.substring(0, line.indexOf(' '))), line);
            }
        }
        assertEquals(0, lsns.waitFor());
        return rows;
    }

    private static String row(Entry entry) {
        Member lowest = entry.lowest().orElseThrow();
        return entry.inode() + " " + entry.type().procName() + " "
                + entry.processes().size() + " " + lowest.pid() + " " + lowest.ppid() + " " + entry.uid() + " "
                + entry.parentInode() + " " + entry.ownerInode();
    }

    private static void ascends(Catalogue catalogue) {
        long before = 0;
        for (Entry entry : catalogue.namespaces()) {
            assertTrue(entry.inode() > before);
            before = entry.inode();
            int pid = 0;
            for (Member member : entry.processes()) {
                assertTrue(member.pid() > pid);
                assertEquals(entry.inode(), member.inode(entry.type()));
                assertSame(member, catalogue.process(member.pid()).orElseThrow());
                pid = member.pid();
            }
        }
    }

    /** What nobody is in is there because somebody holds it. */
    private static void holds(Catalogue catalogue, SmallZoo zoo) throws Exception {
        Entry open = catalogue.find(SmallZoo.inode(zoo.descriptor)).orElseThrow();
        assertEquals(Source.DESCRIPTOR, open.source());
        assertEquals(NamespaceType.NET, open.type());
        assertEquals(List.of(), open.processes());
        assertEquals(0, open.uid());
        assertSame(
                catalogue.find(SmallZoo.inode(zoo.descriptor.pid(), "user")).orElseThrow(),
                open.owner().orElseThrow());
        long socket = SmallZoo.inode(zoo.socket);
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            assertEquals(Source.SOCKET, catalogue.find(socket).orElseThrow().source());
        }
    }

    /** The user namespaces above the innermost, which nobody is in, come when they are asked for. */
    private static void findsGhosts(Catalogue catalogue, SmallZoo zoo) throws Exception {
        Entry third = catalogue.find(SmallZoo.inode(zoo.nested.pid(), "user")).orElseThrow();
        assertTrue(third.parentInode() > 0);
        assertFalse(third.parent().isPresent());
        Catalogue all = Catalogue.scan(Request.all().with(Detail.ANCESTORS));
        third = all.find(third.inode()).orElseThrow();
        Entry second = third.parent().orElseThrow();
        Entry first = second.parent().orElseThrow();
        assertEquals(Source.RELATION, second.source());
        assertEquals(Source.RELATION, first.source());
        assertEquals(SmallZoo.inode(ProcessHandle.current().pid(), "user"), first.parentInode());
        assertEquals(zoo.nested.info().user().isPresent(), first.ownerUid() >= 0);
    }

    private static void describesProcesses(Catalogue catalogue, SmallZoo zoo) throws Exception {
        Member stopped = catalogue.process((int) zoo.stopped.pid()).orElseThrow();
        assertEquals('T', stopped.state());
        assertEquals(1, stopped.threads());
        assertTrue(stopped.residentBytes() > 0);
        Member zombie = catalogue
                .process((int) (long) SmallZoo.descendants(zoo.parent).get(0))
                .orElseThrow();
        assertEquals('Z', zombie.state());
        assertEquals("true", zombie.command());
        assertEquals(0, zombie.inode(NamespaceType.NET));
        Entry left = catalogue.find(zombie.inode(NamespaceType.USER)).orElseThrow();
        assertEquals(List.of(zombie), left.processes());
        Member named = catalogue.process((int) zoo.named.pid()).orElseThrow();
        assertEquals(SmallZoo.COMMAND + " infinity", new String(named.command().getBytes(ISO_8859_1), UTF_8));
        Member inner = catalogue
                .process((int) (long) SmallZoo.descendants(zoo.inner).get(1))
                .orElseThrow();
        Entry pid = catalogue.find(inner.inode(NamespaceType.PID)).orElseThrow();
        Entry outer = pid.parent().orElseThrow();
        assertEquals(SmallZoo.inode(zoo.inner.pid(), "pid"), outer.parentInode());
    }

    private static void countsTraffic(Catalogue catalogue, SmallZoo zoo) throws Exception {
        Entry net = catalogue.find(SmallZoo.inode(zoo.descriptor.pid(), "net")).orElseThrow();
        long lines = Files.readAllLines(Path.of("/proc/" + zoo.descriptor.pid() + "/net/dev"))
                .size();
        assertEquals(new Traffic((int) lines - 2, 0, 0), net.traffic().orElseThrow());
        assertEquals(Entry.NETNSID_UNASSIGNED, net.netnsid());
    }
}

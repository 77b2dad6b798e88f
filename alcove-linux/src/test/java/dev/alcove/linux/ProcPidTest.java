package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes; the judges are ps, cat, readlink and stat. */
class ProcPidTest {
    private static final int SHORT_LIVES = 150;
    private static final int READERS = 3;
    private static final String NEWLINE = "\n";

    @Test
    void readsWhatPsReads() throws Exception {
        Process child = new ProcessBuilder("nice", "-n", "3", "sleep", "1000").start();
        try (ProcPid proc = awaitComm(child, "sleep")) {
            String pid = String.valueOf(child.pid());
            ProcStat stat = proc.stat().orElseThrow();
            assertEquals(
                    ps(pid, "pid,ppid,pgid,sid,tpgid,s,ni,nlwp,comm"),
                    List.of(
                            stat.pid() + "",
                            stat.ppid() + "",
                            stat.pgrp() + "",
                            stat.session() + "",
                            stat.tpgid() + "",
                            stat.state() + "",
                            stat.nice() + "",
                            stat.numThreads() + "",
                            stat.comm()));
            assertEquals(20 + 3, stat.priority());
            assertFalse(stat.exiting());

            ProcStatus status = proc.status().orElseThrow();
            ProcStatus.Ids uids = status.uids();
            ProcStatus.Ids gids = status.gids();
            assertEquals(
                    ps(pid, "ruid,euid,svuid,fsuid,rgid,egid,svgid,fsgid,nlwp,pid,tgid,ppid,s,comm"),
                    List.of(
                            uids.real() + "",
                            uids.effective() + "",
                            uids.saved() + "",
                            uids.filesystem() + "",
                            gids.real() + "",
                            gids.effective() + "",
                            gids.saved() + "",
                            gids.filesystem() + "",
                            status.threads() + "",
                            status.pid() + "",
                            status.tgid() + "",
                            status.ppid() + "",
                            status.state() + "",
                            status.name()));
            assertEquals(Optional.of(List.of("sleep", "1000")), proc.cmdline());
            assertTrue(status.rss() > 0);
        } finally {
            Commands.end(child);
        }
    }

    @Test
    void readsWhatTheFileOfStatusSays() throws Exception {
        Process child = new ProcessBuilder("setpriv", "--no-new-privs", "sleep", "1000").start();
        try (ProcPid proc = awaitComm(child, "sleep")) {
            ProcStatus status = proc.status().orElseThrow();
            String file = "/proc/" + child.pid() + "/status";
            assertEquals(field(file, "CapInh"), status.capInh().hex());
            assertEquals(field(file, "CapPrm"), status.capPrm().hex());
            assertEquals(field(file, "CapEff"), status.capEff().hex());
            assertEquals(field(file, "CapBnd"), status.capBnd().hex());
            assertEquals(field(file, "CapAmb"), status.capAmb().hex());
            assertEquals(field(file, "Groups").strip(), join(status.groups()));
            assertEquals(field(file, "NSpid"), join(status.nsPid()));
            assertEquals(field(file, "NStgid"), join(status.nsTgid()));
            assertEquals(field(file, "Seccomp"), status.seccomp() + "");
            assertTrue(status.noNewPrivs());
        } finally {
            Commands.end(child);
        }
    }

    /** A kernel without PID namespaces and seccomp, a process without memory, or with some. */
    @Test
    void linesOfStatusMayBeMissing() throws Exception {
        String text = """
                Name:	a\\\\b\\nc
                State:	S (sleeping)
                Tgid:	5
                Pid:	6
                PPid:	1
                Uid:	0	1	2	4294967295
                Gid:	3	4	5	6
                Groups:	7 8
                Threads:	2
                CapInh:	0000000000000000
                CapPrm:	0000000000000001
                CapEff:	0000000000000002
                CapBnd:	000001ffffffffff
                CapAmb:	0000000000000000
                NoNewPrivs:	0
                """;
        ProcStatus status = ProcStatus.parse(text.getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("a\\b\nc", status.name());
        assertEquals(List.of(5), status.nsTgid());
        assertEquals(List.of(6), status.nsPid());
        assertEquals(new ProcStatus.Ids(0, 1, 2, 4294967295L), status.uids());
        assertEquals(List.of(7L, 8L), status.groups());
        assertEquals(CapabilitySet.ALL, status.capBnd());
        assertEquals(0, status.rss());
        assertEquals(0, status.seccomp());
        String more = text + "VmRSS:	    1234 kB\nSeccomp:	2\n";
        status = ProcStatus.parse(more.getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(1234 * 1024, status.rss());
        assertEquals(2, status.seccomp());
        String without = text.replaceFirst("PPid:.*\n", "");
        assertThrows(MalformedException.class, () -> ProcStatus.parse(without.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void anIdIsKnownInEachPidNamespace() throws Exception {
        String isolate = Commands.root() ? "unshare --pid --fork" : "unshare --map-root-user --pid --fork";
        Process child = Commands.ready("sh", "-c", "exec " + isolate + " sh -c 'echo; exec cat'");
        int inner = Integer.parseInt(
                Commands.output("ps", "-o", "pid=", "--ppid", child.pid() + "").strip());
        try (ProcPid proc = ProcPid.open(inner).orElseThrow()) {
            List<Integer> pids = proc.status().orElseThrow().nsPid();
            assertEquals(inner, pids.get(pids.size() - 2));
            assertEquals(1, pids.getLast());
        } finally {
            child.getOutputStream().close();
            child.waitFor();
        }
    }

    @Test
    void aNameMayHoldAnyByte(@TempDir Path directory) throws Exception {
        // Each is a program's name, in printf's escapes, and what the kernel makes of it.
        Map<String, String> names = Map.of(
                "a) R (1 2", "a) R (1 2",
                "new\\nline\\\\n", "new\nline\\n",
                "\\377\\200 \\303\\251", "\u00ff\u0080 \u00c3\u00a9",
                ")))", ")))",
                "longer than fifteen", "longer than fif",
                "\\t\\001\\033[1m\\r:", "\t\u0001\u001b[1m\r:");
        for (Map.Entry<String, String> name : names.entrySet()) {
            String script =
                    "p=\"$1/$(printf '" + name.getKey() + "')\"; cp \"$(command -v cat)\" \"$p\"; echo; exec \"$p\"";
            Process child = Commands.ready("sh", "-euc", script, "sh", directory.toString());
            try (ProcPid proc = awaitComm(child, name.getValue())) {
                String judge = Commands.output("cat", "/proc/" + child.pid() + "/comm");
                assertEquals(judge, proc.stat().orElseThrow().comm() + NEWLINE);
                assertEquals(judge, proc.status().orElseThrow().name() + NEWLINE);
                assertEquals(child.pid(), proc.stat().orElseThrow().pid());
                assertEquals(
                        ProcessHandle.current().pid(), proc.stat().orElseThrow().ppid());
            } finally {
                Commands.end(child);
            }
        }
    }

    @Test
    void argumentsMayHoldAnyByteAndBeEmpty() throws Exception {
        Process child = Commands.ready(
                "sh", "-c", "echo; exec sh -c 'read x' \"$(printf 'a\\377\\n b')\" '' \"$(printf '\\303\\251')\" ''");
        try (ProcPid proc = ProcPid.open((int) child.pid()).orElseThrow()) {
            List<String> expected = List.of("sh", "-c", "read x", "a\u00ff\n b", "", "\u00c3\u00a9", "");
            Commands.await(() -> proc.cmdline().orElseThrow().contains("read x"));
            assertEquals(Optional.of(expected), proc.cmdline());
        } finally {
            Commands.end(child);
        }
    }

    @Test
    void namespacesAreThoseOfStatAndReadlink() throws Exception {
        int pid = (int) ProcessHandle.current().pid();
        try (ProcPid proc = ProcPid.open(pid).orElseThrow()) {
            Map<String, NamespaceId> namespaces = proc.namespaces().orElseThrow();
            String listing = Commands.shell("cd /proc/" + pid + "/ns; for n in *; do stat -L -c \"$n %d %i\" $n; done");
            List<String> lines = new ArrayList<>();
            namespaces.forEach((name, id) -> lines.add(name + " " + id.device() + " " + id.inode()));
            assertEquals(listing.lines().toList(), lines);
            for (String name : namespaces.keySet()) {
                assertEquals(Optional.of(namespaces.get(name)), proc.namespace(name));
            }
            assertThrows(IllegalArgumentException.class, () -> proc.namespace("../exe"));
        }
    }

    @Test
    void cgroupsAreThoseOfTheFile() throws Exception {
        int pid = (int) ProcessHandle.current().pid();
        try (ProcPid proc = ProcPid.open(pid).orElseThrow()) {
            StringBuilder lines = new StringBuilder();
            for (CgroupEntry entry : proc.cgroup().orElseThrow()) {
                lines.append(entry.hierarchy()).append(':').append(String.join(",", entry.controllers()));
                lines.append(':').append(entry.path()).append('\n');
                assertEquals(entry.controllers().isEmpty(), entry.unified());
            }
            assertEquals(Commands.output("cat", "/proc/" + pid + "/cgroup"), lines.toString());
        }
    }

    @Test
    void pidsAreThoseOfPs() throws Exception {
        Process child = new ProcessBuilder("sleep", "1000").start();
        try {
            List<Integer> pids = ProcPid.pids();
            assertTrue(pids.contains((int) child.pid()));
            assertTrue(pids.contains((int) ProcessHandle.current().pid()));
            assertEquals(pids.stream().sorted().toList(), pids);
            for (int pid : pids) {
                assertTrue(pid > 0);
            }
        } finally {
            Commands.end(child);
        }
        assertFalse(ProcPid.pids().contains((int) child.pid()));
    }

    @Test
    void aZombieHasNoMountsAndNoArguments() throws Exception {
        // The shell becomes cat, which does not wait for the shell's child.
        Process parent = Commands.ready("sh", "-c", "sleep 1000 & echo; exec cat");
        int pid = Integer.parseInt(
                Commands.output("ps", "-o", "pid=", "--ppid", parent.pid() + "").strip());
        try (ProcPid proc = ProcPid.open(pid).orElseThrow()) {
            assertFalse(proc.mountInfo().orElseThrow().isEmpty());
            Commands.output("kill", "-KILL", String.valueOf(pid));
            Commands.await(() -> proc.stat().orElseThrow().state() == 'Z');
            assertTrue(proc.exists());
            assertTrue(proc.stat().orElseThrow().exiting());
            assertEquals('Z', proc.status().orElseThrow().state());
            assertEquals(0, proc.status().orElseThrow().rss());
            assertEquals(Optional.of(List.of()), proc.cmdline());
            assertEquals(Optional.empty(), proc.mountInfo());
            assertTrue(proc.uidMap().isPresent());
            assertTrue(proc.cgroup().isPresent());
            assertFalse(proc.namespaces().orElseThrow().containsKey("net"));
            assertEquals(Optional.empty(), proc.namespace("net"));
        } finally {
            parent.getOutputStream().close();
            parent.waitFor();
        }
    }

    @Test
    void whatIsGoneIsEmpty() throws Exception {
        Process child = new ProcessBuilder("sleep", "1000").start();
        try (ProcPid proc = ProcPid.open((int) child.pid()).orElseThrow()) {
            assertTrue(proc.exists());
            Commands.end(child);
            assertNothing(proc);
        }
        assertTrue(ProcPid.open((int) child.pid()).isEmpty());
        assertTrue(ProcPid.open(Integer.MAX_VALUE).isEmpty());
    }

    @Test
    void anErrorSaysWhy() throws Exception {
        if (Commands.root()) {
            return; // root may read everything: see the run as an ordinary user
        }
        int other = Integer.parseInt(
                Commands.shell("ps -o pid= -u root | head -n 1").strip());
        try (ProcPid proc = ProcPid.open(other).orElseThrow()) {
            LinuxException e = assertThrows(LinuxException.class, proc::namespaces);
            assertEquals(Optional.of(Errno.EACCES), e.errno());
            assertEquals("readlink(\"/proc/" + other + "/ns/cgroup\")", e.call());
        }
    }

    /** Processes begin and end while all that can be read of them is read, until each is gone. */
    @Test
    void processesMayVanishAtAnyMoment() throws Exception {
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            for (int life = 0; life < SHORT_LIVES; life++) {
                Process child = new ProcessBuilder("true").start();
                Optional<ProcPid> open = ProcPid.open((int) child.pid());
                if (open.isPresent()) {
                    try (ProcPid proc = open.get()) {
                        List<Future<Void>> done = new ArrayList<>();
                        for (int i = 0; i < READERS; i++) {
                            done.add(readers.submit(() -> readUntilGone(proc)));
                        }
                        for (Future<Void> reader : done) {
                            reader.get();
                        }
                    }
                }
                child.waitFor();
            }
        }
    }

    /** Everyone's processes, some of which are the short-lived ones of other tests. */
    @Test
    void aPassOverAllProcessesFindsThisOne() throws Exception {
        boolean found = false;
        for (int pid : ProcPid.pids()) {
            Optional<ProcPid> open = ProcPid.open(pid);
            if (open.isPresent()) {
                try (ProcPid proc = open.get()) {
                    readAll(proc);
                    found |= pid == ProcessHandle.current().pid();
                }
            }
        }
        assertTrue(found);
    }

    /** In a PID namespace of its own, where a number can be given out again at will. */
    @Test
    void aSuccessorWithTheSamePidIsNotRead() throws Exception {
        List<String> command = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child"));
        if (!Commands.root()) {
            command.add("--map-root-user");
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Commands.classPath(),
                PidReuse.class.getName()));
        assertEquals("reused\n", Commands.output(command.toArray(String[]::new)));
    }

    private static Void readUntilGone(ProcPid proc) throws IOException {
        while (proc.exists()) {
            readAll(proc);
        }
        assertNothing(proc);
        return null;
    }

    private static void readAll(ProcPid proc) throws IOException {
        Optional<ProcStat> stat = proc.stat();
        assertTrue(stat.isEmpty() || stat.get().pid() == proc.pid());
        Optional<ProcStatus> status = proc.status();
        assertTrue(status.isEmpty() || status.get().pid() == proc.pid());
        proc.mountInfo();
        proc.cgroup();
        proc.uidMap();
        proc.gidMap();
        proc.cmdline();
        try {
            proc.namespaces();
        } catch (LinuxException e) {
            // Another user's process; or this one's, between fork and exec or at its end, when ptrace is refused.
            assertEquals(Optional.of(Errno.EACCES), e.errno());
        }
    }

    static void assertNothing(ProcPid proc) throws IOException {
        assertFalse(proc.exists());
        assertEquals(Optional.empty(), proc.stat());
        assertEquals(Optional.empty(), proc.status());
        assertEquals(Optional.empty(), proc.mountInfo());
        assertEquals(Optional.empty(), proc.cgroup());
        assertEquals(Optional.empty(), proc.uidMap());
        assertEquals(Optional.empty(), proc.gidMap());
        assertEquals(Optional.empty(), proc.cmdline());
        assertEquals(Optional.empty(), proc.namespaces());
        assertEquals(Optional.empty(), proc.namespace("net"));
    }

    /** The child, as soon as it has become the program that it is to become. */
    private static ProcPid awaitComm(Process child, String comm) throws Exception {
        ProcPid proc = ProcPid.open((int) child.pid()).orElseThrow();
        Commands.await(() -> {
            ProcStat stat = proc.stat().orElseThrow();
            return stat.comm().equals(comm) && stat.state() == 'S';
        });
        return proc;
    }

    private static List<String> ps(String pid, String columns) throws Exception {
        List<String> command = new ArrayList<>(List.of("ps", "-p", pid));
        for (String column : columns.split(",", -1)) {
            command.add("-o");
            command.add(column + "=");
        }
        return List.of(Commands.output(command.toArray(String[]::new)).strip().split(" +"));
    }

    /** What is behind a key in a file of lines. */
    private static String field(String file, String key) throws Exception {
        return Commands.shell("sed -n \"s/^$2:\t//p\" \"$1\"", file, key).stripTrailing();
    }

    private static String join(List<?> numbers) {
        List<String> words = new ArrayList<>();
        numbers.forEach(number -> words.add(number.toString()));
        String separator = numbers.isEmpty() || numbers.getFirst() instanceof Long ? " " : "\t";
        return String.join(separator, words);
    }
}

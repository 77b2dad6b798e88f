package dev.alcove.linux.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Errno;
import dev.alcove.linux.ProcStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files read by raw calls, compared with what the JDK reads. */
class FileCallsTest {
    @Test
    void listsADirectoryThatFillsTheBufferMoreThanOnce(@TempDir Path directory) throws Exception {
        Set<String> expected = new TreeSet<>(Set.of(".", ".."));
        for (int i = 0; i < 1_500; i++) {
            String name = "a name of some length ".repeat(1 + i % 5) + i;
            Files.createFile(directory.resolve(name));
            expected.add(name);
        }
        Set<String> found = new TreeSet<>();
        int rounds = 0;
        try (FileCalls files = new FileCalls()) {
            int fd = files.openDirectory(directory.toString());
            for (; files.list(fd) > 0; rounds++) {
                for (int name = files.nextName(); name >= 0; name = files.nextName()) {
                    assertEquals(-1, files.number(name));
                    found.add(files.name(name));
                }
            }
            files.close(fd);
        }
        assertEquals(expected, found);
        assertTrue(rounds > 1);
    }

    @Test
    void readsFilesLargerThanItsMemory(@TempDir Path directory) throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(directory.resolve("large"), bytes);
        try (FileCalls files = new FileCalls()) {
            assertEquals(bytes.length, files.read(file.toString()));
            assertEquals(ByteBuffer.wrap(bytes), ByteBuffer.wrap(files.bytes(0, bytes.length)));
            assertEquals(0, files.read("/dev/null"));
            assertEquals(-Errno.ENOENT.number(), files.read(file + "x"));
            assertEquals(-Errno.EISDIR.number(), files.read(directory.toString()));
        }
    }

    @Test
    void tellsWhatStatTells() throws Exception {
        try (FileCalls files = new FileCalls()) {
            for (String path : new String[] {"/proc/self/ns/net", "/dev/null", "/etc/passwd", "/proc/self"}) {
                assertEquals(0, files.stat(path, 0, Stat.STATX_BASIC_STATS));
                assertEquals(Files.getAttribute(Path.of(path), "unix:ino"), files.inode());
                assertEquals(Files.getAttribute(Path.of(path), "unix:dev"), files.device());
                assertEquals(Files.getAttribute(Path.of(path), "unix:uid"), (int) files.uid());
                assertEquals(Files.getAttribute(Path.of(path), "unix:mode"), files.mode());
            }
            int length = files.readLink(At.AT_FDCWD, files.keep("/proc/self"));
            assertEquals(Long.toString(ProcessHandle.current().pid()), files.text(0, length));
            int proc = files.openDirectory(At.AT_FDCWD, files.keep("/proc"));
            int pid = (int) ProcessHandle.current().pid();
            assertEquals(0, files.stat(proc, files.decimal(pid), 0, Stat.STATX_INO));
            assertEquals(-Errno.ENOENT.number(), files.stat(proc, files.decimal(0), 0, Stat.STATX_INO));
            assertEquals(-Errno.ENOENT.number(), files.stat(proc, files.decimal(Integer.MAX_VALUE), 0, Stat.STATX_INO));
            files.close(proc);
        }
    }

    @Test
    void pagesHaveTheirSize() throws Exception {
        Process getconf = new ProcessBuilder("getconf", "PAGESIZE").start();
        String expected = new String(getconf.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        try (FileCalls files = new FileCalls()) {
            assertEquals(expected, Integer.toString(PageSize.read(files)));
        }
    }

    /** The short reader of {@code stat} says what the long one says, and refuses what is none without an exception. */
    @Test
    void readsStatLines() throws Exception {
        byte[] text = Files.readAllBytes(Path.of("/proc/self/stat"));
        StatLine line = new StatLine();
        assertTrue(line.read(ByteBuffer.wrap(text), text.length));
        compare(text, line);
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = text.clone();
            changed[random.nextInt(60)] = (byte) " ()-9aZ\0\n".charAt(random.nextInt(9));
            int length = random.nextInt(4) == 0 ? random.nextInt(text.length) : text.length;
            if (line.read(ByteBuffer.wrap(changed), length)) {
                assertTrue(line.commStart() <= line.commEnd() && line.commEnd() < length);
            } else {
                refused++;
            }
        }
        assertTrue(refused > 1_000, "few changes were noticed");
    }

    private static void compare(byte[] text, StatLine line) throws IOException {
        ProcStat expected = ProcStat.parse(text);
        int length = line.commEnd() - line.commStart();
        assertEquals(expected.comm(), new String(text, line.commStart(), length, StandardCharsets.ISO_8859_1));
        assertEquals(expected.state(), line.state());
        assertEquals(expected.ppid(), line.ppid());
        assertEquals(expected.exiting(), line.exiting());
        assertEquals(expected.utime() + expected.stime(), line.cpuTicks());
        assertEquals(expected.numThreads(), line.threads());
        assertEquals(expected.starttime(), line.startTime());
        assertEquals(expected.rss(), line.residentPages());
    }
}

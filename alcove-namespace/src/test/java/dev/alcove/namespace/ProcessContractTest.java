package dev.alcove.namespace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.namespace.AnyBuilder.Maker;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of {@link Process}: what the JDK's processes do, ours do too. */
@Timeout(60)
class ProcessContractTest {
    @TempDir
    Path temporary = Path.of("");

    @BeforeAll
    static void needsRoot() {
        Assumptions.assumeTrue(SideJvm.isRoot(), "new namespaces without a user namespace need root");
    }

    private static String output(Process process) throws Exception {
        try (InputStream in = process.getInputStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void exitsWithItsStatus(Maker maker) throws Exception {
        for (int status : new int[] {0, 1, 42, 126, 127, 255}) {
            Process process = maker.shell("exit " + status).start();
            assertEquals(status, process.waitFor());
            assertEquals(status, process.exitValue());
            assertFalse(process.isAlive());
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheSignalThatKilledIt(Maker maker) throws Exception {
        for (int signal : new int[] {1, 9, 10, 15}) {
            assertEquals(
                    0x80 + signal,
                    maker.shell("kill -" + signal + " $$").start().waitFor());
        }
    }

    @ParameterizedTest
    @EnumSource
    void destroyTerminates(Maker maker) throws Exception {
        Process process = maker.of("sleep", "100").start();
        assertTrue(process.supportsNormalTermination());
        process.destroy();
        assertEquals(0x80 + 15, process.waitFor());
        process.destroy();
        process.destroyForcibly();
    }

    @ParameterizedTest
    @EnumSource
    void destroyLetsItCleanUp(Maker maker) throws Exception {
        Path file = temporary.resolve("cleaned-" + maker);
        Process process = maker.shell(
                        "trap 'echo done > " + file + "; exit 3' TERM; echo ready; while :; do sleep 0.05; done")
                .start();
        assertEquals("ready", process.inputReader().readLine());
        process.toHandle().destroy();
        assertEquals(3, process.waitFor());
        assertEquals("done\n", Files.readString(file));
    }

    @ParameterizedTest
    @EnumSource
    void destroyForciblyKills(Maker maker) throws Exception {
        Process process = maker.shell("trap '' TERM; echo ready; while :; do sleep 0.05; done")
                .start();
        assertEquals("ready", process.inputReader().readLine());
        assertSame(process, process.destroyForcibly());
        assertEquals(0x80 + 9, process.waitFor());
    }

    @ParameterizedTest
    @EnumSource
    void closesTheStreamsOfWhatItDestroys(Maker maker) throws Exception {
        Process process = maker.of("cat").start();
        InputStream in = process.getInputStream();
        OutputStream out = process.getOutputStream();
        process.destroy();
        assertThrows(IOException.class, in::read);
        assertThrows(IOException.class, () -> {
            out.write(1);
            out.flush();
        });
        process.waitFor();
    }

    @ParameterizedTest
    @EnumSource
    void passesInputOn(Maker maker) throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);
        Process process = maker.of("cat").start();
        CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> readAll(process.getInputStream()));
        try (OutputStream out = process.getOutputStream()) {
            out.write(bytes);
        }
        assertArrayEquals(bytes, read.join());
        assertEquals(0, process.waitFor());
    }

    @ParameterizedTest
    @EnumSource
    void keepsOutputAndErrorApart(Maker maker) throws Exception {
        Process process = maker.shell("head -c 2000000 /dev/zero; head -c 1000000 /dev/zero >&2")
                .start();
        CompletableFuture<byte[]> error = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
        assertEquals(2_000_000, readAll(process.getInputStream()).length);
        assertEquals(1_000_000, error.join().length);
        assertEquals(0, process.waitFor());
    }

    private static byte[] readAll(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mergesErrorIntoOutput(Maker maker) throws Exception {
        Process process = maker.shell("echo a; echo b >&2; echo c")
                .redirectErrorStream(true)
                .start();
        assertEquals("a\nb\nc\n", output(process));
        assertEquals(-1, process.getErrorStream().read());
    }

    @ParameterizedTest
    @EnumSource
    void whatWasWrittenStaysReadable(Maker maker) throws Exception {
        Process process = maker.shell("head -c 60000 /dev/zero; echo oops >&2").start();
        assertEquals(0, process.waitFor());
        process.onExit().get(10, TimeUnit.SECONDS);
        assertEquals(60_000, process.getInputStream().readAllBytes().length);
        assertEquals("oops\n", new String(process.getErrorStream().readAllBytes(), UTF_8));
        assertEquals(-1, process.getInputStream().read());
    }

    @ParameterizedTest
    @EnumSource
    void tellsHowMuchIsAvailable(Maker maker) throws Exception {
        Process process = maker.shell("echo 12345; read x; echo 678").start();
        BufferedReader reader = process.inputReader();
        assertEquals("12345", reader.readLine());
        assertEquals(0, process.getInputStream().available());
        process.outputWriter().append("x\n").flush();
        process.waitFor();
        assertEquals("678", reader.readLine());
    }

    @ParameterizedTest
    @EnumSource
    void refusesToWriteToWhatHasEnded(Maker maker) throws Exception {
        Process process = maker.of("true").start();
        process.waitFor();
        OutputStream out = process.getOutputStream();
        byte[] bytes = new byte[100_000];
        assertThrows(IOException.class, () -> {
            out.write(bytes);
            out.flush();
        });
    }

    @ParameterizedTest
    @EnumSource
    void seesThatInputIsClosedByTheProcess(Maker maker) throws Exception {
        Process process = maker.shell("exec <&-; echo closed; exec sleep 100").start();
        assertEquals("closed", process.inputReader().readLine());
        OutputStream out = process.getOutputStream();
        assertThrows(IOException.class, () -> {
            out.write(new byte[100_000]);
            out.flush();
        });
        process.destroyForcibly().waitFor();
    }

    @ParameterizedTest
    @EnumSource
    void seesTheEndOfOutputBeforeTheExit(Maker maker) throws Exception {
        Process process =
                maker.shell("echo last; exec >&- 2>&-; exec sleep 100").start();
        assertEquals("last\n", output(process));
        assertTrue(process.isAlive());
        process.destroyForcibly().waitFor();
    }

    /** Every kind of redirect for every stream; what the JDK does is what is expected. */
    @Test
    void redirectsAsTheJdk() throws Exception {
        for (String in : new String[] {"PIPE", "FILE", "NULL"}) {
            for (String out : new String[] {"PIPE", "TO", "APPEND", "DISCARD"}) {
                for (String err : new String[] {"PIPE", "TO", "APPEND", "DISCARD", "MERGED"}) {
                    String expected = redirected(Maker.JDK, in, out, err);
                    assertEquals(expected, redirected(Maker.PLAIN, in, out, err), in + " " + out + " " + err);
                    assertEquals(expected, redirected(Maker.ISOLATED, in, out, err), in + " " + out + " " + err);
                }
            }
        }
    }

    private String redirected(Maker maker, String in, String out, String err) throws Exception {
        Path input = Files.writeString(temporary.resolve("in"), "from the file\n");
        Path output = Files.writeString(temporary.resolve("out"), "before out\n");
        Path error = Files.writeString(temporary.resolve("err"), "before err\n");
        AnyBuilder builder = maker.shell("cat; echo error >&2; echo end");
        switch (in) {
            case "FILE" -> builder.redirectInput(Redirect.from(input.toFile()));
            case "NULL" -> builder.redirectInput(Redirect.from(new File("/dev/null")));
            default -> {}
        }
        Redirect destination = destination(out, output);
        if (destination != null) {
            builder.redirectOutput(destination);
        }
        destination = destination(err, error);
        if (destination != null) {
            builder.redirectError(destination);
        }
        builder.redirectErrorStream(err.equals("MERGED"));
        Process process = builder.start();
        StringBuilder seen = new StringBuilder();
        try (OutputStream to = process.getOutputStream()) {
            to.write("from the pipe\n".getBytes(UTF_8));
        } catch (IOException e) {
            seen.append("input refused;");
        }
        seen.append(new String(process.getInputStream().readAllBytes(), UTF_8)).append(';');
        seen.append(new String(process.getErrorStream().readAllBytes(), UTF_8)).append(';');
        seen.append(process.waitFor()).append(';');
        return seen.append(Files.readString(output))
                .append(Files.readString(error))
                .toString();
    }

    private static @Nullable Redirect destination(String kind, Path file) {
        return switch (kind) {
            case "TO" -> Redirect.to(file.toFile());
            case "APPEND" -> Redirect.appendTo(file.toFile());
            case "DISCARD" -> Redirect.DISCARD;
            default -> null;
        };
    }

    @ParameterizedTest
    @EnumSource
    void refusesFilesThatAreNotThere(Maker maker) {
        File missing = temporary.resolve("missing").toFile();
        assertThrows(
                IOException.class,
                () -> maker.of("true").redirectInput(Redirect.from(missing)).start());
        File below = new File(missing, "file");
        assertThrows(
                IOException.class,
                () -> maker.of("true").redirectOutput(Redirect.to(below)).start());
        File nul = new File("a\0b");
        assertThrows(
                IOException.class,
                () -> maker.of("true").redirectInput(Redirect.from(nul)).start());
        assertThrows(IllegalArgumentException.class, () -> maker.of("true").redirectInput(Redirect.to(missing)));
        assertThrows(IllegalArgumentException.class, () -> maker.of("true").redirectError(Redirect.from(missing)));
    }

    @Test
    void passesTheSameEnvironment() throws Exception {
        assertEquals(environment(Maker.JDK, false), environment(Maker.PLAIN, false));
        assertEquals(environment(Maker.JDK, false), environment(Maker.ISOLATED, false));
        assertEquals("A=1\nB=ä=ö\nEMPTY=\n", environment(Maker.ISOLATED, true));
    }

    private static String environment(Maker maker, boolean own) throws Exception {
        AnyBuilder builder = maker.of("/usr/bin/env", "-0");
        if (own) {
            builder.environment().clear();
            builder.environment().put("A", "1");
            builder.environment().put("B", "ä=ö");
            builder.environment().put("EMPTY", "");
            assertThrows(
                    IllegalArgumentException.class, () -> builder.environment().put("C=D", "1"));
            assertThrows(
                    IllegalArgumentException.class, () -> builder.environment().put("C", "a\0b"));
        }
        String[] variables = output(builder.start()).split("\0", -1);
        Arrays.sort(variables);
        return String.join("\n", variables).strip() + "\n";
    }

    @ParameterizedTest
    @EnumSource
    void findsProgramsInTheJvmsPath(Maker maker) throws Exception {
        AnyBuilder builder = maker.of("sh", "-c", "echo $PATH");
        builder.environment().put("PATH", "/nowhere");
        assertEquals("/nowhere\n", output(builder.start()));
    }

    @ParameterizedTest
    @EnumSource
    void startsInItsDirectory(Maker maker) throws Exception {
        Path real = temporary.toRealPath();
        assertEquals(
                real + "\n",
                output(maker.of("/bin/pwd").directory(real.toFile()).start()));
        File missing = new File("/nonexistent-directory");
        IOException e = assertThrows(
                IOException.class, () -> maker.of("true").directory(missing).start());
        assertTrue(String.valueOf(e.getMessage()).contains("/nonexistent-directory"), e::toString);
    }

    @ParameterizedTest
    @EnumSource
    void executesScriptsWithoutInterpreter(Maker maker) throws Exception {
        Path script = Files.writeString(temporary.resolve("script-" + maker), "echo script $1\n");
        assertTrue(script.toFile().setExecutable(true));
        assertEquals("script 7\n", output(maker.of(script.toString(), "7").start()));
    }

    @ParameterizedTest
    @EnumSource
    void refusesCommandsThatCannotBe(Maker maker) {
        IOException e = assertThrows(
                IOException.class, () -> maker.of("no-such-program-at-all").start());
        assertTrue(String.valueOf(e.getMessage()).contains("no-such-program-at-all"), e::toString);
        assertThrows(IOException.class, () -> maker.of("/etc/passwd").start());
        assertThrows(IOException.class, () -> maker.of("echo", "a\0b").start());
        assertThrows(IndexOutOfBoundsException.class, () -> maker.of().start());
        String[] withNull = {"echo", null};
        assertThrows(NullPointerException.class, () -> maker.of(withNull).start());
    }

    @ParameterizedTest
    @EnumSource
    void passesArgumentsUnchanged(Maker maker) throws Exception {
        assertEquals(
                "|a b||*|$x|ä€|\n|",
                output(maker.of("printf", "|%s", "a b", "", "*", "$x", "ä€", "\n|")
                        .start()));
    }

    @ParameterizedTest
    @EnumSource
    void waitsWithATimeout(Maker maker) throws Exception {
        Process process = maker.of("sleep", "100").start();
        assertFalse(process.waitFor(10, TimeUnit.MILLISECONDS));
        assertFalse(process.waitFor(0, TimeUnit.MILLISECONDS));
        assertFalse(process.waitFor(-1, TimeUnit.SECONDS));
        assertTrue(process.isAlive());
        assertThrows(IllegalThreadStateException.class, process::exitValue);
        process.destroyForcibly();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0x80 + 9, process.exitValue());
    }

    @ParameterizedTest
    @EnumSource
    void aWaitCanBeInterrupted(Maker maker) throws Exception {
        Process process = maker.of("sleep", "100").start();
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread waiter = Thread.ofPlatform().start(() -> {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        Thread.sleep(50);
        waiter.interrupt();
        waiter.join();
        assertTrue(thrown.get() instanceof InterruptedException);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, process::waitFor);
        process.destroyForcibly().waitFor();
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfItsExit(Maker maker) throws Exception {
        Process process = maker.of("cat").start();
        CompletableFuture<Process> cancelled = process.onExit();
        CompletableFuture<Process> exit = process.onExit();
        cancelled.cancel(true);
        assertFalse(exit.isDone());
        process.getOutputStream().close();
        assertSame(process, exit.get(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        assertSame(process, process.onExit().get(30, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @EnumSource
    void hasAHandle(Maker maker) throws Exception {
        Process process = maker.of("sleep", "100").start();
        ProcessHandle handle = process.toHandle();
        assertEquals(process.pid(), handle.pid());
        assertEquals(ProcessHandle.of(process.pid()).orElseThrow(), handle);
        assertTrue(handle.isAlive());
        assertTrue(ProcessHandle.current().children().anyMatch(handle::equals));
        assertEquals(ProcessHandle.current(), handle.parent().orElseThrow());
        assertTrue(process.info().startInstant().isPresent());
        assertEquals(maker == Maker.ISOLATED ? 1 : 0, process.children().count());
        CompletableFuture<ProcessHandle> exit = handle.onExit();
        assertTrue(handle.destroyForcibly());
        exit.get(30, TimeUnit.SECONDS);
        process.waitFor();
        assertFalse(handle.isAlive());
        assertEquals(handle, process.toHandle());
    }

    @ParameterizedTest
    @EnumSource
    void hasAHandleAfterItsExit(Maker maker) throws Exception {
        Process process = maker.of("true").start();
        process.waitFor();
        ProcessHandle handle = process.toHandle();
        assertEquals(process.pid(), handle.pid());
        assertFalse(handle.isAlive());
        assertFalse(handle.destroy());
        assertFalse(handle.destroyForcibly());
        assertTrue(handle.onExit().isDone() || handle.onExit().get(30, TimeUnit.SECONDS) != null);
        assertEquals(0, process.children().count());
        assertEquals(0, process.descendants().count());
        assertTrue(process.info().command().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatItIs(Maker maker) throws Exception {
        Process process = maker.of("cat").start();
        String prefix = String.format(Locale.ROOT, "Process[pid=%d, exitValue=", process.pid());
        assertEquals(prefix + "\"not exited\"]", process.toString());
        process.getOutputStream().close();
        process.waitFor();
        assertEquals(prefix + "0]", process.toString());
    }

    @ParameterizedTest
    @EnumSource
    void inheritsNoDescriptor(Maker maker) throws Exception {
        try (InputStream open = Files.newInputStream(Path.of("/etc/passwd"))) {
            assertTrue(open.read() >= 0);
            assertEquals(
                    "0 1 2 3\n", output(maker.shell("echo $(ls /proc/self/fd)").start()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "ISOLATED"})
    void hasNoSignalBlocked(Maker maker) throws Exception {
        String signals = output(
                maker.of("grep", "-E", "^SigBlk|^ShdPnd", "/proc/self/status").start());
        assertEquals("ShdPnd:\t0000000000000000\nSigBlk:\t0000000000000000\n", signals);
        // What the JVM was started with is ignored, and nothing else.
        String ignored = output(maker.of("grep", "SigIgn", "/proc/self/status").start());
        assertTrue(Files.readString(Path.of("/proc/self/status")).contains(ignored), ignored);
    }

    /** Whoever closes a stream ends the read that another thread waits in. */
    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "ISOLATED"})
    void closingEndsARead(Maker maker) throws Exception {
        Process process = maker.of("sleep", "100").start();
        InputStream in = process.getInputStream();
        for (Thread.Builder kind : new Thread.Builder[] {Thread.ofPlatform(), Thread.ofVirtual()}) {
            CompletableFuture<@Nullable Integer> read = new CompletableFuture<>();
            InputStream stream = kind instanceof Thread.Builder.OfVirtual ? process.getErrorStream() : in;
            kind.start(() -> {
                try {
                    read.complete(stream.read());
                } catch (IOException e) {
                    read.complete(null);
                }
            });
            Thread.sleep(50);
            stream.close();
            assertEquals(null, read.get(30, TimeUnit.SECONDS));
        }
        process.destroyForcibly().waitFor();
    }

    /** An interrupt neither ends a read nor is lost. */
    @ParameterizedTest
    @EnumSource
    void aReadOutlivesAnInterrupt(Maker maker) throws Exception {
        Process process = maker.shell("sleep 0.3; echo late").start();
        CompletableFuture<String> read = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                String line = process.inputReader().readLine();
                read.complete(line + " " + Thread.currentThread().isInterrupted());
            } catch (IOException e) {
                read.completeExceptionally(e);
            }
        });
        Thread.sleep(50);
        reader.interrupt();
        assertEquals("late true", read.get(30, TimeUnit.SECONDS));
        process.waitFor();
    }
}

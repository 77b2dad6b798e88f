package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes a parser is given, it reads them or throws {@link MalformedException}, and nothing else. */
class HostileBytesTest {
    private static final int ROUNDS = 5_000;
    private static final String ALPHABET = " \t\n\\:()[]-,/0123456789abcSZ\0\u00ff";

    /** A parser of text. */
    interface Parse {
        Object from(byte[] text) throws MalformedException;
    }

    /** A parser, and a file that it reads well. */
    record Target(String name, Path sample, Parse parse) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Target> targets() {
        Path self = Path.of("/proc/self");
        return Stream.of(
                new Target("stat", self.resolve("stat"), ProcStat::parse),
                new Target("status", self.resolve("status"), ProcStatus::parse),
                new Target("mountinfo", self.resolve("mountinfo"), MountInfo::parse),
                new Target("cgroup", self.resolve("cgroup"), CgroupEntry::parse),
                new Target("uid_map", self.resolve("uid_map"), IdMapEntry::parse),
                new Target("ns", self.resolve("ns/net"), text -> NamespaceId.inode(string(text))));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void mutatedTextIsReadOrMalformed(Target target) throws Exception {
        byte[] sample = Files.isSymbolicLink(target.sample)
                ? bytes(Files.readSymbolicLink(target.sample).toString())
                : shorten(Files.readAllBytes(target.sample));
        target.parse.from(sample);
        Random random = new Random(1);
        int malformed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            malformed += reject(target, mutate(sample, random)) ? 1 : 0;
        }
        assertTrue(malformed > 0, "no mutation was ever noticed");
        assertTrue(malformed < ROUNDS, "every mutation was refused");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void randomBytesAreReadOrMalformed(Target target) {
        Random random = new Random(2);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] text = new byte[random.nextInt(60)];
            boolean wild = random.nextBoolean();
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) (wild ? random.nextInt(256) : ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            reject(target, text);
            assertFalse(MountInfo.unescape(string(text)).length() > text.length);
            Signal.parse(string(text));
            CapabilitySet.ofHex(string(text));
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void textThatEndsAnywhereIsReadOrMalformed(Target target) throws Exception {
        byte[] sample = Files.isSymbolicLink(target.sample)
                ? bytes(Files.readSymbolicLink(target.sample).toString())
                : shorten(Files.readAllBytes(target.sample));
        for (int length = 0; length < sample.length; length++) {
            reject(target, Arrays.copyOf(sample, length));
        }
    }

    /** Whether the parser refused the text. Any other exception is the test's failure. */
    private static boolean reject(Target target, byte[] text) {
        try {
            target.parse.from(text);
            return false;
        } catch (MalformedException e) {
            assertTrue(e.line() >= 1);
            assertFalse(e.source().isEmpty());
            return true;
        }
    }

    private static byte[] mutate(byte[] sample, Random random) {
        byte[] text = sample.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            if (text.length == 0) {
                return text;
            }
            int at = random.nextInt(text.length);
            int length = random.nextInt(Math.min(12, text.length - at) + 1);
            switch (random.nextInt(4)) {
                case 0 -> text[at] = (byte) random.nextInt(256);
                case 1 -> text[at] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
                case 2 -> text = join(text, at, at + length);
                default -> text = join(text, at + length, at);
            }
        }
        return text;
    }

    /** The text up to {@code end}, and again from {@code start}: a piece is missing, or there twice. */
    private static byte[] join(byte[] text, int end, int start) {
        byte[] joined = Arrays.copyOf(text, end + text.length - start);
        System.arraycopy(text, start, joined, end, text.length - start);
        return joined;
    }

    /** The first lines: long texts only cost time. */
    private static byte[] shorten(byte[] text) {
        List<String> lines = string(text).lines().limit(60).toList();
        return bytes(String.join("\n", lines) + "\n");
    }

    private static String string(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

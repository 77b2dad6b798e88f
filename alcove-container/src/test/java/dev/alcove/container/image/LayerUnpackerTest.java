package dev.alcove.container.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Syscalls;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unpacked trees are what GNU tar makes of the same tar, and nothing outside of them changes whatever a tar holds. */
final class LayerUnpackerTest {
    @TempDir
    private Path temp;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        Files.createDirectory(temp.resolve("outside"));
        Files.writeString(temp.resolve("outside/secret"), "canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ustar", "gnu", "pax --xattrs", "v7"})
    void equalsWhatTarMakes(String format) throws Exception {
        assumeRoot();
        String length = format.equals("v7") ? "30" : "90";
        Trees.sh(temp, """
                mkdir -p in/a/b in/empty want; cd in
                echo hello > a/file; ln a/file a/b/hard; ln -s ../file a/b/soft; ln -s /etc/passwd absolute
                chmod 4755 a/file; mkfifo pipe; : > none; head -c 200000 /dev/zero > large
                long=$(printf 'x%%.0s' $(seq %s)); mkdir $long; echo deep > $long/$long
                chown 1234:4321 none; chmod 0 none; chmod 1777 empty; touch -d @1234567890 a large
                touch -h -d @1000000000 absolute
                """.formatted(length));
        if (format.equals("v7")) {
            Trees.sh(temp, "rm in/pipe");
        } else {
            Trees.sh(temp, "mknod in/null c 1 3; mknod in/loop b 7 259; chown 3000000:3000001 in/large");
        }
        if (format.equals("v7") || format.equals("ustar")) {
            Trees.sh(temp, "chown 5:6 in/large");
        }
        Trees.sh(temp, "tar -C in --format=" + format + " -cf t.tar . && tar -C want -xpf t.tar --same-owner");
        unpack(Files.readAllBytes(temp.resolve("t.tar")), UnpackOptions.Whiteouts.OVERLAY);
        assertEquals(Trees.of(temp.resolve("want")), Trees.of(root));
    }

    @Test
    void readsConcatenatedGzip() throws Exception {
        byte[] tar = new TarBuilder().file("a", "1").file("b", "2").end();
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (int at = 0; at < tar.length; at += 700) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(tar, at, Math.min(700, tar.length - at));
            }
        }
        var in = Compression.open("test.tgz", new ByteArrayInputStream(out.toByteArray()));
        try (LayerUnpacker unpacker = unpacker(UnpackOptions.Whiteouts.APPLY)) {
            unpacker.unpack(new TarReader("test.tgz", in, TarLimits.DEFAULT));
            assertEquals(2, unpacker.finish().entries());
        }
        assertEquals("2", Files.readString(root.resolve("b")));
    }

    @Test
    void refusesZstdAndSparseByName() {
        byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0, 0};
        var wrong = assertThrows(ImageException.class, () -> Compression.open("l.zst", new ByteArrayInputStream(zstd)));
        assertTrue(String.valueOf(wrong.getMessage()).contains("zstd"), wrong::toString);
        byte[] sparse = new TarBuilder()
                .raw(TarBuilder.header('S', "s", "", 0644, 0, 0, 0))
                .end();
        assertTrue(refused(sparse).contains("sparse"));
        byte[] pax = new TarBuilder().pax("GNU.sparse.major", "1").file("s", "").end();
        assertTrue(refused(pax).contains("sparse"));
    }

    @Test
    void refusesDotsAndLinksOut() throws Exception {
        for (String name : List.of("../outside/secret", "a/../../outside/secret", "/../outside/secret", "..")) {
            assertTrue(refused(new TarBuilder().file(name, "evil").end()).contains(".."), name);
        }
        String secret = temp.resolve("outside/secret").toString();
        assertTrue(refused(new TarBuilder().hardLink("h", secret).end()).contains("no file of this root"));
        assertTrue(refused(new TarBuilder().hardLink("h", "../outside/secret").end())
                .contains(".."));
        canaryLives();
    }

    @Test
    void linksLeadNowhereElse() throws Exception {
        String outside = temp.resolve("outside").toString();
        byte[] tar = new TarBuilder()
                .directory(outside)
                .link("up", "../../../../../../../.." + outside)
                .file("up/secret", "evil")
                .link("absolute", outside)
                .file("absolute/more", "evil")
                .link("file", outside + "/secret")
                .file("file", "instead")
                .file("/rooted", "in here")
                .end();
        unpack(tar, UnpackOptions.Whiteouts.OVERLAY);
        assertEquals("evil", Files.readString(root.resolve(outside.substring(1)).resolve("secret")));
        assertEquals("evil", Files.readString(root.resolve(outside.substring(1)).resolve("more")));
        assertEquals("instead", Files.readString(root.resolve("file")));
        assertFalse(Files.isSymbolicLink(root.resolve("file")));
        assertEquals("in here", Files.readString(root.resolve("rooted")));
        canaryLives();
    }

    @Test
    void hardLinkToALinkLinksTheLink() throws Exception {
        String secret = temp.resolve("outside/secret").toString();
        unpack(new TarBuilder().link("l", secret).hardLink("h", "l").end(), UnpackOptions.Whiteouts.OVERLAY);
        assertTrue(Files.isSymbolicLink(root.resolve("h")));
        assertEquals(1, Files.getAttribute(temp.resolve("outside/secret"), "unix:nlink"));
    }

    @Test
    void laterEntriesReplace() throws Exception {
        byte[] tar = new TarBuilder()
                .file("d/x/y", "1")
                .file("d", "file over directory")
                .file("f", "1")
                .directory("f")
                .file("f/in", "directory over file")
                .file("twice", "1")
                .file("twice", "2")
                .end();
        unpack(tar, UnpackOptions.Whiteouts.OVERLAY);
        assertEquals("file over directory", Files.readString(root.resolve("d")));
        assertEquals("directory over file", Files.readString(root.resolve("f/in")));
        assertEquals("2", Files.readString(root.resolve("twice")));
    }

    @Test
    void appliesWhiteouts() throws Exception {
        byte[] lower = new TarBuilder()
                .file("gone", "1")
                .file("dir/a", "1")
                .file("dir/b/c", "1")
                .file("opaque/old/x", "1")
                .end();
        byte[] upper = new TarBuilder()
                .file(".wh.gone", "")
                .file("dir/.wh.b", "")
                .file("opaque/new", "2")
                .file("opaque/.wh..wh..opq", "")
                .file("opaque/old/y", "2")
                .end();
        try (LayerUnpacker unpacker = unpacker(UnpackOptions.Whiteouts.APPLY)) {
            unpacker.unpack(TarBuilder.reader(lower));
            unpacker.unpack(TarBuilder.reader(upper));
            unpacker.finish();
        }
        assertEquals("./dir/a\n./opaque/new\n./opaque/old/y\n", Trees.sh(root, "find . -type f | LC_ALL=C sort"));
    }

    /** The directory that the opaque whiteout removes is the one that the entry before was made in. */
    @Test
    void opaqueRootForgetsWhereItWas() throws Exception {
        try (LayerUnpacker unpacker = unpacker(UnpackOptions.Whiteouts.APPLY)) {
            unpacker.unpack(
                    TarBuilder.reader(new TarBuilder().file("d/old", "1").end()));
            byte[] next =
                    new TarBuilder().file(".wh..wh..opq", "").file("d/new", "2").end();
            unpacker.unpack(TarBuilder.reader(next));
            unpacker.finish();
        }
        assertEquals("./d/new\n", Trees.sh(root, "find . -type f"));
    }

    @Test
    void keepsWhiteoutsForOverlayfs() throws Exception {
        byte[] tar =
                new TarBuilder().file(".wh.gone", "").file("d/.wh..wh..opq", "").end();
        unpack(tar, UnpackOptions.Whiteouts.OVERLAY);
        assertEquals("character special file 0 0\n", Trees.sh(root, "stat -c '%F %t %T' gone"));
        assertFalse(Files.exists(root.resolve("d/.wh..wh..opq"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void skipsWhatOnlyAlcoveTellsOverlayfs() throws Exception {
        byte[] tar = new TarBuilder()
                .device("fake", 0, 0)
                .pax("SCHILY.xattr.trusted.overlay.redirect", "/etc")
                .directory("d")
                .end();
        UnpackReport report = unpack(tar, UnpackOptions.Whiteouts.OVERLAY);
        assertEquals(2, report.skippedCount(), report::toString);
        assertFalse(Files.exists(root.resolve("fake"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void withoutPrivilegeAllIsTheCallers() throws Exception {
        byte[] tar = new TarBuilder().device("null", 1, 3).file("f", "1").end();
        try (LayerUnpacker unpacker =
                new LayerUnpacker(root, new UnpackOptions(false, UnpackOptions.Whiteouts.OVERLAY))) {
            unpacker.unpack(TarBuilder.reader(tar));
            assertEquals(1, unpacker.finish().skippedCount());
        }
        assertFalse(Files.exists(root.resolve("null")));
    }

    /** What an ordinary user may not, its own modes forbid it first; a thread alone can be such a user. */
    @Test
    void ordinaryUsersUnpackWhatTheyMayNotEnter() throws Exception {
        assumeRoot();
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
        Files.setAttribute(root, "unix:uid", 65534);
        byte[] tar = new TarBuilder()
                .raw(TarBuilder.header('5', "d", "", 0, 0, 0, 0))
                .file("d/.wh..wh..opq", "")
                .raw(TarBuilder.header('5', "d/e", "", 0, 0, 0, 0))
                .file("d/e/f", "1")
                .file("d/.wh.gone", "")
                .raw(TarBuilder.header('5', "again", "", 0, 0, 0, 0))
                .file("again/f", "1")
                .file("again", "instead")
                .end();
        FutureTask<UnpackReport> task = new FutureTask<>(() -> {
            assertEquals(0, Syscalls.call(Syscall.SETRESUID, -1, 65534, -1));
            try (LayerUnpacker unpacker =
                    new LayerUnpacker(root, UnpackOptions.ofCaller(UnpackOptions.Whiteouts.OVERLAY))) {
                unpacker.unpack(TarBuilder.reader(tar));
                return unpacker.finish();
            }
        });
        Thread.ofPlatform().start(task);
        assertEquals(0, task.get().skippedCount());
        assertEquals(
                "./again 644 65534\n./d 0 65534\n./d/e 0 65534\n./d/e/f 644 65534\n./d/gone 0 65534\n",
                Trees.sh(root, "find . -mindepth 1 -printf '%p %m %U\\n' | LC_ALL=C sort"));
        ByteBuffer opaque = ByteBuffer.allocate(8);
        Files.getFileAttributeView(root.resolve("d"), UserDefinedFileAttributeView.class)
                .read("overlay.opaque", opaque);
        assertEquals(StandardCharsets.US_ASCII.encode("y"), opaque.flip());
    }

    @Test
    void stopsAtLimits() {
        byte[] tar = new TarBuilder().file("a", "1").file("b", "2").end();
        TarReader few = new TarReader("t", new ByteArrayInputStream(tar), TarLimits.DEFAULT.withMaxEntries(1));
        assertEquals(
                "maxEntries",
                assertThrows(TarLimitException.class, () -> drain(few)).limit());
        TarReader small = new TarReader("t", new ByteArrayInputStream(tar), TarLimits.DEFAULT.withMaxBytes(1024));
        assertEquals(
                "maxBytes",
                assertThrows(TarLimitException.class, () -> drain(small)).limit());
        byte[] huge = new TarBuilder()
                .raw(TarBuilder.header('L', "l", "", 0, 1 << 30, 0, 0))
                .end();
        assertEquals(
                "maxHeaderBytes",
                assertThrows(TarLimitException.class, () -> drain(TarBuilder.reader(huge)))
                        .limit());
    }

    /** Tars that are random in all their fields, and valid enough to be unpacked in large part. */
    @Test
    void survivesFuzzedTars() throws Exception {
        String before = Trees.of(temp.resolve("outside"));
        int whole = 0;
        for (int seed = 0; seed < 2000; seed++) {
            byte[] tar = new RandomTar(new Random(seed), temp.resolve("outside").toString()).build();
            Path target = Files.createDirectory(temp.resolve("fuzz"));
            var whiteouts = UnpackOptions.Whiteouts.values()[seed % 2];
            boolean privileged = seed % 4 < 2 && isRoot();
            try (LayerUnpacker unpacker = new LayerUnpacker(target, new UnpackOptions(privileged, whiteouts));
                    TarReader reader = new TarReader(
                            "fuzz",
                            new BufferedInputStream(Compression.open("fuzz", new ByteArrayInputStream(tar))),
                            TarLimits.DEFAULT)) {
                unpacker.unpack(reader);
                unpacker.finish();
                whole++;
            } catch (IOException documented) {
                assertTrue(
                        documented instanceof ImageException || documented instanceof dev.alcove.linux.LinuxException,
                        "seed " + seed + ": " + documented);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
            try (RootTree tree = new RootTree(temp, false)) {
                tree.remove(tree.root(), "fuzz", null);
            }
            if (seed % 400 == 399) {
                assertEquals(before, Trees.of(temp.resolve("outside")), "up to seed " + seed);
            }
        }
        assertEquals(before, Trees.of(temp.resolve("outside")));
        assertEquals("./outside\n./outside/secret\n./root\n", Trees.sh(temp, "find . -mindepth 1 | LC_ALL=C sort"));
        assertTrue(whole > 300, "only " + whole + " were unpacked to their end");
    }

    private static void drain(TarReader reader) throws IOException {
        while (reader.next() != null) {
            reader.readAll(1 << 20);
        }
    }

    private String refused(byte[] tar) {
        return String.valueOf(assertThrows(ImageException.class, () -> unpack(tar, UnpackOptions.Whiteouts.OVERLAY))
                .getMessage());
    }

    private UnpackReport unpack(byte[] tar, UnpackOptions.Whiteouts whiteouts) throws IOException {
        try (LayerUnpacker unpacker = unpacker(whiteouts)) {
            unpacker.unpack(TarBuilder.reader(tar));
            return unpacker.finish();
        }
    }

    private LayerUnpacker unpacker(UnpackOptions.Whiteouts whiteouts) throws IOException {
        return new LayerUnpacker(root, UnpackOptions.ofCaller(whiteouts));
    }

    private void canaryLives() throws Exception {
        assertEquals("./secret\n", Trees.sh(temp.resolve("outside"), "find . -mindepth 1"));
        assertEquals("canary", Files.readString(temp.resolve("outside/secret")));
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void assumeRoot() {
        Assumptions.assumeTrue(isRoot(), "owners and devices take root");
    }
}

package dev.alcove.container.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.MountApi;
import dev.alcove.linux.raw.Syscalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options mount what they are meant to: judged by overlayfs itself, in mounts that are attached nowhere. */
final class OverlayRootTest {
    @TempDir
    private Path temp;

    @Test
    void mountsLayersWithWhiteouts() throws Exception {
        for (boolean plus : new boolean[] {true, false}) {
            Path base = Files.createDirectory(temp.resolve("a:b,c\\d" + plus));
            Path lower = unpack(
                    base.resolve("1"),
                    new TarBuilder().file("gone", "1").file("o/old", "1").file("both", "1"));
            Path upper = unpack(
                    base.resolve("2"),
                    new TarBuilder()
                            .file(".wh.gone", "")
                            .file("o/.wh..wh..opq", "")
                            .file("o/new", "2")
                            .file("both", "2"));
            OverlayRoot root = OverlayRoot.of(
                    List.of(lower, upper), new OverlayRoot.Upper.Kept(base.resolve("container")), false, plus);
            root.makeDirectories();
            int mount = mount(root.options());
            try {
                Path at = Path.of("/proc/self/fd/" + mount);
                assertEquals("2", Files.readString(at.resolve("both")));
                assertFalse(Files.exists(at.resolve("gone")));
                assertFalse(Files.exists(at.resolve("o/old")));
                assertEquals("2", Files.readString(at.resolve("o/new")));
                Files.writeString(at.resolve("written"), "3");
                assertEquals("3", Files.readString(root.upper().resolve("written")));
                assertEquals(Files.getAttribute(upper, "unix:mode"), Files.getAttribute(at.resolve("."), "unix:mode"));
            } finally {
                Syscalls.call(Syscall.CLOSE, mount);
            }
        }
    }

    @Test
    void takesMoreLayersThanAStringHasRoomFor() throws Exception {
        List<Path> layers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            layers.add(unpack(temp.resolve("layer-" + i), new TarBuilder().file("f" + i, "" + i)));
        }
        OverlayRoot root = OverlayRoot.of(layers, new OverlayRoot.Upper.Kept(temp.resolve("c")), false);
        root.makeDirectories();
        int mount = mount(root.options());
        try {
            assertEquals(40, Path.of("/proc/self/fd/" + mount).toFile().list().length);
        } finally {
            Syscalls.call(Syscall.CLOSE, mount);
        }
    }

    @Test
    void plansWithoutMakingAnything() {
        var upper = new OverlayRoot.Upper.Memory(Path.of("/run/x"), "64m");
        OverlayRoot root = OverlayRoot.of(List.of(Path.of("/l/1"), Path.of("/l,2")), upper, true, false);
        assertEquals(
                List.of("lowerdir=/l\\,2:/l/1", "upperdir=/run/x/upper", "workdir=/run/x/work", "userxattr"),
                root.options());
        assertEquals(new OverlayRoot.Tmpfs(Path.of("/run/x"), List.of("size=64m", "mode=0700")), root.tmpfs());
        assertFalse(Files.exists(Path.of("/run/x")));
        assertThrows(IllegalArgumentException.class, () -> OverlayRoot.of(List.of(), upper, true));
    }

    @Test
    void knowsWhichKernelsTakeLayersOneByOne() {
        assertTrue(OverlayRoot.hasLowerdirPlus("6.8.0-31-generic"));
        assertTrue(OverlayRoot.hasLowerdirPlus("7.0"));
        assertFalse(OverlayRoot.hasLowerdirPlus("6.6.12"));
        assertFalse(OverlayRoot.hasLowerdirPlus("5.15"));
    }

    private static Path unpack(Path directory, TarBuilder tar) throws Exception {
        Files.createDirectory(directory);
        try (LayerUnpacker unpacker =
                new LayerUnpacker(directory, UnpackOptions.ofCaller(UnpackOptions.Whiteouts.OVERLAY))) {
            unpacker.unpack(TarBuilder.reader(tar.end()));
            unpacker.finish();
        }
        return directory;
    }

    private static int mount(List<String> options) throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "mounts take root");
        try (Memory memory = Memory.map(1 << 16)) {
            long context = Syscalls.call(Syscall.FSOPEN, memory.string("overlay"), MountApi.FSOPEN_CLOEXEC);
            assertTrue(context >= 0, () -> "fsopen: " + context);
            try {
                for (String option : options) {
                    String[] parts = option.split("=", 2);
                    long result = Syscalls.call(
                            Syscall.FSCONFIG,
                            context,
                            parts.length == 2 ? MountApi.FSCONFIG_SET_STRING : MountApi.FSCONFIG_SET_FLAG,
                            memory.string(parts[0]),
                            parts.length == 2 ? memory.string(parts[1]) : 0,
                            0,
                            0);
                    assertEquals(0, result, option);
                }
                assertEquals(0, Syscalls.call(Syscall.FSCONFIG, context, MountApi.FSCONFIG_CMD_CREATE, 0, 0, 0, 0));
                int mount = (int) Syscalls.call(Syscall.FSMOUNT, context, MountApi.FSMOUNT_CLOEXEC, 0);
                assertTrue(mount >= 0, () -> "fsmount: " + mount);
                return mount;
            } finally {
                Syscalls.call(Syscall.CLOSE, context);
            }
        }
    }
}

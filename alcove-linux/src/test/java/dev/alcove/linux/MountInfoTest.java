package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mounts with hostile names, made by util-linux in a mount namespace of their own; findmnt and stat are the judges. */
class MountInfoTest {
    /** Every byte that a name may hold, but for the slash, in names short enough. */
    private static final int BYTES_A_NAME = 51;

    private static final String MAKE_MOUNTS = """
            set -eu
            mount -t tmpfs -o mode=755 'the base' "$1"
            cd "$1"
            mkdir shared slave unbindable private root
            mount -t tmpfs -o nosuid,noexec 'so#ur ce' shared
            mount --make-shared shared
            mount --bind shared slave
            mount --make-slave slave
            mkdir both
            mount --bind slave both
            mount --make-shared both
            mount -t tmpfs -o ro none unbindable
            mount --make-unbindable unbindable
            mkdir 'shared/in side'
            mount --bind 'shared/in side' root
            mount --make-private root
            echo
            exec cat
            """;

    @Test
    void aMountPointMayHoldAnyByte(@TempDir Path directory) throws Exception {
        List<String> names = new ArrayList<>(
                List.of(" ", "\n", "\\", "\t", "#", "a b\nc\\040d", "\\134", "\u00c3\u00a9", "-", "- -"));
        names.addAll(allBytes());
        StringBuilder script = new StringBuilder("set -eu\ncd \"$1\"\nmount -t tmpfs none .\ncd \"$1\"\n");
        for (String name : names) {
            // The 'x' keeps the shell from cutting newlines off the end.
            script.append("n=$(printf '").append(printf(name)).append("x'); n=${n%x}; mkdir -- \"./$n\"; ");
            script.append("mount -t tmpfs -- \"$n\" \"./$n\"\n");
        }
        Process child = namespace(script + "echo\nexec cat", directory);
        try (ProcPid proc = ProcPid.open((int) child.pid()).orElseThrow()) {
            Set<String> points = new HashSet<>();
            Set<String> sources = new HashSet<>();
            for (MountInfo mount : proc.mountInfo().orElseThrow()) {
                points.add(mount.mountPoint());
                sources.add(mount.source());
            }
            for (String name : names) {
                assertTrue(points.contains(directory + "/" + name), name);
                assertTrue(sources.contains(name), name);
            }
        } finally {
            Commands.end(child);
        }
    }

    @Test
    void aMountTellsItsPropagationRootAndOptions(@TempDir Path directory) throws Exception {
        Process child = namespace(MAKE_MOUNTS, directory);
        try (ProcPid proc = ProcPid.open((int) child.pid()).orElseThrow()) {
            List<MountInfo> mounts = proc.mountInfo().orElseThrow();
            MountInfo base = at(mounts, directory.toString());
            assertEquals("the base", base.source());
            assertEquals("tmpfs", base.fsType());
            assertEquals("/", base.root());
            assertFalse(base.readOnly());

            MountInfo shared = at(mounts, directory + "/shared");
            assertEquals("so#ur ce", shared.source());
            assertEquals(base.id(), shared.parentId());
            assertTrue(shared.peerGroup() > 0);
            assertEquals(0, shared.master());
            assertTrue(shared.options().startsWith("rw,nosuid,noexec"), shared.options());

            MountInfo slave = at(mounts, directory + "/slave");
            assertEquals(shared.peerGroup(), slave.master());
            assertEquals(0, slave.peerGroup());
            assertEquals(shared.minor(), slave.minor());

            MountInfo both = at(mounts, directory + "/both");
            assertEquals(shared.peerGroup(), both.master());
            assertTrue(both.peerGroup() > 0 && both.peerGroup() != shared.peerGroup());

            MountInfo unbindable = at(mounts, directory + "/unbindable");
            assertTrue(unbindable.unbindable());
            assertTrue(unbindable.readOnly());

            MountInfo root = at(mounts, directory + "/root");
            assertEquals("/in side", root.root());
            assertEquals(List.of(), root.tags());
            judge(child, mounts);
        } finally {
            Commands.end(child);
        }
    }

    @Test
    void anEmptySourceAndUnknownTagsAreRead() throws Exception {
        MountInfo mount = MountInfo.parse(
                        bytes("36 35 0:1048575 / /x rw,a shared:1 new:tag propagate_from:3 - fuse.a\\040b  rw\n"))
                .getFirst();
        assertEquals("", mount.source());
        assertEquals("fuse.a b", mount.fsType());
        assertEquals(1048575, mount.minor());
        assertEquals(List.of("shared:1", "new:tag", "propagate_from:3"), mount.tags());
        assertEquals(1, mount.peerGroup());
        assertEquals(3, mount.propagateFrom());
        assertEquals(List.of(), MountInfo.parse(new byte[0]));
    }

    @Test
    void escapesAreUndoneOnce() {
        assertEquals(" \t\n\\#\u00ff", MountInfo.unescape("\\040\\011\\012\\134\\043\\377"));
        assertEquals("\\040", MountInfo.unescape("\\134040"));
        assertEquals("\\", MountInfo.unescape("\\"));
        assertEquals("\\04", MountInfo.unescape("\\04"));
        assertEquals("\\400\\08x", MountInfo.unescape("\\400\\08x"));
        assertEquals("\\ x", MountInfo.unescape("\\\\040x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "36\n",
                "x 35 0:1 / /x rw - tmpfs none rw\n",
                "36 35 0:1 / /x rw tmpfs none rw\n",
                "36 35 01 / /x rw - tmpfs none rw\n",
                "36 35 0:1048576 / /x rw - tmpfs none rw\n",
                "99999999999999999999 35 0:1 / /x rw - tmpfs none rw\n",
                "36 35 0:1 / /x rw shared: - tmpfs none rw\n",
                "36 35 0:1 / /x rw master:2147483648 - tmpfs none rw\n",
                "36 35 0:1 / /x rw - tmpfs none"
            })
    void aMalformedLineIsRefused(String text) {
        MalformedException e = assertThrows(
                MalformedException.class, () -> MountInfo.parse(bytes("1 1 0:1 / / rw - tmpfs none rw\n" + text)));
        assertEquals(2, e.line());
        assertEquals("mountinfo", e.source());
    }

    /** Each mount as findmnt sees it. Its list has no names with unusual bytes, which it would print in its own way. */
    private static void judge(Process child, List<MountInfo> mounts) throws Exception {
        String listing = Commands.output(
                "findmnt",
                "--task",
                child.pid() + "",
                "--list",
                "--noheadings",
                "--output",
                "ID,PARENT,MAJ:MIN,FSTYPE,VFS-OPTIONS,FS-OPTIONS");
        List<String> lines = new ArrayList<>();
        for (MountInfo m : mounts) {
            lines.add(m.id() + " " + m.parentId() + " " + m.major() + ":" + m.minor() + " " + m.fsType() + " "
                    + m.options() + " " + m.superOptions());
        }
        assertEquals(
                listing.lines()
                        .map(line -> line.strip().replaceAll(" +", " "))
                        .sorted()
                        .toList(),
                lines.stream().sorted().toList());
    }

    private static MountInfo at(List<MountInfo> mounts, String point) {
        for (MountInfo mount : mounts) {
            if (mount.mountPoint().equals(point)) {
                return mount;
            }
        }
        throw new AssertionError("nothing is mounted at " + point);
    }

    /** Runs a script in a mount namespace of its own until its input is closed. */
    private static Process namespace(String script, Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("script"), script);
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (!Commands.root()) {
            command.add("--map-root-user");
        }
        command.addAll(List.of("sh", file.toString(), directory.toString()));
        return Commands.ready(command.toArray(String[]::new));
    }

    private static List<String> allBytes() {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int c = 1; c < 256; c++) {
            if (c != '/') {
                name.append((char) c);
            }
            if (c % BYTES_A_NAME == 0) {
                names.add(name.toString());
                name.setLength(0);
            }
        }
        return names;
    }

    /** A name in printf's octal escapes. */
    private static String printf(String name) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            escaped.append(String.format("\\%03o", (int) name.charAt(i)));
        }
        return escaped.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

package dev.alcove.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Pidfd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Handles, of a process that unshare(1) has put into new namespaces. The judges are the links in /proc, and stat(1). */
@Timeout(60)
class NamespaceTest {
    private static Process target;
    private static int pid;

    @BeforeAll
    static void start() throws Exception {
        target = new ProcessBuilder(
                        "unshare", "--user", "--map-root-user", "-n", "-u", "sh", "-c", "echo ready; exec sleep 1000")
                .start();
        assertEquals("ready", target.inputReader().readLine());
        pid = (int) target.pid();
    }

    @AfterAll
    static void end() throws Exception {
        target.destroyForcibly().waitFor();
    }

    @Test
    void allWaysLeadToTheSame() throws Exception {
        try (Pidfd pidfd = Pidfd.open(pid)) {
            for (NamespaceType type : NamespaceType.values()) {
                Path link = Path.of("/proc/" + pid + "/ns/" + type.procName());
                try (Namespace namespace = Namespace.ofProcess(pid, type);
                        Namespace byHandle = Namespace.ofProcess(target.toHandle(), type);
                        Namespace byPath = Namespace.ofPath(link);
                        Namespace byDescriptor = Namespace.of(byPath.fd());
                        Namespace forChildren = Namespace.forChildrenOf(pidfd, type)) {
                    assertEquals(Files.readSymbolicLink(link).toString(), namespace.toString());
                    assertEquals(type, namespace.type());
                    assertEquals(
                            (long) Files.getAttribute(link, "unix:dev"),
                            namespace.id().device());
                    assertEquals(
                            (long) Files.getAttribute(link, "unix:ino"),
                            namespace.id().inode());
                    assertEquals(namespace, byHandle);
                    assertEquals(namespace, byPath);
                    assertEquals(namespace, byDescriptor);
                    assertEquals(namespace, forChildren);
                    assertEquals(namespace.hashCode(), byPath.hashCode());
                }
            }
        }
    }

    @Test
    void tellsWhoseItIs() throws Exception {
        try (Namespace net = Namespace.ofProcess(pid, NamespaceType.NET);
                Namespace user = Namespace.ofProcess(pid, NamespaceType.USER);
                Namespace mine = Namespace.current(NamespaceType.NET);
                Namespace myUser = Namespace.current(NamespaceType.USER)) {
            assertFalse(net.isCurrent());
            assertTrue(mine.isCurrent());
            assertNotEquals(net, mine);
            try (Namespace owner = net.owner().orElseThrow();
                    Namespace parent = user.parent().orElseThrow();
                    Namespace outer = user.owner().orElseThrow()) {
                assertEquals(user, owner);
                assertEquals(myUser, parent);
                assertEquals(myUser, outer);
            }
            assertEquals(OptionalLong.of(Caller.current().euid()), user.ownerUid());
            assertEquals(OptionalLong.empty(), net.ownerUid());
            assertEquals(Optional.empty(), net.parent());
            assertEquals(Optional.empty(), myUser.parent()); // outside of what the caller may see, or not there
            assertEquals(Optional.empty(), myUser.owner());
        }
    }

    @Test
    void comparesSets() throws Exception {
        try (NamespaceSet its = NamespaceSet.ofProcess(target.toHandle());
                NamespaceSet mine = NamespaceSet.ofProcess(ProcessHandle.current())) {
            NamespaceDifference difference = mine.difference(its);
            Set<NamespaceType> different = EnumSet.of(NamespaceType.USER, NamespaceType.NET, NamespaceType.UTS);
            assertEquals(different, difference.different());
            assertEquals(EnumSet.complementOf(EnumSet.copyOf(different)), difference.shared());
            assertTrue(mine.difference(mine).isEmpty());
            try (Namespace net = Namespace.ofProcess(pid, NamespaceType.NET)) {
                NamespaceDifference part = NamespaceSet.of(Set.of(net)).difference(its);
                assertEquals(Set.of(NamespaceType.NET), part.shared());
                assertEquals(7, part.onlySecond().size());
                assertEquals(Set.of(), part.onlyFirst());
            }
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NamespaceSet.of(java.util.List.of(
                            its.get(NamespaceType.NET).orElseThrow(),
                            mine.get(NamespaceType.NET).orElseThrow())));
        }
    }

    @Test
    void refusesWhatIsNone(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        LinuxException none = assertThrows(LinuxException.class, () -> Namespace.ofPath(file));
        assertEquals(Optional.of(Errno.ENOTTY), none.errno());
        assertEquals("not a namespace: '" + file + "'", none.attempt());
        assertThrows(LinuxException.class, () -> Namespace.ofPath(directory.resolve("nosuch")));
        for (String name : new String[] {"", ".", "..", "a/b", "x".repeat(256), "a\0b"}) {
            assertThrows(IllegalArgumentException.class, () -> Namespace.ofName(name, NamespaceType.NET), name);
        }
        IOException unknown =
                assertThrows(IOException.class, () -> Namespace.ofName("no-such-name-is-kept", NamespaceType.UTS));
        assertTrue(String.valueOf(unknown.getMessage()).contains("no-such-name-is-kept"), unknown.getMessage());
    }

    @Test
    void aProcessThatHasEndedHasNone() throws Exception {
        Process process = new ProcessBuilder("true").start();
        ProcessHandle handle = process.toHandle();
        process.waitFor();
        LinuxException gone = assertThrows(LinuxException.class, () -> Namespace.ofProcess(handle, NamespaceType.NET));
        assertEquals(Optional.of(Errno.ESRCH), gone.errno());
    }

    @Test
    void livesAsLongAsItIsOpen() throws Exception {
        Namespace net;
        Process process = new ProcessBuilder("unshare", "-r", "-n", "sh", "-c", "echo; exec sleep 1000").start();
        process.inputReader().readLine();
        net = Namespace.ofProcess((int) process.pid(), NamespaceType.NET);
        process.destroyForcibly().waitFor();
        net.owner().orElseThrow().close();
        net.close();
        net.close();
        assertFalse(net.isOpen());
        assertEquals(NamespaceType.NET, net.type());
        assertThrows(IllegalStateException.class, net::owner);
    }
}

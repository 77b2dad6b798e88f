package dev.alcove.namespace.catalogue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.alcove.namespace.NamespaceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose process a process is. */
@Timeout(60)
class ContainersTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/machine.slice/libpod-ID.scope, podman, -",
                "/machine.slice/libpod-ID.scope/container, podman, -",
                "/libpod_parent/libpod-ID, podman, -",
                "/machine.slice/libpod-conmon-ID.scope, -, libpod-conmon-ID.scope",
                "/system.slice/docker-ID.scope, docker, docker-ID.scope",
                "/docker/ID, docker, -",
                "/kubepods.slice/kubepods-pod1.slice/crio-ID.scope, cri-o, crio-ID.scope",
                "/system.slice/cri-containerd-ID.scope, containerd, cri-containerd-ID.scope",
                "/system.slice/ssh.service, -, ssh.service",
                "/system.slice/system-getty.slice/getty@tty1.service, -, getty@tty1.service",
                "/user.slice/user-1000.slice/user@1000.service/app.slice/x.service, -, user@1000.service",
                "/system.slice/_cpu.service, -, cpu.service",
                "/, -, -"
            })
    void cgroupsTell(String path, @Nullable String engine, @Nullable String unit) throws Exception {
        CgroupPath cgroup = new CgroupPath(("4:memory:/\n0::" + path.replace("ID", ID) + "\n").getBytes(ISO_8859_1));
        assertEquals(engine == null ? null : new Container(engine, ID, ""), cgroup.container());
        if (engine == null || unit != null) {
            assertEquals(unit == null ? null : unit.replace("ID", ID), cgroup.unit());
        }
    }

    @Test
    void aShortIdIsNone() throws Exception {
        assertNull(new CgroupPath("0::/docker/abc\n".getBytes(ISO_8859_1)).container());
    }

    /** Where there are no cgroups to tell, podman's conmon does, which is the parent of the container's first process. */
    @Test
    void conmonTells(@TempDir Path directory) throws Exception {
        Path conmon = directory.resolve("conmon");
        Files.writeString(conmon, "#!/bin/bash\nunshare -Urn --kill-child -f sleep infinity & echo; wait\n");
        Files.setPosixFilePermissions(conmon, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process process = new ProcessBuilder(conmon.toString(), "--api-version", "1", "-c", ID, "-n", "web").start();
        try {
            process.getInputStream().read();
            SmallZoo.await(() -> SmallZoo.descendants(process).size() == 2);
            long pid = SmallZoo.descendants(process).get(1);
            Catalogue catalogue = Catalogue.scan(Request.all().with(Detail.CONTAINERS));
            Member member = catalogue.process((int) pid).orElseThrow();
            Entry net = catalogue.find(member.inode(NamespaceType.NET)).orElseThrow();
            assertEquals(new Container("podman", ID, "web"), net.container().orElseThrow());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}

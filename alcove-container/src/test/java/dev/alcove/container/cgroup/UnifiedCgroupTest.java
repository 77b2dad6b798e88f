package dev.alcove.container.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.container.spec.LinuxPids;
import dev.alcove.container.spec.LinuxResources;
import dev.alcove.container.spec.LinuxResourcesBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The tree of cgroup v2 taken alone, as it is where v1 is not mounted; beside v1, with few controllers or none. */
class UnifiedCgroupTest {
    private final String name = "/alcove-unified-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

    private static CgroupHierarchies unified() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "making cgroups takes root");
        CgroupHierarchy unified = CgroupHierarchies.current().unified();
        Assumptions.assumeTrue(unified != null, "cgroup v2 is not mounted");
        return new CgroupHierarchies(unified == null ? List.of() : List.of(unified));
    }

    private static LinuxResources none() {
        return new LinuxResourcesBuilder().build();
    }

    @Test
    void processesAreFrozenCountedAndKilled() throws Exception {
        Cgroup cgroup = Cgroup.create(unified(), name, none());
        try {
            String join = "echo 0 > " + cgroup.procsFiles().getFirst();
            Process process =
                    new ProcessBuilder("sh", "-c", join + "; sleep 60 & while read l; do echo $l; done").start();
            for (int i = 0; i < 500 && cgroup.processes().size() < 2; i++) {
                Thread.sleep(10);
            }
            assertEquals(2, cgroup.processes().size());
            cgroup.freeze();
            process.outputWriter().append("ping\n").flush();
            Thread.sleep(200);
            assertEquals(0, process.getInputStream().available());
            cgroup.thaw();
            assertEquals("ping", process.inputReader().readLine());
            CgroupStats stats = cgroup.stats();
            assertTrue(stats.cpu().orElseThrow().usage() > 0, stats.toString());
            assertTrue(stats.cpuPressure().orElseThrow().full().isPresent(), stats.toString());
            assertTrue(stats.memory().isEmpty(), stats.toString());
            cgroup.freeze();
            cgroup.kill();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            assertTrue(cgroup.processes().isEmpty());
        } finally {
            cgroup.kill();
            cgroup.remove();
        }
        assertTrue(cgroup.directories().isEmpty());
    }

    @Test
    void aMissingControllerIsToldBeforeAnythingIsMade() throws Exception {
        CgroupHierarchies unified = unified();
        Assumptions.assumeTrue(unified.find("pids") == null, "v2 has pids");
        LinuxResources resources =
                new LinuxResourcesBuilder().pids(new LinuxPids(1)).build();
        String message = assertThrows(CgroupException.class, () -> Cgroup.create(unified, name, resources))
                .toString();
        assertTrue(message.contains("linux.resources.pids needs the cgroup controller pids"), message);
        assertFalse(Files.exists(unified.hierarchies().getFirst().directory(name)));
    }

    @Test
    void processesOfItsOwnKeepACgroupFromHandingDown() throws Exception {
        CgroupHierarchies unified = unified();
        Assumptions.assumeTrue(unified.find("hugetlb") != null, "v2 has no hugetlb");
        LinuxResources huge = new LinuxResourcesBuilder()
                .putUnified("hugetlb.2MB.max", "4194304")
                .build();
        Path handedDown = unified.hierarchies().getFirst().directory(name).resolveSibling("cgroup.subtree_control");
        boolean was = Files.readString(handedDown).contains("hugetlb");
        Cgroup parent = Cgroup.create(unified, name, huge);
        try {
            Process process = new ProcessBuilder(
                            "sh", "-c", "echo 0 > " + parent.procsFiles().getFirst() + "; exec sleep 60")
                    .start();
            for (int i = 0; i < 500 && parent.processes().isEmpty(); i++) {
                Thread.sleep(10);
            }
            String below = name + "/below";
            String message = assertThrows(CgroupException.class, () -> Cgroup.create(unified, below, huge))
                    .toString();
            assertTrue(message.contains("no internal processes"), message);
            parent.kill();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            Cgroup child = Cgroup.create(unified, below, huge);
            Path file = Path.of(child.directories().getFirst(), "hugetlb.2MB.max");
            assertEquals("4194304", Files.readString(file).strip());
        } finally {
            parent.kill();
            parent.remove();
            if (!was) {
                Files.writeString(handedDown, "-hugetlb");
            }
        }
    }
}

package dev.alcove.container.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.container.spec.LinuxCpu;
import dev.alcove.container.spec.LinuxHugepageLimit;
import dev.alcove.container.spec.LinuxMemory;
import dev.alcove.container.spec.LinuxPids;
import dev.alcove.container.spec.LinuxRdma;
import dev.alcove.container.spec.LinuxResources;
import dev.alcove.container.spec.LinuxResourcesBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cgroups of the real kernel, each with a name of its own, removed whatever happens. */
class CgroupTest {
    private static final long MIB = 1L << 20;

    private final List<Cgroup> cgroups = new ArrayList<>();
    private final String name = "/alcove-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

    @BeforeEach
    void root() {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "making cgroups takes root");
    }

    @AfterEach
    void remove() throws IOException {
        for (Cgroup cgroup : cgroups) {
            cgroup.kill();
            cgroup.remove();
        }
        for (CgroupHierarchy hierarchy : CgroupHierarchies.current().hierarchies()) {
            assertFalse(Files.exists(hierarchy.directory(name)), "left behind: " + hierarchy.directory(name));
        }
    }

    private Cgroup create(LinuxResources resources) throws IOException {
        Cgroup cgroup = Cgroup.create(CgroupHierarchies.current(), name, resources);
        cgroups.add(cgroup);
        return cgroup;
    }

    private static LinuxResourcesBuilder resources() {
        return new LinuxResourcesBuilder();
    }

    private static LinuxMemory memory(@Nullable Long limit) {
        return new LinuxMemory(limit, null, null, null, null, null, null, null, null);
    }

    private static LinuxCpu cpu(@Nullable Long quota, @Nullable Long period, @Nullable String cpus) {
        return new LinuxCpu(null, quota, null, period, null, null, cpus, null, null);
    }

    private static LinuxResources pids(long limit) {
        return resources().pids(new LinuxPids(limit)).build();
    }

    /** A shell that joins and goes on with the script. */
    private static Process run(Cgroup cgroup, String script) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String file : cgroup.procsFiles()) {
            all.append("echo 0 > ").append(file).append(" || exit 99\n");
        }
        return new ProcessBuilder("sh", "-c", all + script)
                .redirectErrorStream(true)
                .start();
    }

    private static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "still running");
        return process.exitValue();
    }

    private static void await(Cgroup cgroup, int processes) throws IOException, InterruptedException {
        for (int i = 0; i < 500 && cgroup.processes().size() != processes; i++) {
            Thread.sleep(10);
        }
        assertEquals(processes, cgroup.processes().size());
    }

    @Test
    void aProcessJoinsAllOfIt() throws Exception {
        Cgroup cgroup = create(
                resources().memory(memory(64 * MIB)).pids(new LinuxPids(10)).build());
        Process process = run(cgroup, "grep -c " + name + " /proc/self/cgroup; exec sleep 60");
        assertEquals("" + cgroup.procsFiles().size(), process.inputReader().readLine());
        assertTrue(cgroup.processes().contains((int) process.pid()));
        assertEquals(
                cgroup.procsFiles(),
                Cgroup.open(CgroupHierarchies.current(), name).procsFiles());
        cgroup.kill();
        assertEquals(137, end(process));
    }

    @Test
    void memoryAboveTheLimitKills() throws Exception {
        Cgroup cgroup = create(resources().memory(memory(32 * MIB)).build());
        assertNotEquals(0, end(run(cgroup, "exec dd if=/dev/zero of=/dev/null bs=128M count=1")));
        CgroupStats.Memory memory = cgroup.stats().memory().orElseThrow();
        assertEquals(32 * MIB, memory.limit().orElseThrow());
        assertTrue(memory.oomKills().orElseThrow() >= 1, memory.toString());
        assertTrue(memory.peak().orElseThrow() > 30 * MIB, memory.toString());
    }

    @Test
    void aForkLoopEndsAtTheLimit() throws Exception {
        Cgroup cgroup = create(pids(8));
        Process process = run(cgroup, "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 60 >/dev/null 2>&1 & done; wait");
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(output.contains("fork"), output);
        assertTrue(cgroup.stats().pids().orElseThrow().current() <= 8);
        assertEquals(8, cgroup.stats().pids().orElseThrow().limit().orElseThrow());
    }

    @Test
    void aQuotaThrottles() throws Exception {
        Cgroup cgroup = create(resources().cpu(cpu(10_000L, 100_000L, null)).build());
        Process process = run(cgroup, "while :; do :; done");
        Thread.sleep(1000);
        CgroupStats.Cpu cpu = cgroup.stats().cpu().orElseThrow();
        cgroup.kill();
        end(process);
        assertTrue(cpu.usage() > 20_000_000L && cpu.usage() < 400_000_000L, cpu.toString());
        assertTrue(cpu.throttled().orElseThrow() > 0, cpu.toString());
    }

    @Test
    void aSetOfProcessorsHolds() throws Exception {
        Cgroup cgroup = create(resources().cpu(cpu(null, null, "0")).build());
        Process process = run(cgroup, "grep Cpus_allowed_list /proc/self/status");
        assertEquals("Cpus_allowed_list:\t0", process.inputReader().readLine());
        assertEquals(0, end(process));
    }

    @Test
    void frozenProcessesStopUntilThawed() throws Exception {
        Cgroup cgroup = create(pids(20));
        Process process = run(cgroup, "while read line; do echo $line; done");
        await(cgroup, 1);
        cgroup.freeze();
        process.outputWriter().append("ping\n").flush();
        Thread.sleep(200);
        assertEquals(0, process.getInputStream().available());
        cgroup.thaw();
        assertEquals("ping", process.inputReader().readLine());
    }

    @Test
    void killReachesGrandchildrenAndTheFrozen() throws Exception {
        Cgroup cgroup = create(pids(20));
        Process process = run(cgroup, "(setsid sh -c 'sleep 60 & sleep 60' >/dev/null 2>&1 &) ; exec sleep 60");
        await(cgroup, 4);
        cgroup.freeze();
        cgroup.kill();
        assertEquals(137, end(process));
        assertTrue(cgroup.processes().isEmpty());
    }

    @Test
    void updateRaisesAndLowersAndTakesBack() throws Exception {
        Cgroup cgroup = create(
                resources().memory(memory(32 * MIB)).pids(new LinuxPids(5)).build());
        cgroup.update(
                resources().memory(memory(128 * MIB)).pids(new LinuxPids(-1)).build());
        assertEquals(128 * MIB, cgroup.stats().memory().orElseThrow().limit().orElseThrow());
        assertTrue(cgroup.stats().pids().orElseThrow().limit().isEmpty());
        cgroup.update(resources().memory(memory(16 * MIB)).build());
        LinuxResources bad = resources()
                .memory(memory(64 * MIB))
                .pids(new LinuxPids(Long.MAX_VALUE))
                .build();
        String message =
                assertThrows(CgroupException.class, () -> cgroup.update(bad)).toString();
        assertTrue(message.contains("pids.max") && message.contains("" + Long.MAX_VALUE), message);
        assertTrue(message.contains("nvalid argument"), message);
        assertEquals(16 * MIB, cgroup.stats().memory().orElseThrow().limit().orElseThrow());
    }

    @Test
    void swapAndMemoryRiseTogether() throws Exception {
        LinuxMemory low = new LinuxMemory(32 * MIB, null, 48 * MIB, null, null, null, null, null, null);
        LinuxMemory high = new LinuxMemory(96 * MIB, null, 128 * MIB, null, null, null, null, null, null);
        Cgroup cgroup = create(resources().memory(low).build());
        cgroup.update(resources().memory(high).build());
        assertEquals(96 * MIB, cgroup.stats().memory().orElseThrow().limit().orElseThrow());
        cgroup.update(resources().memory(low).build());
        assertEquals(32 * MIB, cgroup.stats().memory().orElseThrow().limit().orElseThrow());
        cgroup.update(resources().memory(memory(-1L)).build());
        assertTrue(cgroup.stats().memory().orElseThrow().limit().isEmpty());
    }

    @Test
    void removeTakesWhatWasMadeBelow() throws Exception {
        Cgroup cgroup = create(pids(20));
        for (String directory : cgroup.directories()) {
            Files.createDirectories(Path.of(directory, "below", "deeper"));
        }
        assertTrue(
                cgroup.directories().getFirst().endsWith("/below/deeper"),
                cgroup.directories().toString());
        cgroup.remove();
        assertThrows(CgroupException.class, () -> Cgroup.open(CgroupHierarchies.current(), name));
    }

    @Test
    void huge2MbPagesAreLimited() throws Exception {
        Assumptions.assumeTrue(CgroupHierarchies.current().find("hugetlb") != null, "no hugetlb");
        Cgroup cgroup = create(resources()
                .addHugepageLimit(new LinuxHugepageLimit("2MB", 4 * MIB))
                .build());
        assertTrue(cgroup.stats().hugetlb().stream()
                .anyMatch(h -> h.pageSize().equals("2MB") && h.limit().orElse(0) == 4 * MIB));
    }

    @Test
    void whatTheKernelRefusesIsUndone() throws Exception {
        LinuxResources bad = resources().cpu(cpu(null, null, "4000")).build();
        String message = assertThrows(CgroupException.class, () -> create(bad)).toString();
        assertTrue(message.contains("\"4000\"") && message.contains("cpuset.cpus"), message);
    }

    @Test
    void badPathsAndMissingControllersAreRefused() throws Exception {
        CgroupHierarchies all = CgroupHierarchies.current();
        for (String path : List.of("", "/", "/a/../b", "..", "system.slice:alcove:x")) {
            assertThrows(CgroupException.class, () -> Cgroup.create(all, path, pids(1)), path);
        }
        Assumptions.assumeTrue(all.find("rdma") == null, "rdma is there");
        LinuxResources rdma =
                resources().putRdma("mlx5_1", new LinuxRdma(1L, null)).build();
        String message = assertThrows(CgroupException.class, () -> create(rdma)).toString();
        assertTrue(message.contains("rdma"), message);
    }
}

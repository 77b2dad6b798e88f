package dev.alcove.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.container.spec.Hook;
import dev.alcove.container.spec.Hooks;
import dev.alcove.container.spec.LinuxBuilder;
import dev.alcove.container.spec.LinuxCapabilities;
import dev.alcove.container.spec.LinuxDevice;
import dev.alcove.container.spec.LinuxIoPriority;
import dev.alcove.container.spec.LinuxNamespace;
import dev.alcove.container.spec.LinuxPersonality;
import dev.alcove.container.spec.LinuxPids;
import dev.alcove.container.spec.LinuxResourcesBuilder;
import dev.alcove.container.spec.LinuxTimeOffset;
import dev.alcove.container.spec.Mount;
import dev.alcove.container.spec.PosixRlimit;
import dev.alcove.container.spec.Process;
import dev.alcove.container.spec.Scheduler;
import dev.alcove.container.spec.Spec;
import dev.alcove.container.spec.SpecBuilder;
import dev.alcove.container.spec.SpecException;
import dev.alcove.container.spec.SpecProcessBuilder;
import dev.alcove.container.spec.SpecValidator;
import dev.alcove.container.spec.User;
import dev.alcove.linux.LinuxException;
import dev.alcove.namespace.Caller;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fields of a spec as they are seen from inside, by the tools of the host. */
final class SpecFieldsTest {
    private static final Caller CALLER = Caller.current();

    @BeforeAll
    static void rootOnly() {
        Assumptions.assumeTrue(CALLER.euid() == 0, "containers of an ordinary user are tested with the command line");
    }

    private static Spec spec(String command) {
        return new ContainerOptions().command(List.of("sh", "-c", command)).spec(CALLER);
    }

    private static Spec linux(String command, Consumer<LinuxBuilder> change) {
        Spec spec = spec(command);
        LinuxBuilder linux = LinuxBuilder.from(Objects.requireNonNull(spec.linux()));
        change.accept(linux);
        return SpecBuilder.from(spec).linux(linux.build()).build();
    }

    private static Spec process(String command, Consumer<SpecProcessBuilder> change) {
        Spec spec = spec(command);
        SpecProcessBuilder process = SpecProcessBuilder.from(Objects.requireNonNull(spec.process()));
        change.accept(process);
        return SpecBuilder.from(spec).process(process.build()).build();
    }

    /** What the command printed; it must succeed. */
    private static String run(Spec spec) throws IOException, InterruptedException {
        SpecValidator.check(spec);
        java.lang.Process process =
                new ContainerLaunch(spec, Path.of("/"), CALLER).start(Redirect.PIPE, Redirect.PIPE, Redirect.INHERIT);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out.strip();
    }

    @Test
    void names() throws Exception {
        Spec spec = SpecBuilder.from(spec("hostname; cat /proc/sys/kernel/domainname"))
                .hostname("box")
                .domainname("example")
                .build();
        assertEquals("box\nexample", run(spec));
    }

    @Test
    void theLoopbackIsUp() throws Exception {
        assertTrue(run(spec("ip -br address show lo")).contains("127.0.0.1/8"));
    }

    @Test
    void user() throws Exception {
        String out = run(process(
                "id -u; id -g; id -G; umask", process -> process.user(new User(1234, 2345, 027, List.of(77L, 78L)))));
        assertEquals("1234\n2345\n2345 77 78\n0027", out);
    }

    @Test
    void capabilitiesAreThoseOfTheSets() throws Exception {
        LinuxCapabilities sets = new LinuxCapabilities(
                List.of("CAP_CHOWN", "CAP_KILL"),
                List.of("CAP_CHOWN"),
                List.of("CAP_CHOWN"),
                List.of("CAP_CHOWN", "CAP_KILL"),
                List.of("CAP_CHOWN"));
        String out = run(process(
                "grep ^Cap /proc/self/status",
                process -> process.user(new User(1000, 1000, null, List.of())).capabilities(sets)));
        assertTrue(out.contains("CapBnd:\t0000000000000021"), out);
        assertTrue(out.contains("CapAmb:\t0000000000000001"), out);
        assertTrue(out.contains("CapEff:\t0000000000000001"), out);
        assertTrue(out.contains("CapInh:\t0000000000000001"), out);
    }

    @Test
    void limits() throws Exception {
        String out = run(process(
                "ulimit -n; ulimit -Hn; cat /proc/self/oom_score_adj",
                process -> process.addRlimit(new PosixRlimit("RLIMIT_NOFILE", 200, 100))
                        .oomScoreAdj(500)));
        assertEquals("100\n200\n500", out);
    }

    @Test
    void scheduling() throws Exception {
        String out = run(process(
                "chrt -p $$; ionice -p $$",
                process -> process.scheduler(new Scheduler("SCHED_BATCH", 5, null, List.of(), null, null, null))
                        .ioPriority(new LinuxIoPriority("IOPRIO_CLASS_IDLE", 0))));
        assertTrue(out.contains("SCHED_BATCH"), out);
        assertTrue(out.contains("idle"), out);
        String other = run(process(
                "chrt -p $$; nice",
                process -> process.scheduler(new Scheduler("SCHED_OTHER", 7, null, List.of(), null, null, null))));
        assertTrue(other.contains("SCHED_OTHER") && other.endsWith("7"), other);
    }

    @Test
    void noNewPrivileges() throws Exception {
        assertEquals("NoNewPrivs:\t1", run(spec("grep NoNewPrivs /proc/self/status")));
        Spec without = linux("grep NoNewPrivs /proc/self/status", linux -> linux.seccomp(null));
        SpecProcessBuilder process = SpecProcessBuilder.from(Objects.requireNonNull(without.process()));
        assertEquals(
                "NoNewPrivs:\t0",
                run(SpecBuilder.from(without)
                        .process(process.noNewPrivileges(false).build())
                        .build()));
    }

    @Test
    void personality() throws Exception {
        String out = run(linux("uname -m", linux -> linux.personality(new LinuxPersonality("LINUX32", List.of()))));
        assertTrue(List.of("i686", "armv8l").contains(out), out);
    }

    @Test
    void clocks() throws Exception {
        Spec spec = linux(
                "cut -d. -f1 /proc/uptime",
                linux -> linux.addNamespace(new LinuxNamespace("time", null))
                        .putTimeOffset("boottime", new LinuxTimeOffset(1_000_000, 0)));
        assertTrue(Long.parseLong(run(spec)) > 1_000_000);
    }

    @Test
    void kernelParameters() throws Exception {
        String out = run(linux(
                "cat /proc/sys/net/ipv4/ip_forward /proc/sys/kernel/msgmax",
                linux -> linux.putSysctl("net.ipv4.ip_forward", "1").putSysctl("kernel.msgmax", "4321")));
        assertEquals("1\n4321", out);
    }

    @Test
    void devices() throws Exception {
        Spec spec = linux(
                "stat -c '%F %t:%T %a %u %g' /dev/mine /dev/pipe; echo x > /dev/mine",
                linux -> linux.addDevice(new LinuxDevice("/dev/mine", "c", 1, 3, 0640, 3L, 4L))
                        .addDevice(new LinuxDevice("/dev/pipe", "p", 0, 0, 0600, null, null)));
        assertEquals("character special file 1:3 640 3 4\nfifo 0:0 600 0 0", run(spec));
    }

    @Test
    void mounts() throws Exception {
        Spec spec = spec(
                "touch /mnt/a && ! touch /media/b 2>/dev/null && findmnt -no OPTIONS,PROPAGATION /mnt && findmnt -no OPTIONS,PROPAGATION /media");
        List<Mount> mounts = new ArrayList<>(spec.mounts());
        mounts.add(Mount.of("tmpfs", "tmpfs", "/mnt", "noexec", "size=64k", "rshared"));
        mounts.add(Mount.bind("/usr/share", "/media", "rbind", "rro", "rslave"));
        String out = run(SpecBuilder.from(spec).mounts(mounts).build());
        assertTrue(out.contains("noexec") && out.contains("size=64k") && out.contains("shared"), out);
        assertTrue(out.lines().anyMatch(line -> line.startsWith("ro")), out);
    }

    @Test
    void maskedAndReadonlyPaths() throws Exception {
        String out = run(linux(
                "cat /proc/uptime | wc -c; ls -A /usr/share | wc -l; ! echo 1 > /proc/sys/net/ipv4/ip_forward",
                linux -> linux.maskedPaths(List.of("/proc/uptime", "/usr/share", "/no/such"))
                        .readonlyPaths(List.of("/proc/sys", "/no/such"))));
        assertEquals("0\n0", out);
    }

    @Test
    void propagationOfTheRoot() throws Exception {
        assertEquals(
                "shared",
                run(linux("findmnt -no PROPAGATION / | head -1", linux -> linux.rootfsPropagation("shared"))));
        assertEquals("private", run(spec("findmnt -no PROPAGATION / | head -1")));
    }

    @Test
    void aCgroupOfItsOwnIsRemoved() throws Exception {
        String name = "/alcove-test-" + ProcessHandle.current().pid() + "-fields";
        Spec spec = linux(
                "read line",
                linux -> linux.cgroupsPath(name)
                        .resources(new LinuxResourcesBuilder()
                                .pids(new LinuxPids(17))
                                .build()));
        SpecValidator.check(spec);
        java.lang.Process process = new ContainerLaunch(spec, Path.of("/"), CALLER)
                .start(Redirect.PIPE, Redirect.DISCARD, Redirect.INHERIT);
        Path v1 = Path.of("/sys/fs/cgroup/pids" + name, "pids.max");
        Path v2 = Path.of("/sys/fs/cgroup" + name, "pids.max");
        assertEquals("17", Files.readString(Files.exists(v1) ? v1 : v2).strip());
        process.getOutputStream().close();
        process.waitFor();
        for (int i = 0; i < 500 && exists(name); i++) {
            Thread.sleep(10);
        }
        assertTrue(!exists(name), name);
    }

    private static boolean exists(String name) {
        return Files.exists(Path.of("/sys/fs/cgroup/pids" + name)) || Files.exists(Path.of("/sys/fs/cgroup" + name));
    }

    @Test
    void nothingOfTheHostIsInTheMountNamespace() throws Exception {
        java.lang.Process process = new ContainerLaunch(spec("sleep 60"), Path.of("/"), CALLER)
                .start(Redirect.PIPE, Redirect.DISCARD, Redirect.INHERIT);
        try {
            java.lang.Process inside = new ProcessBuilder(
                            "nsenter",
                            "-t",
                            Long.toString(process.pid()),
                            "-m",
                            "sh",
                            "-c",
                            "touch /x; ls -A /root /tmp")
                    .redirectErrorStream(true)
                    .start();
            String out = new String(inside.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            inside.waitFor();
            assertTrue(out.contains("Read-only file system"), out);
            assertTrue(out.endsWith("/root:\n\n/tmp:\n"), out);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    @Test
    void whatIsNotThereYetIsRefusedByName() {
        Hook hook = new Hook("/bin/true", List.of(), List.of(), null);
        Hooks hooks = new Hooks(List.of(), List.of(hook), List.of(), List.of(), List.of(), List.of());
        Spec spec = SpecBuilder.from(spec("true")).hooks(hooks).build();
        SpecException refused = assertThrows(SpecException.class, () -> run(spec));
        assertEquals("$.hooks", refused.path());
        assertEquals(
                "$.process.terminal",
                assertThrows(SpecException.class, () -> run(process("true", process -> process.terminal(true))))
                        .path());
        assertEquals(
                "$.linux.mountLabel",
                assertThrows(SpecException.class, () -> run(linux("true", linux -> linux.mountLabel("x"))))
                        .path());
    }

    @Test
    void aFailureSaysWhichStepAndWhatHelps() {
        Spec spec = process("true", process -> process.cwd("/no/such"));
        LinuxException failed = assertThrows(LinuxException.class, () -> run(spec));
        assertEquals("cannot change directory to /no/such", failed.attempt());
        assertTrue(failed.remedy().orElseThrow().contains("make it there"));
        Process none =
                process("true", process -> process.args("no-such-program")).process();
        assertThrows(
                LinuxException.class,
                () -> run(SpecBuilder.from(spec("true")).process(none).build()));
    }

    @Test
    void aLinkInThePlaceOfProcIsNotFollowed() throws Exception {
        Path root = Files.createTempDirectory("alcove-root");
        Path target = Files.createTempDirectory("alcove-target");
        try {
            Files.createSymbolicLink(root.resolve("proc"), target);
            Spec spec = new ContainerOptions()
                    .command(List.of("/bin/true"))
                    .root(root.toString(), false)
                    .spec(CALLER);
            LinuxException failed = assertThrows(LinuxException.class, () -> run(spec));
            assertTrue(failed.attempt().contains("/proc"), failed.attempt());
        } finally {
            Files.deleteIfExists(root.resolve("proc"));
            for (Path directory : List.of(root, target)) {
                new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor();
            }
        }
    }
}

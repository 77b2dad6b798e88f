package dev.alcove.launch;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Syscalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What a JVM of a test does: {@code become}, {@code spawn} or {@code storm}, a sample's name, the sample's command. */
public final class ChildMain {
    private ChildMain() {}

    public static void main(String[] arguments) throws Exception {
        List<String> command = Arrays.asList(arguments).subList(2, arguments.length);
        switch (arguments[0]) {
            case "become" -> become(arguments[1], command);
            case "overflow" -> overflow();
            case "spawn" -> {
                boolean ordinary = Syscalls.call(Syscall.GETEUID) != 0;
                System.exit(Children.end(
                        Spawner.spawn(program(arguments[1], command), namespaces(arguments[1], ordinary), null)));
            }
            case "wait" -> waitForEver();
            case "storm" -> new SpawnStorm(Integer.parseInt(arguments[1]), command.contains("disturbed")).run();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Leaves a child waiting, whose PID it prints. */
    private static void waitForEver() throws IOException {
        Program program = new ProgramBuilder("wait").awaitRelease().exit(0).build();
        Spawner.spawn(program, 0, pid -> {
            System.out.println(pid);
            LockSupport.park();
        });
    }

    static Program program(String name, List<String> command) {
        return switch (name) {
            case "exec" -> Samples.exec(command);
            case "echo" -> Samples.echo();
            case "unshare" -> Samples.unshareUser(command);
            case "branches" -> Samples.branches(command);
            case "fork" -> Samples.fork(command, 0);
            case "vfork" -> Samples.fork(command, Clone.CLONE_VM | Clone.CLONE_VFORK);
            case "isolated" -> Samples.isolated(command);
            case "spawn" -> Samples.spawn(command);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static long namespaces(String name, boolean ordinary) {
        return name.equals("isolated") ? Samples.isolation(ordinary) : 0;
    }

    private static void become(String name, List<String> command) throws LinuxException {
        List<String> bytes = command.stream()
                .map(word -> new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .toList();
        Become.become(program(name, bytes), name.equals("echo") ? bytes : List.of(name));
    }

    /** Fails to become a program, whose argument is longer than the kernel takes, and shows what that left behind. */
    private static void overflow() throws IOException {
        String before = state();
        try {
            Become.become(Samples.echo(), List.of("echo", "x".repeat(200_000)));
        } catch (LinuxException e) {
            System.out.println(e.attempt() + ": " + e.errno().orElseThrow());
        }
        System.out.println(before.equals(state()) ? "unchanged" : before + " became " + state());
    }

    /** The signal mask, and what is open. */
    private static String state() throws IOException {
        StringBuilder state = new StringBuilder();
        for (String line : Files.readAllLines(Path.of("/proc/thread-self/status"))) {
            if (line.startsWith("SigBlk")) {
                state.append(line).append(' ');
            }
        }
        try (var open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            open.forEach(fd -> state.append(fd.getFileName()).append(' '));
        }
        return state.toString();
    }
}

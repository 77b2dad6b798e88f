package dev.alcove.container.store;

import dev.alcove.container.ContainerStatus;
import dev.alcove.container.spec.Process;
import dev.alcove.container.spec.Spec;
import dev.alcove.container.spec.SpecReader;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Fcntl;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.namespace.process.NativeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * A container in a store. Its init holds a lock on its status file as long as it lives: so it is known whether it does, whatever has
 * happened to PIDs meanwhile, and after a reboot nobody holds it.
 */
public final class StoredContainer {
    static final String CONFIG = "config.json";
    static final String RECORD = "container.json";
    static final String STATUS = "status";
    static final String LOG = "log";

    private static final int EWOULDBLOCK = 11;
    private static final Duration MAKING = Duration.ofMinutes(1);

    /** What a shell says of a process that SIGKILL has ended: init cannot tell more than that nobody told. */
    private static final int KILLED = 137;

    private final Path directory;
    private final ContainerRecord record;

    StoredContainer(Path directory, ContainerRecord record) {
        this.directory = directory;
        this.record = record;
    }

    /**
     * What there is to know now.
     *
     * @param pid the first process, in the caller's PID namespace; empty unless it runs
     * @param exitStatus as a shell would give it; empty unless it has ended
     */
    public record State(ContainerStatus status, OptionalInt pid, OptionalInt exitStatus) {}

    public Path directory() {
        return directory;
    }

    public ContainerRecord record() {
        return record;
    }

    /** What people call it: its name, or else its id. */
    public String shown() {
        String name = record.name();
        return name == null ? record.id() : name;
    }

    public Spec spec() throws IOException {
        return SpecReader.read(directory.resolve(CONFIG));
    }

    /** The command and its arguments. */
    public List<String> command() throws IOException {
        Process process = spec().process();
        return process == null ? List.of() : process.args();
    }

    /** The file that the output of a detached container goes to. */
    public Path log() {
        return directory.resolve(LOG);
    }

    /** The file that its init holds locked. */
    public Path statusFile() {
        return directory.resolve(STATUS);
    }

    /** Its state, from the status file. */
    public State state() throws IOException {
        boolean alive = isLocked();
        String text = Files.exists(statusFile()) ? Files.readString(statusFile()) : "";
        OptionalInt exit = number(text, "exit ");
        OptionalInt pid = number(text, "pid ");
        if (alive) {
            ContainerStatus status = pid.isPresent() ? ContainerStatus.RUNNING : ContainerStatus.CREATING;
            return new State(isFrozen() ? ContainerStatus.PAUSED : status, pid, OptionalInt.empty());
        }
        if (exit.isEmpty() && pid.isEmpty() && !isOld(directory)) {
            return new State(ContainerStatus.CREATING, OptionalInt.empty(), OptionalInt.empty());
        }
        return new State(
                ContainerStatus.STOPPED, OptionalInt.empty(), exit.isPresent() ? exit : OptionalInt.of(KILLED));
    }

    /** Whether nothing of it runs, or is about to. */
    public boolean isOver() throws IOException {
        return state().status() == ContainerStatus.STOPPED;
    }

    static boolean isOld(Path path) throws IOException {
        try {
            return Files.getLastModifiedTime(path)
                    .toInstant()
                    .isBefore(Instant.now().minus(MAKING));
        } catch (NoSuchFileException e) {
            return false; // somebody else has removed it
        }
    }

    private static OptionalInt number(String text, String word) {
        for (String line : text.split("\n", -1)) {
            if (line.startsWith(word)) {
                return OptionalInt.of(Integer.parseInt(line.substring(word.length())));
            }
        }
        return OptionalInt.empty();
    }

    /** Whether a cgroup of it is frozen: {@code cgroup.freeze} of version 2, {@code freezer.state} of version 1. */
    private boolean isFrozen() throws IOException {
        for (String cgroup : record.cgroups()) {
            Path v2 = Path.of(cgroup, "cgroup.freeze");
            Path v1 = Path.of(cgroup, "freezer.state");
            if (Files.exists(v2) && Files.readString(v2).strip().equals("1")
                    || Files.exists(v1) && !Files.readString(v1).strip().equals("THAWED")) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody holds the lock of the status file: flock(2), which nothing but the end of all who hold it undoes. */
    public boolean isLocked() throws LinuxException {
        String path = NativeText.bytes(statusFile().toString());
        try (Memory memory = Memory.map(path.length() + 64)) {
            long fd =
                    Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, memory.latin1(path), Open.O_RDONLY | Open.O_CLOEXEC, 0);
            if (Syscalls.failed(fd)) {
                return false; // not there yet, or no longer
            }
            long result = Syscalls.call(Syscall.FLOCK, fd, Fcntl.LOCK_SH | Fcntl.LOCK_NB);
            Syscalls.call(Syscall.CLOSE, fd);
            if (Syscalls.failed(result) && result != -EWOULDBLOCK) {
                throw new LinuxException(
                        "cannot tell whether " + shown() + " runs",
                        "flock(" + fd + ", LOCK_SH|LOCK_NB)",
                        (int) -result,
                        null);
            }
            return result == -EWOULDBLOCK;
        }
    }
}

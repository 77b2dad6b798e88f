package dev.alcove.container.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Spawner;
import dev.alcove.launch.Step;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Capability;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.linux.raw.Seccomp;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.linux.raw.Wait;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** The default filter in the kernel: a child loads it, makes one call, and ends with the error. */
class LoadedFilterTest {
    private static final int EPERM = 1;
    private static final int EBADF = 9;
    private static final int ENOSYS = 38;

    @Test
    void theKernelTakesTheFilterAndDeniesByIt() throws Exception {
        EnumSet<Capability> none = EnumSet.noneOf(Capability.class);
        assertEquals(EPERM, error(none, Syscall.UNSHARE, new Arg.Number(0)));
        assertEquals(EPERM, error(none, Syscall.SETNS, new Arg.Number(-1), new Arg.Number(0)));
        assertEquals(ENOSYS, error(none, Syscall.CLONE3, Arg.NULL, new Arg.Number(0)));
        assertEquals(EPERM, error(none, Syscall.IOCTL, new Arg.Number(-1), new Arg.Number(0x5412), Arg.NULL));
        assertEquals(EPERM, error(none, Syscall.IOCTL, new Arg.Number(-1), new Arg.Number(0x100005412L), Arg.NULL));
        assertEquals(EBADF, error(none, Syscall.IOCTL, new Arg.Number(-1), new Arg.Number(0x5413), Arg.NULL));
        assertEquals(EPERM, error(none, Syscall.SOCKET, new Arg.Number(40), new Arg.Number(1), new Arg.Number(0)));
        assertEquals(
                EPERM, error(none, Syscall.SOCKET, new Arg.Number(0x100000028L), new Arg.Number(1), new Arg.Number(0)));
        assertEquals(0, error(none, Syscall.SOCKET, new Arg.Number(1), new Arg.Number(1), new Arg.Number(0)));
    }

    @Test
    void aCapabilityBringsItsCalls() throws Exception {
        EnumSet<Capability> admin = EnumSet.of(Capability.CAP_SYS_ADMIN);
        assertEquals(0, error(admin, Syscall.UNSHARE, new Arg.Number(0)));
        assertEquals(EBADF, error(admin, Syscall.SETNS, new Arg.Number(-1), new Arg.Number(0)));
    }

    /** What the call fails with under the filter, or 0. */
    private static int error(EnumSet<Capability> capabilities, Syscall call, Arg... args) throws Exception {
        SeccompFilter filter = DefaultSeccomp.filter(capabilities, Arch.HOST);
        ProgramBuilder builder = new ProgramBuilder("filtered");
        Data program = builder.bytes(filter.program());
        Data header = builder.buffer(16);
        Slot address = builder.slot("address");
        Slot result = builder.slot("result");
        builder.store(header.address(), new dev.alcove.launch.Operand.Constant(filter.length()), Step.Width.LONG)
                .compute(address, header.address(), Step.Operator.ADD, Long.BYTES)
                .store(address, program.address(), Step.Width.LONG)
                .call(
                        new Failure("cannot forbid new privileges", 250, java.util.List.of()),
                        Syscall.PRCTL,
                        new Arg.Number(Prctl.PR_SET_NO_NEW_PRIVS),
                        new Arg.Number(1),
                        new Arg.Number(0),
                        new Arg.Number(0),
                        new Arg.Number(0))
                .call(
                        new Failure("cannot load the filter", 251, java.util.List.of()),
                        Syscall.SECCOMP,
                        new Arg.Number(Seccomp.SECCOMP_SET_MODE_FILTER),
                        new Arg.Number(filter.flags()),
                        new Arg.Described(header.address(), "the filter"))
                .attempt(result, call, args);
        dev.alcove.launch.Label works = builder.label("works");
        builder.jumpIf(result, Step.Comparison.GREATER_OR_EQUAL, 0, works)
                .compute(result, new dev.alcove.launch.Operand.Constant(0), Step.Operator.SUBTRACT, result)
                .exit(result)
                .bind(works)
                .exit(0);
        Spawner.Child child = Spawner.spawn(builder.build(), 0, null);
        try (Memory memory = Memory.map(8)) {
            long ended = Syscalls.call(Syscall.WAIT4, child.pid(), memory.address(), Wait.__WALL, 0);
            child.pidfd().close();
            assertEquals(child.pid(), ended);
            int status = memory.buffer().getInt(0);
            assertEquals(0, status & 0x7f, "ended by a signal");
            return status >> 8 & 0xff;
        }
    }
}

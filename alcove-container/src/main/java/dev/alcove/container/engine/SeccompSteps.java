package dev.alcove.container.engine;

import dev.alcove.container.seccomp.SeccompFilter;
import dev.alcove.launch.Arg;
import dev.alcove.launch.Data;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Seccomp;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Loads a filter of system calls: the last thing but the exec, which it must allow. */
final class SeccompSteps {
    private static final int EACCES = 13;
    private static final int EINVAL = 22;

    /** {@code struct sock_fprog}: the number of instructions, and where they are. */
    private static final int POINTER = 8;

    private static final int FPROG_SIZE = 16;

    private SeccompSteps() {}

    static void append(Frame frame, SeccompFilter filter) {
        int length = filter.length();
        Data code = frame.builder.bytes(filter.program());
        ByteBuffer fprog = ByteBuffer.allocate(FPROG_SIZE).order(ByteOrder.nativeOrder());
        Data program = frame.builder.bytes(fprog.putShort(0, (short) length).array());
        frame.builder
                .store(program.at(POINTER), code.address(), Step.Width.LONG)
                .call(
                        Failures.of(
                                "cannot load the seccomp filter",
                                Remedy.on(EACCES, "without no_new_privs it takes CAP_SYS_ADMIN"),
                                Remedy.on(
                                        EINVAL,
                                        "this kernel lacks CONFIG_SECCOMP_FILTER, or does not know a flag or an action")),
                        Syscall.SECCOMP,
                        new Arg.Symbol(Seccomp.SECCOMP_SET_MODE_FILTER, "SECCOMP_SET_MODE_FILTER"),
                        new Arg.Number(filter.flags()),
                        new Arg.Described(program.address(), "{len=" + length + ", filter=[...]}"));
    }
}

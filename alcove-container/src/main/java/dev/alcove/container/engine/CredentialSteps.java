package dev.alcove.container.engine;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.GREATER_OR_EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;

import dev.alcove.container.spec.LinuxCapabilities;
import dev.alcove.container.spec.PosixRlimit;
import dev.alcove.container.spec.Process;
import dev.alcove.launch.Arg;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Capability;
import dev.alcove.linux.Rlimit;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.CapData;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.linux.raw.Rlimits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Who the process is and what it may do: limits, ids, capabilities. After this nothing comes back. */
final class CredentialSteps {
    private static final int EPERM = 1;
    private static final int EINVAL = 22;
    private static final int CAPABILITIES = 64;
    private static final int DEFAULT_UMASK = 022;

    private final Frame frame;
    private final Process process;

    CredentialSteps(Frame frame) {
        this.frame = frame;
        process = frame.plan.process();
    }

    void append() {
        for (PosixRlimit limit : process.rlimits()) {
            limit(limit);
        }
        LinuxCapabilities capabilities = process.capabilities();
        if (capabilities != null) {
            bound(mask(capabilities.bounding()));
            prctl(Prctl.PR_SET_KEEPCAPS, "PR_SET_KEEPCAPS", 1, Failures.of("cannot keep capabilities"));
        }
        ids();
        if (capabilities != null) {
            capabilities(capabilities);
        }
        if (process.noNewPrivileges()) {
            frame.builder.call(
                    Failures.of("cannot set no_new_privs"),
                    Syscall.PRCTL,
                    new Arg.Symbol(Prctl.PR_SET_NO_NEW_PRIVS, "PR_SET_NO_NEW_PRIVS"),
                    new Arg.Number(1),
                    new Arg.Number(0),
                    new Arg.Number(0),
                    new Arg.Number(0));
        }
        Integer umask = process.user().umask();
        int mask = umask == null ? DEFAULT_UMASK : umask;
        frame.builder.attempt(Syscall.UMASK, new Arg.Symbol(mask, "0" + Integer.toOctalString(mask)));
    }

    private void prctl(int option, String name, long argument, Failure failure) {
        frame.calls.prctl(new Arg.Symbol(option, name), new Arg.Number(argument), failure);
    }

    private void limit(PosixRlimit limit) {
        Rlimit resource = Rlimit.ofName(limit.type()).orElseThrow();
        ByteBuffer bytes = ByteBuffer.allocate(Rlimits.SIZE)
                .order(ByteOrder.nativeOrder())
                .putLong(Rlimits.RLIM_CUR, limit.soft())
                .putLong(Rlimits.RLIM_MAX, limit.hard());
        String shown = "{rlim_cur=" + Long.toUnsignedString(limit.soft()) + ", rlim_max="
                + Long.toUnsignedString(limit.hard()) + "}";
        frame.builder.call(
                Failures.of(
                        "cannot set " + limit.type() + " to " + shown,
                        Remedy.on(
                                EPERM, "to raise the hard limit takes CAP_SYS_RESOURCE in the initial user namespace")),
                Syscall.PRLIMIT64,
                new Arg.Number(0),
                new Arg.Symbol(resource.number(), limit.type()),
                new Arg.Described(frame.builder.bytes(bytes.array()).address(), shown),
                Arg.NULL);
    }

    /** A bit for each capability. */
    private static long mask(List<String> names) {
        long mask = 0;
        for (String name : names) {
            mask |= 1L << Capability.ofName(name).orElseThrow().number();
        }
        return mask;
    }

    /** Drops from the bounding set what is not in {@code mask}, also capabilities that are newer than this program. */
    private void bound(long mask) {
        Slot number = frame.builder.slot("capability");
        Slot bit = frame.builder.slot("bit");
        Label loop = frame.builder.label("bounding set");
        Label next = frame.builder.label("next capability");
        Label done = frame.builder.label("bounded");
        Step.Call drop = new Step.Call(
                Syscall.PRCTL,
                List.of(new Arg.Symbol(Prctl.PR_CAPBSET_DROP, "PR_CAPBSET_DROP"), new Arg.Value(number)),
                frame.result,
                null);
        frame.builder
                .set(number, Operand.of(0))
                .bind(loop)
                .compute(bit, Operand.of(mask), Step.Operator.SHIFT_RIGHT, number)
                .compute(bit, bit, Step.Operator.AND, 1)
                .jumpIf(bit, NOT_EQUAL, 0, next)
                .add(drop)
                .jumpIf(frame.result, GREATER_OR_EQUAL, 0, next)
                .jumpIf(frame.result, EQUAL, -EINVAL, done);
        frame.failLike(
                frame.result, Failures.of("cannot drop a capability", Remedy.on(EPERM, "it takes CAP_SETPCAP")), drop);
        frame.builder
                .bind(next)
                .compute(number, number, Step.Operator.ADD, 1)
                .jumpIf(number, LESS, CAPABILITIES, loop)
                .bind(done);
    }

    private void ids() {
        groups();
        long gid = process.user().gid();
        long uid = process.user().uid();
        Arg group = new Arg.Number(gid);
        Arg user = new Arg.Number(uid);
        Remedy unmapped = Remedy.on(EINVAL, "the user namespace of the container has no such id: map it");
        Remedy forbidden = Remedy.on(EPERM, "it takes CAP_SETUID and CAP_SETGID in the container's user namespace");
        frame.builder.call(
                Failures.of("cannot become group " + gid, unmapped, forbidden), Syscall.SETRESGID, group, group, group);
        frame.builder.call(
                Failures.of("cannot become user " + uid, unmapped, forbidden), Syscall.SETRESUID, user, user, user);
    }

    private void groups() {
        List<Long> groups = process.user().additionalGids();
        ByteBuffer bytes = ByteBuffer.allocate(groups.size() * Integer.BYTES).order(ByteOrder.nativeOrder());
        groups.forEach(group -> bytes.putInt(group.intValue()));
        Failure failure = Failures.of(
                "cannot set the supplementary groups " + groups,
                Remedy.on(EPERM, "a map of one's own group alone forbids setgroups: map a range of groups"),
                Remedy.on(EINVAL, "the user namespace of the container has no such id: map it"));
        Arg list = groups.isEmpty()
                ? Arg.NULL
                : new Arg.Described(frame.builder.bytes(bytes.array()).address(), groups.toString());
        // Where setgroups is denied, the groups of the caller are of no user that the container knows.
        frame.callUnless(
                groups.isEmpty() ? List.of(EPERM) : List.of(),
                failure,
                Syscall.SETGROUPS,
                new Arg.Number(groups.size()),
                list);
    }

    private void capabilities(LinuxCapabilities capabilities) {
        ByteBuffer header = ByteBuffer.allocate(CapData.HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(CapData.VERSION, CapData._LINUX_CAPABILITY_VERSION_3);
        ByteBuffer sets = ByteBuffer.allocate(CapData.DATA_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        put(sets, CapData.EFFECTIVE, mask(capabilities.effective()));
        put(sets, CapData.PERMITTED, mask(capabilities.permitted()));
        put(sets, CapData.INHERITABLE, mask(capabilities.inheritable()));
        Data block = frame.builder.bytes(sets.array());
        frame.builder.call(
                Failures.of(
                        "cannot set the capabilities " + capabilities.permitted(),
                        Remedy.on(
                                EPERM,
                                "whoever makes the container does not have all of them, see CapBnd in /proc/self/status")),
                Syscall.CAPSET,
                new Arg.Described(
                        frame.builder.bytes(header.array()).address(), "{version=_LINUX_CAPABILITY_VERSION_3, pid=0}"),
                new Arg.Described(
                        block.address(),
                        "{effective=" + capabilities.effective() + ", permitted=" + capabilities.permitted()
                                + ", inheritable=" + capabilities.inheritable() + "}"));
        for (String name : capabilities.ambient()) {
            frame.builder.call(
                    Failures.of("cannot make " + name + " ambient"),
                    Syscall.PRCTL,
                    new Arg.Symbol(Prctl.PR_CAP_AMBIENT, "PR_CAP_AMBIENT"),
                    new Arg.Symbol(Prctl.PR_CAP_AMBIENT_RAISE, "PR_CAP_AMBIENT_RAISE"),
                    new Arg.Symbol(Capability.ofName(name).orElseThrow().number(), name),
                    new Arg.Number(0),
                    new Arg.Number(0));
        }
    }

    private static void put(ByteBuffer sets, int set, long mask) {
        sets.putInt(set, (int) mask).putInt(CapData.BLOCK_SIZE + set, (int) (mask >>> Integer.SIZE));
    }
}

package dev.alcove.namespace;

import static dev.alcove.launch.Step.Comparison.EQUAL;
import static dev.alcove.launch.Step.Comparison.NOT_EQUAL;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Operand;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.linux.Syscall;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Steps that enter namespaces: those of a process by its pidfd in one call, others by their descriptors. In two passes, of
 * which the first leaves the user namespace out and may fail: who gives up privileges in the user namespace must enter it last,
 * and who gains them there must enter it first.
 */
final class EnterSteps {
    /** In a slot in place of a descriptor: it has been entered. */
    private static final long ENTERED = -1;

    private static final long USER = NamespaceType.USER.cloneFlag();
    private static final NamespaceType[] TYPES = NamespaceType.values();

    private final ProgramBuilder builder;
    private final Calls calls;
    private final EnterRemedies remedies;
    private final @Nullable Slot[] descriptors = new @Nullable Slot[TYPES.length];
    private final Slot result;
    private final Slot process;
    private @Nullable Slot pidfd;
    private long byPidfd;

    EnterSteps(ProgramBuilder builder, Calls calls, EnterRemedies remedies) {
        this.builder = builder;
        this.calls = calls;
        this.remedies = remedies;
        result = builder.slot("result of setns");
        process = builder.slot("result of setns by pidfd");
    }

    /** The namespaces of these types are to be entered by the process's pidfd. */
    void byPidfd(Slot pidfd, long types) {
        this.pidfd = pidfd;
        byPidfd = types;
    }

    /** The namespace of this type is to be entered by a descriptor, which is closed then. */
    void byDescriptor(NamespaceType type, Slot fd) {
        descriptors[type.ordinal()] = fd;
        byPidfd &= ~type.cloneFlag();
    }

    /** Whether the namespace of this type is to be entered. */
    boolean enters(NamespaceType type) {
        return (byPidfd & type.cloneFlag()) != 0 || descriptor(type) != null;
    }

    /** The descriptor by which the namespace of this type is to be entered; null: by no descriptor. */
    @Nullable Slot descriptor(NamespaceType type) {
        return descriptors[type.ordinal()];
    }

    /** Enters them all. */
    void enter() {
        boolean withUser = enters(NamespaceType.USER);
        if (withUser) {
            tryWithoutUser();
            enterRestByPidfd();
        } else if (byPidfd != 0) {
            setns(byPidfd);
        }
        for (NamespaceType type : TYPES) {
            Slot fd = descriptor(type);
            if (fd != null) {
                setns(type, fd, withUser && type != NamespaceType.USER);
            }
        }
    }

    private void tryWithoutUser() {
        long others = byPidfd & ~USER;
        if (others != 0) {
            builder.attempt(process, Syscall.SETNS, new Arg.Value(Objects.requireNonNull(pidfd)), flags(others));
        }
        for (NamespaceType type : TYPES) {
            Slot fd = descriptor(type);
            if (fd != null && type != NamespaceType.USER) {
                Label next = builder.label("not yet " + type.procName());
                builder.attempt(result, Syscall.SETNS, new Arg.Value(fd), flags(type.cloneFlag()))
                        .jumpIf(result, NOT_EQUAL, 0, next);
                calls.close(fd);
                builder.set(fd, Operand.of(ENTERED)).bind(next);
            }
        }
    }

    /** What could not be entered before, and the user namespace. */
    private void enterRestByPidfd() {
        if (byPidfd == 0 || byPidfd == USER) {
            if (byPidfd != 0) {
                setns(USER);
            }
            return;
        }
        Label only = builder.label("others entered");
        Label done = builder.label("entered by pidfd");
        builder.jumpIf(process, EQUAL, 0, only);
        setns(byPidfd);
        if ((byPidfd & USER) != 0) {
            builder.jump(done).bind(only);
            setns(USER);
            builder.bind(done);
        } else {
            builder.bind(only);
        }
    }

    private void setns(long types) {
        builder.call(
                new Failure("reassociate to namespaces failed", remedies.entering(types)),
                Syscall.SETNS,
                new Arg.Value(Objects.requireNonNull(pidfd)),
                flags(types));
    }

    private void setns(NamespaceType type, Slot fd, boolean unlessEntered) {
        Label entered = builder.label(type.procName() + " entered");
        if (unlessEntered) {
            builder.jumpIf(fd, EQUAL, ENTERED, entered);
        }
        builder.call(
                new Failure(
                        "reassociate to namespace 'ns/" + type.procName() + "' failed",
                        remedies.entering(type.cloneFlag())),
                Syscall.SETNS,
                new Arg.Value(fd),
                flags(type.cloneFlag()));
        calls.close(fd);
        if (unlessEntered) {
            builder.bind(entered);
        }
    }

    private static Arg flags(long types) {
        return new Arg.Flags(types, Arg.Family.CLONE);
    }
}

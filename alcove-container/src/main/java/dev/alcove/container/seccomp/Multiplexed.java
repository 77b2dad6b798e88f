package dev.alcove.container.seccomp;

import org.jspecify.annotations.Nullable;

/**
 * The calls that 32-bit x86 also, or only, makes through {@code socketcall} and {@code ipc}, whose first argument says
 * which is meant.
 *
 * <p>Source: {@code linux/net.h} and {@code linux/ipc.h}.
 */
enum Multiplexed {
    SOCKETCALL(
            "socketcall",
            "socket bind connect listen accept getsockname getpeername socketpair send recv sendto recvfrom shutdown"
                    + " setsockopt getsockopt sendmsg recvmsg accept4 recvmmsg sendmmsg"),
    IPC(
            "ipc",
            "semop semget semctl semtimedop - - - - - - msgsnd msgrcv msgget msgctl - - - - - - shmat shmdt shmget shmctl");

    private final String callName;

    @SuppressWarnings("ImmutableEnumChecker") // never written after the constructor
    private final String[] names;

    Multiplexed(String callName, String names) {
        this.callName = callName;
        this.names = names.split(" ");
    }

    String callName() {
        return callName;
    }

    /** The first argument that stands for the call {@code name}, or 0. */
    int code(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Which of them makes the call {@code name}. */
    static @Nullable Multiplexed of(String name) {
        if (SOCKETCALL.code(name) > 0) {
            return SOCKETCALL;
        }
        return IPC.code(name) > 0 ? IPC : null;
    }
}

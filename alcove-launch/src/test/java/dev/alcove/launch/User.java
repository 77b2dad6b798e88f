package dev.alcove.launch;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Syscalls;
import java.util.ArrayList;
import java.util.List;

/** For whom Alcove must work: whoever runs the tests and, if that is root, an ordinary user. */
enum User {
    SELF,
    ORDINARY;

    private static final List<String> AS_ORDINARY =
            List.of("setpriv", "--reuid=alcove-test", "--regid=alcove-test", "--init-groups");

    static boolean isRoot() {
        return Syscalls.call(Syscall.GETEUID) == 0;
    }

    /** The users that this process can be. */
    static List<User> all() {
        return isRoot() ? List.of(values()) : List.of(SELF);
    }

    /** Whether mounts and the like need a user namespace of one's own. */
    boolean isOrdinary() {
        return this == ORDINARY || !isRoot();
    }

    List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(this == SELF ? List.of() : AS_ORDINARY);
        all.addAll(command);
        return all;
    }
}

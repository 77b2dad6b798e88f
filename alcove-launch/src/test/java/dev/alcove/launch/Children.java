package dev.alcove.launch;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.linux.raw.Wait;

/** Waits for what a spawn started; without JUnit, which a JVM of a test does not have. */
final class Children {
    private Children() {}

    /** Waits for a child, closes its descriptor, and gives its exit status, 128 + n where signal n ended it. */
    static int end(Spawner.Child child) throws LinuxException {
        try (Memory memory = Memory.map(8)) {
            long ended = Syscalls.call(Syscall.WAIT4, child.pid(), memory.address(), Wait.__WALL, 0);
            child.pidfd().close();
            if (ended != child.pid()) {
                throw new AssertionError(child + ": wait4 said " + ended);
            }
            int status = memory.buffer().getInt(0);
            return (status & 0x7f) == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f);
        }
    }
}

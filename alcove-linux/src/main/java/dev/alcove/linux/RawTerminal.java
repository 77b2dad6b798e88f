package dev.alcove.linux;

import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Poll;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.linux.raw.Tty;
import java.nio.ByteBuffer;

/**
 * The terminal of standard output, where keys are read one by one, none is shown, and none sends a signal. Closing it
 * brings back how it was. For one thread.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/termios.3.html">termios(3)</a>
 */
public final class RawTerminal implements AutoCloseable {
    /** What {@link #key} returns when no key was pressed. */
    public static final int NONE = -1;

    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int CTRL_D = 4;

    // the memory: a struct termios, a struct pollfd, a struct timespec
    private static final int POLL = 40;
    private static final int TIMEOUT = 48;
    private static final int SIZE = 64;

    private static final int NANOS_OF_MILLI = 1_000_000;

    private final byte[] settings = new byte[Tty.TERMIOS_SIZE];
    private final Memory memory;
    private int keys;

    private RawTerminal(Memory memory) {
        this.memory = memory;
    }

    /**
     * Takes over the terminal. Keys come from standard input, or from {@code /dev/tty} where that is no terminal.
     *
     * @throws LinuxException if standard output is no terminal, or there is nowhere to read keys from
     */
    public static RawTerminal open() throws LinuxException {
        Memory memory = Memory.map(SIZE);
        RawTerminal terminal = new RawTerminal(memory);
        try {
            terminal.take();
            return terminal;
        } catch (LinuxException e) {
            memory.close();
            throw e;
        }
    }

    private void take() throws LinuxException {
        check(Syscalls.call(Syscall.IOCTL, STDOUT, Tty.TCGETS, memory.address()), "ioctl(1, TCGETS, ...)");
        memory.buffer().get(0, settings);
        boolean ours = Syscalls.call(Syscall.IOCTL, STDIN, Tty.TCGETS, memory.address()) == 0;
        if (!ours) {
            long path = memory.latin1("/dev/tty");
            keys = (int) Syscalls.call(Syscall.OPENAT, At.AT_FDCWD, path, Open.O_RDONLY | Open.O_CLOEXEC, 0);
            check(keys, "openat(AT_FDCWD, \"/dev/tty\", O_RDONLY|O_CLOEXEC)");
        }
        ByteBuffer raw = memory.buffer();
        raw.put(0, settings);
        raw.putInt(Tty.C_IFLAG, raw.getInt(Tty.C_IFLAG) & ~(Tty.ICRNL | Tty.IXON));
        raw.putInt(Tty.C_LFLAG, raw.getInt(Tty.C_LFLAG) & ~(Tty.ICANON | Tty.ECHO | Tty.ISIG | Tty.IEXTEN));
        raw.put(Tty.C_CC + Tty.VMIN, (byte) 1).put(Tty.C_CC + Tty.VTIME, (byte) 0);
        check(Syscalls.call(Syscall.IOCTL, STDOUT, Tty.TCSETS, memory.address()), "ioctl(1, TCSETS, ...)");
    }

    /** What the terminal is set back to: a {@code struct termios}. */
    public byte[] settings() {
        return settings.clone();
    }

    /** The next byte from the keyboard, {@link #NONE} if there is none for so long. Where the terminal is gone it is that of ctrl-D, 4. */
    public int key(int millis) {
        ByteBuffer buffer = memory.buffer();
        buffer.putInt(POLL + Poll.FD, keys).putShort(POLL + Poll.EVENTS, (short) Poll.POLLIN);
        buffer.putLong(TIMEOUT, millis / 1000).putLong(TIMEOUT + Long.BYTES, millis % 1000L * NANOS_OF_MILLI);
        long at = memory.address();
        if (Syscalls.call(Syscall.PPOLL, at + POLL, 1, at + TIMEOUT, 0) <= 0) {
            return NONE;
        }
        long read = Syscalls.call(Syscall.READ, keys, at, 1);
        return read == 1 ? buffer.get(0) & 0xff : CTRL_D;
    }

    @Override
    public void close() {
        memory.buffer().put(0, settings);
        Syscalls.call(Syscall.IOCTL, STDOUT, Tty.TCSETS, memory.address());
        if (keys != STDIN) {
            Syscalls.call(Syscall.CLOSE, keys);
        }
        memory.close();
    }

    private static void check(long result, String call) throws LinuxException {
        if (Syscalls.failed(result)) {
            throw new LinuxException("cannot take over the terminal", call, (int) -result, null);
        }
    }
}

package dev.alcove.linux.raw;

/**
 * The {@code ioctl} requests of terminals, and their structs.
 *
 * <p>Source: {@code asm-generic/ioctls.h}, {@code asm-generic/termbits.h}, {@code asm-generic/termios.h}; ioctl_tty(2).
 */
public final class Tty {
    public static final int TCGETS = 0x5401;
    public static final int TCSETS = 0x5402;
    public static final int TIOCSTI = 0x5412;
    public static final int TIOCGWINSZ = 0x5413;

    // struct winsize
    public static final int WS_ROW = 0;
    public static final int WS_COL = 2;
    public static final int WINSIZE_SIZE = 8;

    // struct termios: four 32-bit sets of flags, a line discipline, and the control characters
    public static final int C_IFLAG = 0;
    public static final int C_LFLAG = 12;
    public static final int C_CC = 17;
    public static final int TERMIOS_SIZE = 36;

    // c_iflag
    public static final int ICRNL = 0x100;
    public static final int IXON = 0x400;

    // c_lflag
    public static final int ISIG = 0x1;
    public static final int ICANON = 0x2;
    public static final int ECHO = 0x8;
    public static final int IEXTEN = 0x8000;

    // c_cc
    public static final int VTIME = 5;
    public static final int VMIN = 6;

    private Tty() {}
}

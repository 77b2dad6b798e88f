package dev.alcove.cli.ip;

/** What {@code -color} sets apart. */
public enum IpColor {
    INTERFACE("\033[36m", "\033[1;36m"),
    MAC("\033[33m", "\033[1;33m"),
    INET("\033[35m", "\033[1;35m"),
    INET6("\033[34m", "\033[1;94m"),
    UP("\033[32m", "\033[1;32m"),
    DOWN("\033[31m", "\033[1;31m");

    static final String CLEAR = "\033[0m";

    private final String onLight;
    private final String onDark;

    IpColor(String onLight, String onDark) {
        this.onLight = onLight;
        this.onDark = onDark;
    }

    String code(boolean dark) {
        return dark ? onDark : onLight;
    }

    /** Whether the terminal's background is dark, which it is unless {@code COLORFGBG} says that it is not. */
    static boolean isDark(String colorFgBg) {
        int last = colorFgBg.lastIndexOf(';');
        if (last < 0) {
            return true;
        }
        String background = colorFgBg.substring(last + 1);
        return background.length() == 1 && "01234568".contains(background);
    }
}

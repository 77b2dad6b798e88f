package dev.alcove.cli.ip;

/** How {@code ip} is used, which iproute2 says on standard error, with the exit status of a mistake. */
final class IpUsage {
    private static final int WIDTH = 78;
    private static final int INDENT = 8;
    private static final String START = """
            Usage: ip [OPTION]... OBJECT [COMMAND [ARGUMENT]...]
                   ip [OPTION]... -batch FILE
            Objects:""";

    private IpUsage() {}

    /** That of {@code ip} itself. */
    static IpException all() {
        StringBuilder text = new StringBuilder(START);
        int column = INDENT;
        for (String name : IpObjects.available()) {
            column = word(text, column, name);
        }
        text.append("\nOptions:");
        column = INDENT;
        for (IpOption option : IpGlobals.options()) {
            column = word(text, column, option.usage());
        }
        return IpException.usage(text.append("\nFor more see alcove-ip(1).").toString());
    }

    private static int word(StringBuilder text, int column, String word) {
        if (column + 1 + word.length() > WIDTH) {
            text.append('\n').repeat(' ', INDENT);
            column = INDENT;
        }
        text.append(' ').append(word);
        return column + 1 + word.length();
    }
}

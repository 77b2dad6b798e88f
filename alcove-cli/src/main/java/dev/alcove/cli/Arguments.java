package dev.alcove.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The command line as byte strings: strings in which each char is one byte, as {@code ISO_8859_1} has it.
 *
 * <p>The JVM decodes its arguments with the character set of the locale, which loses bytes: in the locale {@code C}
 * whatever is not ASCII becomes a question mark. So an argument that may have been more than ASCII is read again from
 * the kernel, which has the bytes.
 */
final class Arguments {
    private static final String CMDLINE = "/proc/self/cmdline";

    private Arguments() {}

    /**
     * The bytes of what the JVM decoded.
     *
     * @param args the arguments of {@code main}, the last ones of the process
     */
    static String[] bytes(String[] args) throws CommandException {
        for (String arg : args) {
            if (isDoubtful(arg)) {
                return ofKernel(args.length);
            }
        }
        return args;
    }

    private static boolean isDoubtful(String arg) {
        for (int i = 0; i < arg.length(); i++) {
            char c = arg.charAt(i);
            if (c >= 0x80 || c == '?') {
                return true;
            }
        }
        return false;
    }

    private static String[] ofKernel(int count) throws CommandException {
        String all;
        try (FileInputStream file = new FileInputStream(CMDLINE)) {
            all = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.FAILURE,
                    "cannot read arguments that are not ASCII: " + e.getMessage(),
                    "they are in " + CMDLINE + ", for which proc must be mounted on /proc");
        }
        return last(all, count);
    }

    /** The last {@code count} of strings that each end with a NUL. */
    static String[] last(String all, int count) {
        String[] strings = new String[count];
        int end = all.length() - 1;
        for (int i = count - 1; i >= 0; i--) {
            int start = all.lastIndexOf('\0', end - 1) + 1;
            strings[i] = all.substring(start, end);
            end = start - 1;
        }
        return strings;
    }
}

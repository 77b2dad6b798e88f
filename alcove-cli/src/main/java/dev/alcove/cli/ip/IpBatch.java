package dev.alcove.cli.ip;

import dev.alcove.linux.Errno;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of command lines: comments from {@code #} on, quotes around words, a backslash where a line goes on. */
final class IpBatch implements AutoCloseable {
    private static final String WHITE = " \t\r\n";
    private static final int MAX_WORDS = 511;
    private static final String CONTINUED = "\\\n";

    private final String name;
    private final InputStream in;
    private int lines;

    private IpBatch(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    /** Opens a file; {@code -} is standard input. */
    static IpBatch open(String name) throws IpException {
        try {
            FileInputStream file =
                    name.equals("-") ? new FileInputStream(FileDescriptor.in) : new FileInputStream(name);
            return new IpBatch(name, new BufferedInputStream(file));
        } catch (FileNotFoundException e) {
            throw IpException.fatal("Cannot open file \"" + name + "\" for reading: " + why(e));
        }
    }

    /** The JDK has the reason in parentheses behind the name. */
    static String why(FileNotFoundException e) {
        String message = String.valueOf(e.getMessage());
        int open = message.lastIndexOf('(');
        return open < 0 ? Errno.ENOENT.text() : message.substring(open + 1, message.length() - 1);
    }

    /** Where the command line stood that was read last: {@code FILE:LINE}. */
    String place() {
        return name + ":" + lines;
    }

    /** The words of the next command line, none if it is blank; null at the end. */
    @Nullable List<String> next() throws IpException, IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        int end = line.indexOf(CONTINUED);
        while (end >= 0) {
            String more = line();
            if (more == null) {
                throw IpException.fatal("Missing continuation line");
            }
            line = line.substring(0, end) + more;
            end = line.indexOf(CONTINUED);
        }
        return words(line);
    }

    /** A line without its comment; null at the end. */
    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c >= 0) {
            line.append((char) c);
            if (c == '\n') {
                break;
            }
            c = in.read();
        }
        if (line.isEmpty()) {
            return null;
        }
        lines++;
        int comment = line.indexOf("#");
        return comment < 0 ? line.toString() : line.substring(0, comment);
    }

    static List<String> words(String line) throws IpException {
        List<String> words = new ArrayList<>();
        int at = skip(line, 0, true);
        while (at < line.length()) {
            if (words.size() == MAX_WORDS) {
                throw IpException.fatal("Too many arguments to command");
            }
            char quote = line.charAt(at);
            boolean quoted = quote == '"' || quote == '\'';
            int start = quoted ? at + 1 : at;
            int end = quoted ? line.indexOf(quote, start) : skip(line, start, false);
            if (end < 0) {
                throw IpException.fatal("Unterminated quoted string");
            }
            words.add(line.substring(start, end));
            at = skip(line, Math.min(end + 1, line.length()), true);
        }
        return words;
    }

    /** The first character from there on that is white space, or that is none. */
    private static int skip(String line, int from, boolean white) {
        int at = from;
        while (at < line.length() && WHITE.indexOf(line.charAt(at)) >= 0 == white) {
            at++;
        }
        return at;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package dev.alcove.cli.ip;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** The protocols above IP, as {@code /etc/protocols} has them: a name, a number, other names. */
final class InetProtocols {
    private static final File FILE = new File("/etc/protocols");
    private static final int MAX = 255;

    private InetProtocols() {}

    /** The number that a word is, or is a name of. */
    static int require(String word) throws IpException, IOException {
        int number = decimal(word);
        if (number >= 0) {
            return number;
        }
        for (List<String> line : lines()) {
            if (line.indexOf(word) == 0 || line.lastIndexOf(word) > 1) {
                return decimal(line.get(1));
            }
        }
        throw IpException.wrong("Invalid \"ipproto\" value\n", word);
    }

    /** The name of a number. */
    static String name(int number, boolean numeric) throws IOException {
        if (!numeric) {
            for (List<String> line : lines()) {
                if (decimal(line.get(1)) == number) {
                    return line.get(0);
                }
            }
        }
        return "ipproto-" + number;
    }

    /** The words of each line that has a name and a number. */
    private static List<List<String>> lines() throws IOException {
        List<List<String>> lines = new ArrayList<>();
        if (!FILE.canRead()) {
            return lines;
        }
        String contents;
        try (FileInputStream in = new FileInputStream(FILE)) {
            contents = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        int start = 0;
        while (start < contents.length()) {
            int feed = contents.indexOf('\n', start);
            int end = feed < 0 ? contents.length() : feed;
            int comment = contents.indexOf('#', start);
            List<String> words = words(contents.substring(start, comment < 0 ? end : Math.min(comment, end)));
            if (words.size() > 1 && decimal(words.get(1)) >= 0) {
                lines.add(words);
            }
            start = end + 1;
        }
        return lines;
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(line);
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return words;
    }

    /** The number from 0 to 255 that a word is in decimal; -1 if it is none. */
    private static int decimal(String word) {
        int number = 0;
        for (int i = 0; i < word.length() && number <= MAX; i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return -1;
            }
            number = number * 10 + word.charAt(i) - '0';
        }
        return word.isEmpty() || number > MAX ? -1 : number;
    }
}

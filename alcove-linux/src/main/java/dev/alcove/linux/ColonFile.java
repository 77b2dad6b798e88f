package dev.alcove.linux;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A file of the account database: lines of fields with colons between them. */
final class ColonFile {
    private static final long MAX_ID = 0xffff_ffffL;

    private ColonFile() {}

    /** The file's bytes, each as a char. */
    static String contents(String file) throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The fields of each line that has {@code fields} of them, and that is no comment and no NIS entry. */
    static List<String[]> lines(String contents, int fields) {
        List<String[]> lines = new ArrayList<>();
        int start = 0;
        while (start < contents.length()) {
            int feed = contents.indexOf('\n', start);
            int end = feed < 0 ? contents.length() : feed;
            char first = contents.charAt(start);
            if (first != '#' && first != '+' && first != '-') {
                String[] line = split(contents.substring(start, end), fields);
                if (line.length == fields) {
                    lines.add(line);
                }
            }
            start = end + 1;
        }
        return lines;
    }

    /** The fields of a line; the last has what is left. */
    private static String[] split(String line, int fields) {
        String[] parts = new String[fields];
        int start = 0;
        for (int i = 0; i < fields - 1; i++) {
            int colon = line.indexOf(':', start);
            if (colon < 0) {
                return new String[0];
            }
            parts[i] = line.substring(start, colon);
            start = colon + 1;
        }
        parts[fields - 1] = line.substring(start);
        return parts;
    }

    /** The 32-bit decimal number that {@code text} is, -1 if it is none. */
    static long id(String text) {
        if (text.isEmpty() || text.length() > 10) {
            return -1;
        }
        long id = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            id = id * 10 + (c - '0');
        }
        return id <= MAX_ID ? id : -1;
    }
}

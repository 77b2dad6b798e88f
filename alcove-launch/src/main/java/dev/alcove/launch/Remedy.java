package dev.alcove.launch;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person can do about a failure: a sentence that fits one error and, where a file tells the cause, the file's
 * contents. The first remedy of a step that fits is the one that is shown.
 *
 * @param errno the error that it is for; 0 for any
 * @param file a file to read when the failure happens, such as a sysctl; null for none
 * @param contents what the whole file must hold for the remedy to fit, at most seven bytes, without the line feed; null
 *     when it fits if the file is not there
 * @param text the sentence
 */
public record Remedy(
        int errno, @Nullable String file, @Nullable String contents, String text) {
    /** How many bytes of a file's contents can be compared, its line feed among them. */
    static final int CONTENTS_LIMIT = 8;

    public Remedy {
        if (file == null && contents != null) {
            throw new InvalidProgramException("contents of no file: " + contents);
        }
        if (contents != null && contents.length() >= CONTENTS_LIMIT) {
            throw new InvalidProgramException("too long to compare: " + contents);
        }
    }

    /** The text of the first of {@code remedies} that fits; null if none does. */
    public static @Nullable String first(List<Remedy> remedies, int errno) {
        for (int i = 0; i < remedies.size(); i++) {
            Remedy remedy = remedies.get(i);
            if ((remedy.errno == 0 || remedy.errno == errno) && remedy.fileFits()) {
                return remedy.text;
            }
        }
        return null;
    }

    private boolean fileFits() {
        if (file == null) {
            return true;
        }
        // In one read: the file of a sysctl is at its end for whoever has read a part of it.
        try (FileInputStream in = new FileInputStream(file)) {
            byte[] bytes = new byte[CONTENTS_LIMIT];
            int length = Math.max(0, in.read(bytes));
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).equals(contents + "\n");
        } catch (IOException e) {
            return contents == null; // a file that is not there is what some remedies are for
        }
    }

    /** A remedy that fits whenever the error is {@code errno}. */
    public static Remedy on(int errno, String text) {
        return new Remedy(errno, null, null, text);
    }

    /** A remedy that fits when the error is {@code errno} and {@code file} holds {@code contents}. */
    public static Remedy when(int errno, String file, String contents, String text) {
        return new Remedy(errno, file, contents, text);
    }

    /** A remedy that fits when the error is {@code errno} and {@code file} cannot be opened. */
    public static Remedy missing(int errno, String file, String text) {
        return new Remedy(errno, file, null, text);
    }
}

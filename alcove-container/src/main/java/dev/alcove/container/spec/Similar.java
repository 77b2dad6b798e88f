package dev.alcove.container.spec;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody may have meant. */
final class Similar {
    private static final int LONGEST = 64;

    private Similar() {}

    /** {@code "; did you mean x?"}, or nothing if no word is close. */
    static String hint(String word, Collection<String> words) {
        String closest = closest(word, words);
        return closest == null ? "" : "; did you mean " + closest + "?";
    }

    private static @Nullable String closest(String word, Collection<String> words) {
        if (word.length() > LONGEST) {
            return null;
        }
        String closest = null;
        int least = Math.max(1, word.length() / 3) + 1;
        for (String candidate : words) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                closest = candidate;
            }
        }
        return closest;
    }

    /** How many characters must be added, removed or changed: the distance of Levenshtein. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}

package dev.alcove.cli;

import java.util.Random;

/** Input that nobody meant well. */
final class Hostile {
    private static final String[] PIECES = {
        "0",
        "1",
        "-1",
        "4294967295",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999",
        ":",
        ",",
        ":::",
        "\n",
        "\0",
        " ",
        "+",
        "root",
        "auto",
        "all",
        "subids",
        "\377",
        "=",
        "0x10",
        "1e5",
        "RT",
        "SIG",
        "MIN+",
    };

    private Hostile() {}

    /** A text of up to a dozen pieces: chars of {@code alphabet}, and what parsers stumble over. */
    static String text(Random random, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            if (random.nextInt(3) > 0) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            } else {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.toString();
    }
}

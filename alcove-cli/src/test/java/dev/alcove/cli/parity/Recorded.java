package dev.alcove.cli.parity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the newest util-linux did where older ones do something else, or nothing because they lack the option: {@code unshare.recorded} and so on.
 * A line {@code ## 41 USER PROGRAM} names a run and the first util-linux, 2.41, that does the same; its facts follow.
 */
final class Recorded {
    private static final String MARK = "## ";

    /**
     * What was recorded of a run.
     *
     * @param since which util-linux can be asked instead: 41 for 2.41 and all that follow
     */
    record Entry(int since, List<String> facts) {}

    private final Map<String, Entry> entries = new HashMap<>();

    private Recorded() {}

    /** Nothing, where every util-linux is a judge. */
    static Recorded none() {
        return new Recorded();
    }

    /** Those of a tool: {@code unshare}. */
    static Recorded read(String tool) throws IOException {
        Recorded recorded = new Recorded();
        List<String> facts = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(tool + ".recorded"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList()) {
                if (line.startsWith(MARK)) {
                    String[] words = line.substring(MARK.length()).split(" ", 2);
                    facts = new ArrayList<>();
                    recorded.entries.put(words[1], new Entry(Integer.parseInt(words[0]), facts));
                } else {
                    facts.add(line);
                }
            }
        }
        return recorded;
    }

    /** Null where any util-linux from 2.38 on can be asked. */
    @Nullable Entry of(Run run) {
        return entries.get(run.toString());
    }

    /** The runs of which there is something, as they are named in the file. */
    Iterable<String> runs() {
        return entries.keySet();
    }
}

package dev.alcove.cli.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An {@code lsns} that cases can be run with, all in one zoo, so that nothing has to be normalized. */
final class LsnsTool implements Parity.Subject {
    private static final Pattern VERSION = Pattern.compile("util-linux 2\\.([0-9]+)");

    /** What is left of an inode in a tree of namespaces. */
    private static final Pattern BRANCH = Pattern.compile("(?m)^([ |]*)(\\|-[0-9])");

    private final Zoo zoo;
    private final Path bin;

    /** @param bin the directory that {@code lsns} is in */
    LsnsTool(Zoo zoo, Path bin) {
        this.zoo = zoo;
        this.bin = bin;
    }

    /** Which util-linux this is: 38 for 2.38. */
    int version() {
        Matcher version =
                VERSION.matcher(see(new Run("lsns --version", Who.ROOT)).out());
        if (!version.find()) {
            throw new IllegalStateException("not util-linux: " + bin.resolve("lsns"));
        }
        return Integer.parseInt(version.group(1));
    }

    /** How the program ended, and each line that it printed. */
    @Override
    public List<String> facts(Run run) {
        return facts(see(run));
    }

    /**
     * The same in every zoo: inodes are replaced by those of an ideal zoo. Lines come in the order of the inodes, which is any;
     * they are sorted, and lines of trees then look as if each were followed by another.
     */
    Parity.Subject recordable() {
        return run -> {
            Zoo.Seen seen = see(run);
            String out = zoo.idealized(seen.out());
            if (out.equals(seen.out())) {
                return facts(seen);
            }
            List<String> lines =
                    new ArrayList<>(facts(new Zoo.Seen(seen.status(), withoutEnds(out), zoo.idealized(seen.err()))));
            Collections.sort(lines);
            return lines;
        };
    }

    private static String withoutEnds(String tree) {
        return BRANCH.matcher(tree.replace("`-", "|-"))
                .replaceAll(branch -> branch.group(1).replace("  ", "| ") + branch.group(2));
    }

    private Zoo.Seen see(Run run) {
        try {
            return zoo.run(run.who(), bin, run.program());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> facts(Zoo.Seen seen) {
        List<String> facts = new ArrayList<>();
        facts.add("exit " + seen.status());
        add("out", seen.out(), facts);
        add("err", seen.err(), facts);
        return facts;
    }

    private static void add(String what, String text, List<String> facts) {
        if (text.isEmpty()) {
            return;
        }
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            facts.add(what + " " + lines[i]);
        }
        String last = lines[lines.length - 1];
        if (!last.isEmpty()) {
            facts.add(what + ", not a whole line: " + last);
        }
    }
}

package dev.alcove.cli;

import dev.alcove.cli.Manual.Entry;
import dev.alcove.cli.Manual.Paragraph;
import dev.alcove.cli.Manual.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Where {@code lsns} deliberately does not do what lsns(8) of util-linux 2.43 does: the one list of it. Anything else is
 * a bug.
 */
final class LsnsDifferences {
    private LsnsDifferences() {}

    static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Paragraph("Alcove does otherwise, on purpose, in these cases:"));
        add(
                entries,
                "Columns of Alcove's own",
                "are in `--list-columns`, behind the others, and nowhere else unless they are named: neither `--output-all`"
                        + " nor any other option prints them.");
        add(
                entries,
                "Several mount points",
                "are all in the NSFS of `--json`, with line feeds between them; and the column is as wide as the widest of"
                        + " them, also where that is not the one of most bytes.");
        add(
                entries,
                "--filter with a namespace as operand",
                "applies to its processes. In util-linux a filter that names a column fails there.");
        add(entries, "Names of columns in filters", "may be in lower case, also that of NETNSID.");
        add(
                entries,
                "Characters that a filter cannot contain",
                "are refused. util-linux prints them and goes on without them, a quote that is not closed included.");
        add(
                entries,
                "Regular expressions",
                "know no back references, and `^ $ \\b \\< \\>` hold inside a group that is repeated only where they do hold,"
                        + " in which the GNU C library errs. In return any other is taken: util-linux refuses `a**`, nested repetitions and long"
                        + " expressions without saying why. What is right of `=~` and is no string is refused with a reason,"
                        + " and so is an expression of more than 1024 bytes.");
        add(
                entries,
                "Numbers in filters",
                "with a point are of 64 bits, not of 80. Cells that name no decimal number (`inf`, `0x10`) are none.");
        add(entries, "User ids beyond 31 bits", "are positive.");
        add(
                entries,
                "Lists of columns",
                "that are empty or have an empty name are refused with a message; their length has no limit.");
        add(entries, "Names of users", "are looked up in /etc/passwd, not in what nsswitch.conf(5) adds to it.");
        add(
                entries,
                "Locales",
                "are of UTF-8, or count as C: others have no characters beyond ASCII. How wide a character is, is known as"
                        + " of Unicode 15.");
        add(
                entries,
                "Messages",
                "are those of util-linux, in English. Those that getopt_long(3) prints start with the plain name of the"
                        + " command.");
        add(entries, "--help and --version", "print texts of Alcove's own.");
        add(
                entries,
                "More options",
                "An abbreviation means one of Alcove's own options only if it means none of util-linux's.");
        return entries;
    }

    private static void add(List<Entry> entries, String term, String text) {
        entries.add(new Term(term, text));
    }
}

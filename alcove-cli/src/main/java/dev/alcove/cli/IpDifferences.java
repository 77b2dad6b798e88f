package dev.alcove.cli;

import dev.alcove.cli.Manual.Entry;
import dev.alcove.cli.Manual.Paragraph;
import dev.alcove.cli.Manual.Term;
import java.util.ArrayList;
import java.util.List;

/** Where {@code ip} deliberately does not do what ip(8) of iproute2 7.1 does: the one list of it. Anything else is a bug. */
final class IpDifferences {
    private IpDifferences() {}

    static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Paragraph("Alcove does otherwise, on purpose, in these cases:"));
        add(entries, "Remedies", "stand on a second line under a message, where one is known.");
        add(
                entries,
                "-netns",
                "has the process in that network namespace, and in no other mount namespace: so `netns add` works with it too.");
        add(
                entries,
                "-batch",
                "tells of every line that ends it where that stood, and fails at a line that is cut off in the middle.");
        add(
                entries,
                "netns exec",
                "keeps the cgroups in /sys; keeps the old /sys where a new one is refused, as in a user namespace with parts of"
                        + " /sys hidden; puts a file over a link in /etc that leads nowhere; and ends with 126 or 127 if the command"
                        + " cannot be executed. It does not leave a VRF.");
        add(
                entries,
                "-all",
                "goes on behind a failure. `netns exec` then ends as the first command did that failed, `netns delete` with 1;"
                        + " both end with 0 in iproute2.");
        add(entries, "netns set", "says that there is no such name.");
        add(entries, "netns list", "names what is left over in /run/netns, and fails if the directory cannot be read.");
        add(entries, "netns delete", "of a symbolic link does not unmount what the link leads to.");
        add(
                entries,
                "netns list-id",
                "names the number that is out of range; with `target-nsid` a name is that of the namespace and never that of"
                        + " another, which here has the number that it has there.");
        add(entries, "netns monitor", "writes each line at once, also to a pipe, and says if the kernel lost some.");
        add(entries, "neighbour get", "prints JSON with `-json`, as iproute2 does since 6.2.");
        add(entries, "address add", "takes `proto`, as iproute2 does since 6.4; who made an address is not shown.");
        add(entries, "rule", "refuses ports and users that are no numbers; iproute2 takes what the word begins with.");
        add(entries, "route flush cache", "fails if the cache cannot be flushed.");
        add(
                entries,
                "Lists",
                "are asked for again if something has changed meanwhile; iproute2 says that they may be inconsistent.");
        add(
                entries,
                "link",
                "is printed as iproute2 6.1 does, whose words it takes. Virtual functions and XDP are neither printed nor set. A"
                        + " type without options refuses them, an index must be a number to its end, and of a bridge that is not"
                        + " its root `designated_root` is the root and not the bridge itself.");
        return entries;
    }

    private static void add(List<Entry> entries, String term, String text) {
        entries.add(new Term(term, text));
    }
}

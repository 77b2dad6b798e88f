package dev.alcove.cli;

import dev.alcove.cli.table.Screen;
import dev.alcove.linux.Terminal;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** {@code lsns --watch}: a live view on a terminal, and else one listing after the other. */
final class LsnsWatch {
    private final LsnsArguments arguments;
    private final boolean utf8;

    /** The namespaces, or processes, that were listed last; none before the first time. */
    private Set<Long> known = new HashSet<>();

    private boolean first = true;

    private LsnsWatch(LsnsArguments arguments, boolean utf8) {
        this.arguments = arguments;
        this.utf8 = utf8;
    }

    /** Runs until the person leaves, or nobody reads any more. */
    static void run(LsnsArguments arguments, boolean utf8) throws CommandException, IOException {
        LsnsWatch watch = new LsnsWatch(arguments, utf8);
        if (!arguments.json && !arguments.raw && Terminal.columns() > 0) {
            watch.live();
        } else {
            watch.print();
        }
    }

    private void print() throws CommandException, IOException {
        String separator = "";
        Screen screen = new Screen(utf8, 0);
        while (Console.tryOut(separator
                + LsnsCommand.print(LsnsListing.of(arguments, LsnsCommand.scan(arguments)), arguments, screen))) {
            separator = "\n";
            try {
                Thread.sleep(arguments.interval);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void live() throws CommandException, IOException {
        try (LiveView view = LiveView.open()) {
            do {
                LsnsListing listing = LsnsListing.make(arguments, LsnsCommand.scan(arguments), first ? null : known);
                String text = LsnsCommand.print(listing.table(), arguments, new Screen(utf8, view.columns()));
                view.show(text, arguments.noHeadings ? 0 : 1, status(listing.keys()));
                known = listing.keys();
                first = false;
            } while (!view.look(arguments.interval));
        }
    }

    private String status(Set<Long> keys) {
        int appeared = 0;
        for (long key : keys) {
            appeared += known.contains(key) ? 0 : 1;
        }
        int vanished = known.size() - (keys.size() - appeared);
        String change = first ? "" : ", +" + appeared + " -" + vanished;
        String what = arguments.namespace == 0 ? " namespaces" : " processes";
        return " " + keys.size() + what + change + "   q: quit   arrows: scroll ";
    }
}

package dev.alcove.cli;

import dev.alcove.namespace.Caller;
import dev.alcove.namespace.NamespaceStore;
import dev.alcove.namespace.StoreEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ns events}: what has been added, deleted and pruned. */
final class NsEventsCommand extends NsSubcommand {
    private static final int LINES = 11;
    private static final int FOLLOW = 13;
    private static final int MILLISECONDS = 200;

    private int lines = Integer.MAX_VALUE;
    private boolean follow;

    @Override
    public Syntax syntax() {
        return syntax(
                "events",
                "show what has been added and deleted",
                "",
                "Show when which namespaces were added, deleted and pruned, and by whom.",
                Option.value(LINES, 'n', "lines", "NUMBER", "Output", "show the last NUMBER only"),
                Option.flag(FOLLOW, 'f', "follow", "Output", "go on with those that come"),
                jsonOption());
    }

    @Override
    void take(int option, @Nullable String argument) throws CommandException {
        if (option == FOLLOW) {
            follow = true;
        } else {
            lines = (int) Numbers.parse(String.valueOf(argument), "invalid number of lines", 0, Integer.MAX_VALUE);
        }
    }

    @Override
    int execute(Invocation invocation, int index) throws CommandException, IOException {
        noMore(invocation, index);
        NamespaceStore store = NamespaceStore.of(Caller.current());
        List<StoreEvent> events = store.events();
        for (StoreEvent event : events.subList(Math.max(0, events.size() - lines), events.size())) {
            print(event);
        }
        if (follow) {
            follow(store, events);
        }
        return 0;
    }

    private void follow(NamespaceStore store, List<StoreEvent> before) throws CommandException, IOException {
        List<StoreEvent> seen = before;
        while (true) {
            try {
                Thread.sleep(MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
            List<StoreEvent> all = store.events();
            List<StoreEvent> fresh = new ArrayList<>(all);
            fresh.removeAll(seen);
            for (StoreEvent event : fresh) {
                print(event);
            }
            seen = all;
        }
    }

    private void print(StoreEvent event) throws CommandException {
        if (json) {
            Console.out("{\"time\": \"" + event.time() + "\", \"uid\": " + event.uid() + ", \"pid\": " + event.pid()
                    + ", \"action\": \"" + event.action() + "\", \"name\": " + NsText.json(event.name())
                    + ", \"types\": \"" + event.types() + "\"}\n");
        } else {
            Console.out(event.time() + " uid=" + event.uid() + " pid=" + event.pid() + " " + event.action() + " "
                    + NsText.shown(event.name()) + " " + event.types() + "\n");
        }
    }
}

package dev.alcove.cli;

import dev.alcove.container.ContainerStatus;
import dev.alcove.container.store.ContainerStore;
import dev.alcove.container.store.StoredContainer;
import dev.alcove.linux.Pidfd;
import dev.alcove.linux.Signal;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code stop}: asks containers to end, and ends them after a while. */
final class StopCommand extends ContainerCommand {
    private static final int TIME = 1000;
    private static final int SIGNAL = 1001;
    private static final int DEFAULT_TIME = 10;
    private static final int MAX_TIME = 1_000_000;
    private static final int SIGKILL = 9;

    private long seconds = DEFAULT_TIME;
    private String signal = "TERM";

    @Override
    public Syntax syntax() {
        return syntax(
                "stop",
                "stop containers",
                "CONTAINER...",
                "Send a signal to containers, wait for their end, and kill those that have not ended in time.",
                Option.value(TIME, 't', "time", "SECONDS", "Signal", "how long to wait before killing, 10 by default"),
                Option.value(SIGNAL, 's', "signal", "SIGNAL", "Signal", "what to send first, TERM by default"));
    }

    @Override
    void take(int option, @Nullable String argument) throws CommandException {
        String text = String.valueOf(argument);
        if (option == TIME) {
            seconds = Numbers.parse(text, "invalid number of seconds '" + text + "'", 0, MAX_TIME);
        } else {
            signal = text;
        }
    }

    @Override
    int act(ContainerStore store, Invocation invocation, int index) throws CommandException, IOException {
        Signal parsed = ContainerSignal.parse(signal);
        for (StoredContainer container : containers(store, invocation, index)) {
            if (container.state().status() != ContainerStatus.STOPPED) {
                stop(container, parsed, Duration.ofSeconds(seconds));
                tidy(store, container);
            }
            Console.out(container.shown() + "\n");
        }
        return 0;
    }

    /** A container that is not to be kept is gone when this command ends. */
    static void tidy(ContainerStore store, StoredContainer container) throws IOException {
        if (container.record().autoRemove() && container.record().detached() && container.isOver()) {
            store.remove(container);
        }
    }

    static void stop(StoredContainer container, Signal signal, Duration grace) throws CommandException, IOException {
        try (Pidfd pidfd = ContainerSignal.open(container)) {
            pidfd.sendSignal(signal);
            Cgroups.thaw(container); // who is frozen hears no signal
            if (!pidfd.awaitExit(grace)) {
                pidfd.sendSignal(new Signal(SIGKILL));
                pidfd.awaitExit();
            }
        }
    }
}

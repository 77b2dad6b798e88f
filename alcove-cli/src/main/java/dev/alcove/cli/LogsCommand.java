package dev.alcove.cli;

import dev.alcove.container.store.ContainerStore;
import dev.alcove.container.store.StoredContainer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** {@code logs}: prints what a detached container has written. */
final class LogsCommand extends ContainerCommand {
    private static final int FOLLOW = 1000;
    private static final int TAIL = 1001;
    private static final int BUFFER = 1 << 16;

    /** In milliseconds: how often a log is looked at for more. */
    private static final long PAUSE = 100;

    private boolean follow;
    private long tail = -1;

    @Override
    public Syntax syntax() {
        return syntax(
                "logs",
                "print the output of a container",
                "CONTAINER",
                "Print what a container in the background has written to standard output and error.",
                Option.flag(FOLLOW, 'f', "follow", "Output", "go on until the container ends"),
                Option.value(TAIL, 'n', "tail", "LINES", "Output", "only the last lines"));
    }

    @Override
    void take(int option, @Nullable String argument) throws CommandException {
        String text = String.valueOf(argument);
        if (option == FOLLOW) {
            follow = true;
        } else {
            tail = text.equals("all")
                    ? -1
                    : Numbers.parse(text, "invalid number of lines '" + text + "'", 0, Long.MAX_VALUE);
        }
    }

    @Override
    int act(ContainerStore store, Invocation invocation, int index) throws CommandException, IOException {
        StoredContainer container = container(store, invocation, index);
        noMore(invocation, index + 1);
        if (!container.record().detached()) {
            throw new CommandException(
                    "the container '" + container.shown() + "' runs in the foreground: it has no log");
        }
        if (!Files.exists(container.log())) {
            return 0;
        }
        try (RandomAccessFile log = new RandomAccessFile(container.log().toFile(), "r")) {
            log.seek(start(log));
            // Looked at first: what is written before the end is then read after it.
            boolean alive = container.isLocked();
            while (copy(log) && follow && alive) {
                Thread.sleep(PAUSE);
                alive = container.isLocked();
            }
            copy(log);
        } catch (InterruptedException e) {
            throw new CommandException("interrupted");
        }
        return 0;
    }

    /** Copies what there is; says whether somebody still reads. */
    private static boolean copy(RandomAccessFile log) throws CommandException, IOException {
        byte[] buffer = new byte[BUFFER];
        for (int length = log.read(buffer); length > 0; length = log.read(buffer)) {
            if (!Console.tryOut(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))) {
                return false;
            }
        }
        return true;
    }

    /** Where the last lines begin. */
    private long start(RandomAccessFile log) throws IOException {
        if (tail < 0) {
            return 0;
        }
        long lines = 0;
        long at = log.length();
        byte[] buffer = new byte[BUFFER];
        while (at > 0) {
            int length = (int) Math.min(at, BUFFER);
            log.seek(at - length);
            log.readFully(buffer, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                boolean last = at - length + i == log.length() - 1;
                if (buffer[i] == '\n' && !last && ++lines == tail) {
                    return at - length + i + 1;
                }
            }
            at -= length;
        }
        return tail == 0 ? log.length() : 0;
    }
}

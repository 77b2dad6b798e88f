package dev.alcove.namespace.catalogue;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.Syscalls;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Counts the interfaces of a network namespace and what went through them, by {@code /proc/PID/net/dev}. */
final class TrafficReader {
    private static final int RECEIVED = 0;
    private static final int SENT = 8;

    private TrafficReader() {}

    /** As a process in the namespace sees it; null if that is gone. */
    static @Nullable Traffic of(FileCalls files, Member member) {
        return read(files, "/proc/" + member.pid() + "/net/dev");
    }

    /**
     * As a thread sees it that enters the namespace for this, and then ends. It takes CAP_SYS_ADMIN over the namespace's
     * owner and in the caller's user namespace; null without it.
     */
    static @Nullable Traffic of(int namespace) {
        Visit visit = new Visit(namespace);
        Thread thread = new Thread(null, visit, "alcove-visit", 0, false);
        thread.setDaemon(true);
        thread.start();
        Helper.join(thread);
        return visit.traffic;
    }

    private static @Nullable Traffic read(FileCalls files, String path) {
        int length = files.read(path);
        return length < 0 ? null : parse(files.data(), length);
    }

    /** Reads the text: two lines of headings, then one for each interface. What is no number counts as 0. */
    static Traffic parse(ByteBuffer text, int length) {
        int interfaces = 0;
        long received = 0;
        long sent = 0;
        int at = 0;
        while (at < length) {
            int colon = at;
            while (colon < length && text.get(colon) != ':' && text.get(colon) != '\n') {
                colon++;
            }
            boolean counts = colon < length && text.get(colon) == ':';
            int field = 0;
            at = colon + 1;
            while (counts && at < length && text.get(at) != '\n') {
                if (text.get(at) == ' ') {
                    at++;
                    continue;
                }
                long number = 0;
                while (at < length && text.get(at) != ' ' && text.get(at) != '\n') {
                    byte c = text.get(at++);
                    number = c >= '0' && c <= '9' ? number * 10 + c - '0' : 0;
                }
                received += field == RECEIVED ? number : 0;
                sent += field == SENT ? number : 0;
                field++;
            }
            interfaces += counts ? 1 : 0;
            at += counts ? 1 : 0;
        }
        return new Traffic(interfaces, received, sent);
    }

    /** What the thread does. */
    private static final class Visit implements Runnable {
        private final int namespace;
        private @Nullable Traffic traffic;

        Visit(int namespace) {
            this.namespace = namespace;
        }

        @Override
        public void run() {
            if (Syscalls.call(Syscall.SETNS, namespace, Clone.CLONE_NEWNET) != 0) {
                return;
            }
            try (FileCalls files = new FileCalls()) {
                traffic = read(files, "/proc/thread-self/net/dev");
            } catch (LinuxException noMemory) {
                return; // then it stays unknown
            }
        }
    }
}

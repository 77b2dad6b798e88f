package dev.alcove.namespace.process;

import dev.alcove.linux.Arch;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Epoll;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Sigaction;
import dev.alcove.linux.raw.Syscalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of the JVM that waits in the kernel for everybody: for processes that end, and for pipes that are
 * empty or full. Whoever waits for these parks instead, so that a virtual thread holds no carrier. The thread starts
 * with the first process.
 *
 * <p>A descriptor is watched once and then no more: a closed one may live on for a moment in a child that has not called
 * exec yet, and must not be reported again and again.
 */
public final class Poller implements Runnable {
    private static final int SIGCHLD = 17;
    private static final int EVENTS = 64;

    /** In milliseconds. */
    private static final int MOMENT = 10;

    private static final int EVENT_SIZE = Epoll.size(Arch.HOST);
    private static final int EVENT_DATA = Epoll.data(Arch.HOST);
    private static final long STACK_SIZE = 128 * 1024;

    /** Who waits. */
    public interface Watcher {
        /** Called once on the poller's thread, which must not be kept waiting. */
        void ready() throws IOException;
    }

    private static volatile @Nullable Poller instance;

    private final int epoll;
    private final Memory events;
    private final Map<Long, Watcher> watchers = new ConcurrentHashMap<>();
    private final AtomicLong lastKey = new AtomicLong();

    /** Who is to be called again; used by the poller's thread only. */
    private final List<Watcher> lingering = new ArrayList<>();

    private long lingered;

    private Poller() throws LinuxException {
        events = Memory.map((long) EVENTS * EVENT_SIZE);
        long created = Syscalls.call(Syscall.EPOLL_CREATE1, Epoll.EPOLL_CLOEXEC);
        if (Syscalls.failed(created)) {
            events.close();
            throw new LinuxException("cannot watch processes", "epoll_create1(EPOLL_CLOEXEC)", (int) -created, null);
        }
        epoll = StdioPipes.aboveStdio((int) created);
        heedChildren();
    }

    /** Who has inherited that SIGCHLD is ignored never hears how a child ended. The JDK does the same for its processes. */
    private void heedChildren() {
        Syscalls.call(Syscall.RT_SIGACTION, SIGCHLD, 0, events.address(), Sigaction.SIGSET_SIZE);
        if (events.buffer().getLong(Sigaction.HANDLER) == Sigaction.SIG_IGN) {
            events.buffer().putLong(Sigaction.HANDLER, Sigaction.SIG_DFL);
            Syscalls.call(Syscall.RT_SIGACTION, SIGCHLD, events.address(), 0, Sigaction.SIGSET_SIZE);
        }
    }

    /** The poller, which is started when it is first needed. */
    public static Poller instance() throws LinuxException {
        Poller poller = instance;
        return poller == null ? start() : poller;
    }

    private static synchronized Poller start() throws LinuxException {
        Poller poller = instance;
        if (poller == null) {
            poller = new Poller();
            Thread thread = Thread.ofPlatform()
                    .name("alcove-poller")
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .stackSize(STACK_SIZE)
                    .unstarted(poller);
            CleanThread.run(thread::start); // not by a thread that is in other namespaces just now
            instance = poller;
        }
        return poller;
    }

    /**
     * Calls {@code watcher} once, as soon as one of {@code wanted} is true of the descriptor.
     *
     * @param wanted {@code EPOLL*} events
     * @return what {@link #forget} wants to know
     */
    public long watch(int fd, long wanted, Watcher watcher) throws LinuxException {
        long key = lastKey.incrementAndGet();
        watchers.put(key, watcher);
        long result = control(Epoll.EPOLL_CTL_ADD, fd, wanted | Epoll.EPOLLONESHOT, key);
        if (Syscalls.failed(result)) {
            watchers.remove(key);
            throw new LinuxException(
                    "cannot watch a descriptor",
                    "epoll_ctl(" + epoll + ", EPOLL_CTL_ADD, " + fd + ")",
                    (int) -result,
                    null);
        }
        return key;
    }

    /** Forgets a descriptor, before it is closed or watched again. */
    public void forget(int fd, long key) throws LinuxException {
        watchers.remove(key);
        control(Epoll.EPOLL_CTL_DEL, fd, 0, 0);
    }

    private long control(int operation, int fd, long wanted, long key) throws LinuxException {
        Memory event = NativeBuffers.take();
        try {
            event.buffer().putInt(Epoll.EVENTS, (int) wanted).putLong(EVENT_DATA, key);
            return Syscalls.call(Syscall.EPOLL_CTL, epoll, operation, fd, event.address());
        } finally {
            NativeBuffers.give(event);
        }
    }

    /** Calls a watcher once more in a moment. Only for watchers, on the poller's thread. */
    public void again(Watcher watcher) {
        lingering.add(watcher);
    }

    @Override
    public void run() {
        while (true) {
            long timeout = lingering.isEmpty() ? -1 : MOMENT;
            long count = Syscalls.call(Syscall.EPOLL_PWAIT, epoll, events.address(), EVENTS, timeout, 0, 0);
            if (count == 0 || (timeout > 0 && System.nanoTime() - lingered > MOMENT * 1_000_000L)) {
                callAgain();
            }
            for (int i = 0; i < count; i++) {
                Watcher watcher = watchers.remove(events.buffer().getLong(i * EVENT_SIZE + EVENT_DATA));
                if (watcher != null) {
                    tell(watcher);
                }
            }
        }
    }

    private void callAgain() {
        lingered = System.nanoTime();
        List<Watcher> due = List.copyOf(lingering);
        lingering.clear();
        due.forEach(Poller::tell);
    }

    /** Whatever goes wrong for one, the others must not wait forever. */
    private static void tell(Watcher watcher) {
        try {
            watcher.ready();
        } catch (IOException | RuntimeException | Error e) {
            System.getLogger(Poller.class.getName()).log(System.Logger.Level.ERROR, "lost " + watcher, e);
        }
    }
}

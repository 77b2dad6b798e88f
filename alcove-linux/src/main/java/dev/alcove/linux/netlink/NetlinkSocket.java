package dev.alcove.linux.netlink;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.MalformedException;
import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Poll;
import dev.alcove.linux.raw.Socket;
import dev.alcove.linux.raw.Syscalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A netlink socket, which talks to the kernel about the network namespace in which the thread was that opened it, whatever
 * namespace is used from then on.
 *
 * <p>Safe for use by several threads: one exchange at a time. A socket that has joined groups is for {@link #receive} alone,
 * for requests there should be another. A thread that waits for the kernel, which answers requests at once, holds its
 * carrier if it is a virtual one.
 *
 * <p>Readers throw {@link MalformedException} for bytes that are no netlink, {@link NetlinkException} for a request that
 * was refused, and another {@link LinuxException} where the socket itself fails.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
public final class NetlinkSocket implements AutoCloseable {
    /** The kernel sends dumps in datagrams of up to 32 KiB to whoever has room for them. */
    private static final int RECEIVE = 65536;

    private static final String TRANSACTION = "netfilter transaction";
    private static final int SEND = 4096;
    private static final int ADDRESS = 32;
    private static final int DUMP_ATTEMPTS = 32;

    /** So many messages at once that the answers fit into the socket's buffer: the kernel drops those that do not. */
    private static final int TOGETHER = 64;

    private final Fd fd;
    private final Memory received;
    private Memory sent;

    private NetlinkSocket(Fd fd, Memory received, Memory sent) {
        this.fd = fd;
        this.received = received;
        this.sent = sent;
    }

    /**
     * Opens a socket in the calling thread's network namespace.
     *
     * @param protocol {@code NETLINK_ROUTE} is 0, {@code NETLINK_NETFILTER} 12
     * @throws LinuxException {@code EPROTONOSUPPORT}: the kernel has no such protocol; {@code EMFILE}: too many descriptors
     */
    public static NetlinkSocket open(int protocol) throws LinuxException {
        long result = Syscalls.call(Syscall.SOCKET, Socket.AF_NETLINK, Socket.SOCK_RAW | Socket.SOCK_CLOEXEC, protocol);
        if (Syscalls.failed(result)) {
            String call = "socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, " + protocol + ")";
            throw new LinuxException("cannot open a netlink socket", call, (int) -result, null);
        }
        return of(Descriptors.adopt((int) result));
    }

    /**
     * Takes over a netlink socket that somebody else has opened, in another namespace say; {@link #close} closes it. If this
     * fails it is closed.
     *
     * @throws LinuxException {@code ENOMEM}
     */
    public static NetlinkSocket of(Fd fd) throws LinuxException {
        try {
            Memory received = Memory.map(RECEIVE + ADDRESS);
            NetlinkSocket socket = new NetlinkSocket(fd, received, Memory.map(SEND));
            // Older kernels say less about errors, and check less; nothing else depends on these.
            socket.attempt(Netlink.NETLINK_EXT_ACK, 1);
            socket.attempt(Netlink.NETLINK_CAP_ACK, 1);
            socket.attempt(Netlink.NETLINK_GET_STRICT_CHK, 1);
            return socket;
        } catch (LinuxException e) {
            fd.close();
            throw e;
        }
    }

    /** The descriptor, which belongs to this object. */
    public Fd fd() {
        return fd;
    }

    /**
     * Sends the messages, many in one system call, and returns what the kernel answers to them when it has done the last. It
     * does one after the other, and goes on behind one that it refuses.
     *
     * @throws NetlinkException the first message that was refused; those of the others are {@linkplain
     *     Throwable#getSuppressed suppressed} by it
     */
    public synchronized List<Message> exchange(Batch batch) throws IOException {
        requireOpen();
        List<Message> answers = new ArrayList<>();
        NetlinkException refused = null;
        int first = 0;
        do {
            int end = Math.min(batch.size(), first + TOGETHER);
            byte[] bytes = batch.encoded(first, end);
            Transaction.acknowledge(
                    bytes, batch.entry(end - 1).start() - batch.entry(first).start());
            send(bytes);
            refused = answers(batch, first, end, answers, refused);
            first = end;
        } while (first < batch.size());
        if (refused != null) {
            throw refused;
        }
        return answers;
    }

    /**
     * Sends the messages to a subsystem of netfilter as one transaction, in one system call: it does all of them or, if it
     * refuses any, none. The socket is one of {@code NETLINK_NETFILTER}.
     *
     * <p>The kernel looks at all messages before it does any, and has answered when the call returns. An error may also be that of
     * the transaction: {@code EPERM}, {@code EOPNOTSUPP} for a subsystem that it does not have, {@code ERESTART} for a
     * generation that has passed.
     *
     * @param subsystem {@code NFNL_SUBSYS_*}, which is also in the type of every message
     * @param generation what the state has to be for the messages to make sense; empty for any. Linux 4.16
     * @param attempt what all of it is for, in words
     * @throws NetlinkException the first message that was refused, or the transaction
     */
    public synchronized void transaction(Batch batch, int subsystem, OptionalInt generation, String attempt)
            throws IOException {
        requireOpen();
        Transaction transaction = new Transaction(batch, subsystem, generation);
        send(transaction.bytes());
        NetlinkException refused = null;
        boolean acknowledged = false;
        while (await(Duration.ZERO)) {
            for (Message message : datagramOfMany()) {
                int index = message.sequence() - 1;
                if (!message.isError() || index < 0 || index >= transaction.sequence()) {
                    continue;
                }
                acknowledged |= index == batch.size() - 1;
                if (message.error() != 0 && refused == null) {
                    refused = index < batch.size()
                            ? exception(batch, index, message)
                            : exception(attempt, TRANSACTION, NetlinkException.WHOLE, OptionalInt.empty(), message);
                }
            }
        }
        if (refused != null) {
            throw refused;
        }
        if (!acknowledged) {
            throw new LinuxException(attempt, TRANSACTION, Errno.ENOBUFS.number(), null);
        }
    }

    /**
     * Sends a request for all there is of something, a batch of one message with {@code NLM_F_DUMP}. A dump during which
     * something changed is asked for again.
     *
     * @throws LinuxException {@code EAGAIN}: something changed during each of many attempts
     */
    public synchronized List<Message> dump(Batch request) throws IOException {
        requireOpen();
        if (request.size() != 1) {
            throw new IllegalArgumentException("a dump takes one message, not " + request.size());
        }
        for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
            send(request.encoded());
            List<Message> answers = new ArrayList<>();
            if (collect(request, answers)) {
                return answers;
            }
        }
        throw new LinuxException(
                request.entry(0).attempt(),
                "netlink dump " + request.type(0),
                Errno.EAGAIN.number(),
                "what is asked for keeps changing: try again");
    }

    /**
     * Joins a group, whose notifications {@link #receive} then returns.
     *
     * @param group its number, {@code RTNLGRP_*}: not a bit of a mask
     * @throws LinuxException {@code EPERM}: the group is for CAP_NET_ADMIN alone; {@code EINVAL}: there is no such group
     */
    public synchronized void join(int group) throws LinuxException {
        requireOpen();
        bind();
        long result = attempt(Netlink.NETLINK_ADD_MEMBERSHIP, group);
        if (Syscalls.failed(result)) {
            String call = "setsockopt(" + fd + ", SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, [" + group + "], 4)";
            throw new LinuxException("cannot join netlink group " + group, call, (int) -result, null);
        }
    }

    /**
     * Waits for notifications, at most as long as the timeout says; gives those of one datagram, none when time is up.
     *
     * @throws LinuxException {@code ENOBUFS}: some were lost, since they came faster than they were read
     */
    public synchronized List<Message> receive(Duration timeout) throws IOException {
        requireOpen();
        return await(timeout) ? datagram() : List.of();
    }

    @Override
    public synchronized void close() {
        if (fd.isOpen()) {
            fd.close();
            received.close();
            sent.close();
        }
    }

    /** The memory goes with the descriptor, and a JVM does not survive a look at memory that is gone. */
    private void requireOpen() {
        if (!fd.isOpen()) {
            throw new IllegalStateException("the netlink socket is closed");
        }
    }

    /** A number of its own for the socket: one without any gets no notifications. It keeps the one that it has. */
    private void bind() throws LinuxException {
        int at = RECEIVE;
        received.buffer().putLong(at, 0).putInt(at + Netlink.NL_GROUPS, 0).putShort(at, (short) Socket.AF_NETLINK);
        long result = Descriptors.use(
                fd, number -> Syscalls.call(Syscall.BIND, number, received.address() + at, Netlink.SOCKADDR_SIZE));
        if (Syscalls.failed(result) && result != -Errno.EINVAL.number()) {
            String call = "bind(" + fd + ", {sa_family=AF_NETLINK, nl_pid=0, nl_groups=0}, 12)";
            throw new LinuxException("cannot bind a netlink socket", call, (int) -result, null);
        }
    }

    /** Reads a dump to its end; false if something changed meanwhile. */
    private boolean collect(Batch request, List<Message> answers) throws IOException {
        boolean consistent = true;
        while (true) {
            for (Message message : datagram()) {
                if (message.sequence() != 1) {
                    continue;
                }
                consistent &= !message.has(Netlink.NLM_F_DUMP_INTR);
                if (!message.isDone() && !message.isError()) {
                    answers.add(message);
                } else if (message.isError() || message.payload().remaining() > 0) {
                    if (message.error() != 0) {
                        throw exception(request, 0, message);
                    }
                    return consistent;
                } else {
                    return consistent;
                }
            }
        }
    }

    /** Reads up to the acknowledgement of message {@code end - 1}; gives the first refusal so far, null if there is none. */
    private @Nullable NetlinkException answers(
            Batch batch, int first, int end, List<Message> answers, @Nullable NetlinkException before)
            throws IOException {
        NetlinkException refused = before;
        while (true) {
            for (Message message : datagram()) {
                int index = message.sequence() - 1;
                if (index < first || index >= end) {
                    continue; // of an exchange that was given up
                }
                if (!message.isError()) {
                    answers.add(message);
                    continue;
                }
                if (message.error() != 0) {
                    NetlinkException failed = exception(batch, index, message);
                    if (refused == null) {
                        refused = failed;
                    } else {
                        refused.addSuppressed(failed);
                    }
                }
                if (index == end - 1) {
                    return refused;
                }
            }
        }
    }

    private void send(byte[] bytes) throws LinuxException {
        if (bytes.length > sent.size()) {
            Memory larger = Memory.map(bytes.length);
            sent.close();
            sent = larger;
        }
        sent.buffer().put(0, bytes);
        long result = sent(bytes.length);
        if (result == -Errno.EMSGSIZE.number() && makeRoom(bytes.length)) {
            result = sent(bytes.length);
        }
        if (Syscalls.failed(result)) {
            String call = "sendto(" + fd + ", ..., " + bytes.length + ", 0, NULL, 0)";
            String remedy = result == -Errno.EMSGSIZE.number() ? "send fewer messages at once" : null;
            throw new LinuxException("cannot send a netlink request", call, (int) -result, remedy);
        }
    }

    private long sent(int length) {
        return retried(number -> Syscalls.call(Syscall.SENDTO, number, sent.address(), length, 0, 0, 0));
    }

    /** Raises what may be sent at once, which is some 200 KiB; beyond twice that it takes CAP_NET_ADMIN. */
    private boolean makeRoom(int length) {
        return !Syscalls.failed(option(Socket.SOL_SOCKET, Socket.SO_SNDBUFFORCE, length))
                || !Syscalls.failed(option(Socket.SOL_SOCKET, Socket.SO_SNDBUF, length));
    }

    /** The messages of the next datagram that the kernel has sent; those of other processes are passed over. */
    private List<Message> datagram() throws IOException {
        long address = received.address() + RECEIVE;
        ByteBuffer buffer = received.buffer();
        while (true) {
            buffer.putInt(RECEIVE + Integer.BYTES * 4, Netlink.SOCKADDR_SIZE);
            long length = retried(number -> Syscalls.call(
                    Syscall.RECVFROM,
                    number,
                    received.address(),
                    RECEIVE,
                    Socket.MSG_TRUNC,
                    address,
                    address + Integer.BYTES * 4));
            if (Syscalls.failed(length)) {
                String call = "recvfrom(" + fd + ", ..., " + RECEIVE + ", MSG_TRUNC, ...)";
                throw new LinuxException("cannot receive from netlink", call, (int) -length, null);
            }
            if (length > RECEIVE) {
                throw new MalformedException("netlink datagram", 1, length + " bytes, more than " + RECEIVE);
            }
            if (buffer.getInt(RECEIVE + Netlink.NL_PID) == 0) {
                byte[] copy = new byte[(int) length];
                buffer.get(0, copy);
                return Message.parse(copy);
            }
        }
    }

    /** As {@link #datagram}; none where the kernel had more to say than the socket has room for: what came before it counts. */
    private List<Message> datagramOfMany() throws IOException {
        try {
            return datagram();
        } catch (LinuxException e) {
            if (e.errnoNumber() == Errno.ENOBUFS.number()) {
                return List.of();
            }
            throw e;
        }
    }

    private boolean await(Duration timeout) throws LinuxException {
        int poll = RECEIVE;
        int timespec = RECEIVE + Poll.SIZE;
        ByteBuffer buffer = received.buffer();
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            long left = Math.max(0, end - System.nanoTime());
            buffer.putLong(timespec, left / 1_000_000_000).putLong(timespec + Long.BYTES, left % 1_000_000_000);
            long result = Descriptors.use(fd, number -> {
                buffer.putInt(poll + Poll.FD, number).putInt(poll + Poll.EVENTS, Poll.POLLIN);
                return Syscalls.call(
                        Syscall.PPOLL, received.address() + poll, 1, received.address() + timespec, 0, 0, 0);
            });
            if (!Syscalls.failed(result)) {
                return result == 1;
            }
            if (result != -Errno.EINTR.number()) {
                throw new LinuxException(
                        "cannot wait for netlink", "ppoll([{" + fd + ", POLLIN}], 1, ...)", (int) -result, null);
            }
        }
    }

    private long attempt(int option, int value) {
        return option(Netlink.SOL_NETLINK, option, value);
    }

    private long option(int level, int option, int value) {
        int at = RECEIVE;
        received.buffer().putInt(at, value);
        return Descriptors.use(
                fd,
                number -> Syscalls.call(
                        Syscall.SETSOCKOPT, number, level, option, received.address() + at, Integer.BYTES, 0));
    }

    private long retried(Descriptors.Use<Long, RuntimeException> call) {
        long result;
        do {
            result = Descriptors.use(fd, call);
        } while (result == -Errno.EINTR.number());
        return result;
    }

    private static NetlinkException exception(Batch batch, int index, Message message) throws MalformedException {
        Attributes said = message.errorAttributes();
        OptionalInt offset = said.int32(Netlink.NLMSGERR_ATTR_OFFS);
        OptionalInt attribute = offset.isPresent() ? batch.attributeAt(index, offset.getAsInt()) : OptionalInt.empty();
        return exception(
                batch.entry(index).attempt(), "netlink request " + batch.type(index), index, attribute, message);
    }

    private static NetlinkException exception(
            String attempt, String call, int index, OptionalInt attribute, Message message) throws MalformedException {
        Attributes said = message.errorAttributes();
        Optional<String> text = said.string(Netlink.NLMSGERR_ATTR_MSG);
        OptionalInt missing = said.int32(Netlink.NLMSGERR_ATTR_MISS_TYPE);
        return new NetlinkException(
                attempt, call, -message.error(), index, new NetlinkException.Details(text, attribute, missing));
    }
}

package dev.alcove.net;

import dev.alcove.launch.Program;
import dev.alcove.launch.Spawner;
import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Pidfd;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Socket;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.linux.raw.UnixSocket;
import dev.alcove.namespace.Namespace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Has an {@link InsideProgram} open things in network namespaces that belong to a user namespace, and takes the descriptors. */
final class Inside {
    private static final int CONTROL_SIZE = Socket.CMsgHdr.SIZE + InsideProgram.LIMIT * Integer.BYTES + 8;

    private Inside() {}

    /**
     * Opens everything that the visits want, in their order. They stay open meanwhile.
     *
     * @param user the user namespace to enter first; null: none
     * @param visits to 253 descriptors in all
     * @throws LinuxException if something could not be opened; nothing is open then
     */
    static List<Fd> open(@Nullable Namespace user, List<InsideProgram.Visit> visits) throws IOException {
        try (Memory memory = Memory.map(CONTROL_SIZE + Socket.MsgHdr.SIZE + Socket.IoVec.SIZE + Long.BYTES)) {
            long result = Syscalls.call(
                    Syscall.SOCKETPAIR,
                    UnixSocket.AF_UNIX,
                    Socket.SOCK_SEQPACKET | Socket.SOCK_CLOEXEC,
                    0,
                    memory.address());
            if (Syscalls.failed(result)) {
                String call = "socketpair(AF_UNIX, SOCK_SEQPACKET|SOCK_CLOEXEC, 0, ...)";
                throw new LinuxException("cannot make a pair of sockets", call, (int) -result, null);
            }
            int ours = memory.buffer().getInt(0);
            int theirs = memory.buffer().getInt(Integer.BYTES);
            try {
                OptionalInt entered =
                        user == null ? OptionalInt.empty() : OptionalInt.of(Descriptors.number(user.fd()));
                run(InsideProgram.of(entered, visits, theirs));
                List<Fd> received = receive(ours, memory);
                requireAll(received, visits);
                return received;
            } finally {
                Syscalls.call(Syscall.CLOSE, ours);
                Syscalls.call(Syscall.CLOSE, theirs);
            }
        }
    }

    /** Returns when the program has come to its end, which it does without waiting for anybody. */
    private static void run(Program program) throws IOException {
        Spawner.Child child = Spawner.spawn(program, 0, null);
        try (Pidfd pidfd = Pidfd.of(child.pidfd(), child.pid())) {
            pidfd.reap();
        } catch (LinuxException e) {
            if (e.errnoNumber() != Errno.ECHILD.number()) { // the JVM was started with SIGCHLD ignored
                throw e;
            }
        }
    }

    /** The kernel leaves out the descriptors for which the JVM has no room. */
    private static void requireAll(List<Fd> received, List<InsideProgram.Visit> visits) throws LinuxException {
        int wanted = 0;
        for (InsideProgram.Visit visit : visits) {
            wanted += visit.openings().size();
        }
        if (received.size() < wanted) {
            received.forEach(Fd::close);
            throw new LinuxException(
                    "cannot receive " + wanted + " descriptors",
                    "recvmsg(...)",
                    Errno.EMFILE.number(),
                    "raise the limit of open files of the JVM: ulimit -n");
        }
    }

    private static List<Fd> receive(int socket, Memory memory) throws LinuxException {
        ByteBuffer buffer = memory.buffer();
        int message = CONTROL_SIZE;
        int vector = message + Socket.MsgHdr.SIZE;
        int text = vector + Socket.IoVec.SIZE;
        buffer.putLong(vector + Socket.IoVec.BASE, memory.address() + text)
                .putLong(vector + Socket.IoVec.LEN, 1)
                .putLong(message + Socket.MsgHdr.IOV, memory.address() + vector)
                .putLong(message + Socket.MsgHdr.IOVLEN, 1)
                .putLong(message + Socket.MsgHdr.CONTROL, memory.address())
                .putLong(message + Socket.MsgHdr.CONTROLLEN, CONTROL_SIZE);
        long result = Syscalls.call(
                Syscall.RECVMSG, socket, memory.address() + message, Socket.MSG_CMSG_CLOEXEC | UnixSocket.MSG_DONTWAIT);
        if (Syscalls.failed(result)) {
            String call = "recvmsg(" + socket + ", ..., MSG_CMSG_CLOEXEC|MSG_DONTWAIT)";
            throw new LinuxException("cannot receive descriptors", call, (int) -result, null);
        }
        int end = (int) buffer.getLong(Socket.CMsgHdr.LEN);
        List<Fd> received = new ArrayList<>();
        for (int at = Socket.CMsgHdr.SIZE; at < end; at += Integer.BYTES) {
            received.add(Descriptors.adopt(buffer.getInt(at)));
        }
        return received;
    }
}

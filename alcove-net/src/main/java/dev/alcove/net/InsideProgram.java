package dev.alcove.net;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Operand;
import dev.alcove.launch.Program;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Errno;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Prctl;
import dev.alcove.linux.raw.Socket;
import dev.alcove.linux.raw.UnixSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;

/**
 * A launch program that goes where no thread of a JVM can go: into a user namespace, and from there into network namespaces
 * that it owns, or into new ones. There it opens sockets and files, which it sends through a socket, and ends.
 */
final class InsideProgram {
    /** So many descriptors may one message carry: SCM_MAX_FD. */
    static final int LIMIT = 253;

    private static final List<Remedy> NOT_YOURS = List.of(Remedy.on(
            Errno.EPERM.number(),
            "a user namespace can be entered by its owner, and by who has CAP_SYS_ADMIN in one around it: run as root or"
                    + " as that user"));
    private static final List<Remedy> MAKING = List.of(
            Remedy.on(Errno.ENOSPC.number(), NetNamespaces.TOO_MANY),
            Remedy.on(Errno.EPERM.number(), NetNamespaces.NO_PRIVILEGE));

    private final ProgramBuilder builder = new ProgramBuilder("network namespace");
    private final Calls calls = new Calls(builder);
    private final Slot opened = builder.slot("opened");
    private final Data control;
    private int count;

    private InsideProgram(int descriptors) {
        int length = Socket.CMsgHdr.SIZE + descriptors * Integer.BYTES;
        ByteBuffer header = ByteBuffer.allocate(length + 7 & -8).order(ByteOrder.nativeOrder());
        header.putLong(Socket.CMsgHdr.LEN, length)
                .putInt(Socket.CMsgHdr.LEVEL, Socket.SOL_SOCKET)
                .putInt(Socket.CMsgHdr.TYPE, Socket.SCM_RIGHTS);
        control = builder.bytes(header.array());
    }

    /** Something to open. */
    sealed interface Opening {
        /** A netlink socket of this protocol. */
        record Netlink(int protocol) implements Opening {}

        /** A raw socket of this domain and protocol. */
        record Raw(int domain, int protocol) implements Opening {}

        /** A file, to read it and, if wanted, to write to it; each char a byte. */
        record File(String path, boolean write) implements Opening {}
    }

    /**
     * A network namespace, and what to open in it.
     *
     * @param net its descriptor's number; none: a new one
     */
    record Visit(OptionalInt net, List<Opening> openings) {}

    /**
     * The program.
     *
     * @param user the number of a descriptor of the user namespace to enter; none: the program stays in the JVM's
     * @param socket the number of the socket through which the descriptors are sent, in one message
     */
    static Program of(OptionalInt user, List<Visit> visits, int socket) {
        int descriptors = 0;
        for (Visit visit : visits) {
            descriptors += visit.openings.size();
        }
        InsideProgram program = new InsideProgram(descriptors);
        user.ifPresent(program::enterUser);
        visits.forEach(program::visit);
        program.send(socket);
        return program.builder.exit(0).build();
    }

    private void enterUser(int user) {
        // Whoever has privileges in there must not read the JVM's memory through this process.
        calls.prctl(
                new Arg.Symbol(Prctl.PR_SET_DUMPABLE, "PR_SET_DUMPABLE"),
                new Arg.Number(0),
                new Failure("cannot protect the JVM's memory"));
        setns(user, Clone.CLONE_NEWUSER, new Failure("cannot enter the user namespace", NOT_YOURS));
    }

    private void setns(int fd, long type, Failure failure) {
        builder.call(failure, Syscall.SETNS, new Arg.Number(fd), new Arg.Flags(type, Arg.Family.CLONE));
    }

    private void visit(Visit visit) {
        if (visit.net.isPresent()) {
            setns(visit.net.getAsInt(), Clone.CLONE_NEWNET, new Failure("cannot enter the network namespace"));
        } else {
            calls.unshare(Clone.CLONE_NEWNET, new Failure("cannot make a network namespace", MAKING));
        }
        for (Opening opening : visit.openings) {
            switch (opening) {
                case Opening.Netlink(int protocol) ->
                    builder.call(
                            opened,
                            new Failure("cannot open a netlink socket"),
                            Syscall.SOCKET,
                            new Arg.Symbol(Socket.AF_NETLINK, "AF_NETLINK"),
                            new Arg.Symbol(Socket.SOCK_RAW | Socket.SOCK_CLOEXEC, "SOCK_RAW|SOCK_CLOEXEC"),
                            new Arg.Number(protocol));
                case Opening.Raw(int domain, int protocol) ->
                    builder.call(
                            opened,
                            new Failure("cannot open a raw socket"),
                            Syscall.SOCKET,
                            new Arg.Number(domain),
                            new Arg.Symbol(Socket.SOCK_RAW | Socket.SOCK_CLOEXEC, "SOCK_RAW|SOCK_CLOEXEC"),
                            new Arg.Number(protocol));
                case Opening.File(String path, boolean write) ->
                    calls.open(
                            opened,
                            calls.text(path),
                            (write ? Open.O_RDWR : Open.O_RDONLY) | Open.O_CLOEXEC,
                            new Failure("cannot open " + path));
            }
            builder.store(control.at(Socket.CMsgHdr.SIZE + count++ * Integer.BYTES), opened, Step.Width.INT);
        }
    }

    private void send(int socket) {
        Data text = builder.buffer(1);
        Data vector = builder.buffer(Socket.IoVec.SIZE);
        Data message = builder.buffer(Socket.MsgHdr.SIZE);
        store(vector, Socket.IoVec.BASE, text.address());
        store(vector, Socket.IoVec.LEN, Operand.of(1));
        store(message, Socket.MsgHdr.IOV, vector.address());
        store(message, Socket.MsgHdr.IOVLEN, Operand.of(1));
        store(message, Socket.MsgHdr.CONTROL, control.address());
        store(message, Socket.MsgHdr.CONTROLLEN, Operand.of(control.size()));
        builder.call(
                new Failure("cannot hand descriptors to the JVM"),
                Syscall.SENDMSG,
                new Arg.Number(socket),
                new Arg.Described(message.address(), "{msg_control=[{cmsg_type=SCM_RIGHTS, ...}]}"),
                new Arg.Symbol(UnixSocket.MSG_NOSIGNAL, "MSG_NOSIGNAL"));
    }

    private void store(Data target, int offset, Operand value) {
        builder.store(target.at(offset), value, Step.Width.LONG);
    }
}

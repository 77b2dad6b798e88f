package dev.alcove.namespace;

import static dev.alcove.launch.Step.Comparison.GREATER_OR_EQUAL;
import static dev.alcove.launch.Step.Comparison.LESS;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Data;
import dev.alcove.launch.Label;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.UnixSocket;

/**
 * Steps that log what has happened: in the store's own log, and with the journal or else syslog. None of them may fail what
 * has been done.
 */
final class EventSteps {
    /** The size, in bytes, beyond which the log becomes {@code events.1} and a new one begins. */
    static final int LIMIT = 256 * 1024;

    /** The log before this one. */
    static final String OLD = NamespaceStore.EVENTS + ".1";

    private static final String JOURNAL = "/run/systemd/journal/socket";
    private static final String SYSLOG = "/dev/log";
    private static final Arg CWD = new Arg.Symbol(At.AT_FDCWD, "AT_FDCWD");

    private final ProgramBuilder builder;
    private final Calls calls;
    private final Slot fd;
    private final Slot result;
    private final Data size;

    EventSteps(ProgramBuilder builder, Calls calls) {
        this.builder = builder;
        this.calls = calls;
        fd = builder.slot("log");
        result = builder.slot("logged");
        size = builder.buffer(Stat.STATX_SIZE_OF);
    }

    /** In the directory of the store, which must be locked: two that begin a new log at once would lose one. */
    void log(StoreEvent event) {
        Label done = builder.label("logged");
        Label append = builder.label("log");
        open(done);
        builder.attempt(
                        Syscall.STATX,
                        new Arg.Value(fd),
                        calls.text(""),
                        new Arg.Flags(At.AT_EMPTY_PATH, Arg.Family.AT),
                        new Arg.Number(Stat.STATX_SIZE),
                        new Arg.Described(size.address(), "statx"))
                .load(result, size.at(Stat.STX_SIZE), Step.Width.LONG)
                .jumpIf(result, LESS, LIMIT, append)
                .attempt(
                        Syscall.RENAMEAT2,
                        CWD,
                        calls.text(NamespaceStore.EVENTS),
                        CWD,
                        calls.text(OLD),
                        new Arg.Number(0));
        calls.close(fd);
        open(done);
        builder.bind(append);
        String line = event.line();
        builder.attempt(Syscall.WRITE, new Arg.Value(fd), calls.text(line), new Arg.Number(line.length()));
        calls.close(fd);
        builder.bind(done);
    }

    private void open(Label otherwise) {
        builder.attempt(
                        fd,
                        Syscall.OPENAT,
                        CWD,
                        calls.text(NamespaceStore.EVENTS),
                        new Arg.Flags(
                                Open.O_WRONLY
                                        | Open.O_APPEND
                                        | Open.O_CREAT
                                        | Open.O_CLOEXEC
                                        | Open.noFollow(Arch.HOST),
                                Arg.Family.OPEN),
                        new Arg.Symbol(0_644, "0644"))
                .jumpIf(fd, LESS, 0, otherwise);
    }

    /** Tells the journal or, where there is none, syslog. Neither is waited for. */
    void tell(StoreEvent event) {
        Label done = builder.label("told");
        builder.attempt(
                        fd,
                        Syscall.SOCKET,
                        new Arg.Symbol(UnixSocket.AF_UNIX, "AF_UNIX"),
                        new Arg.Symbol(
                                UnixSocket.SOCK_DGRAM | UnixSocket.SOCK_CLOEXEC | UnixSocket.SOCK_NONBLOCK,
                                "SOCK_DGRAM|SOCK_CLOEXEC|SOCK_NONBLOCK"),
                        new Arg.Number(0))
                .jumpIf(fd, LESS, 0, done);
        send(event.journal(), JOURNAL);
        Label close = builder.label("told the journal");
        builder.jumpIf(result, GREATER_OR_EQUAL, 0, close);
        send(event.syslog(), SYSLOG);
        builder.bind(close);
        calls.close(fd);
        builder.bind(done);
    }

    private void send(String datagram, String path) {
        byte[] address = UnixSocket.address(path);
        Data message = builder.bytes(datagram.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        builder.attempt(
                result,
                Syscall.SENDTO,
                new Arg.Value(fd),
                new Arg.Text(message),
                new Arg.Number(datagram.length()),
                new Arg.Symbol(UnixSocket.MSG_NOSIGNAL, "MSG_NOSIGNAL"),
                new Arg.Described(builder.bytes(address).address(), "{sa_family=AF_UNIX, sun_path=\"" + path + "\"}"),
                new Arg.Number(address.length));
    }
}

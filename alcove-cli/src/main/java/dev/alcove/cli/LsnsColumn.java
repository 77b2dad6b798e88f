package dev.alcove.cli;

import dev.alcove.cli.table.Column;
import dev.alcove.cli.table.Column.Kind;
import org.jspecify.annotations.Nullable;

/** The columns of {@code lsns}: those of util-linux in its order, then ours. */
enum LsnsColumn {
    // spotless:off
    NS(Kind.NUMBER, 10, "namespace identifier (inode number)"),
    TYPE(Kind.STRING, 5, "kind of namespace"),
    PATH(Kind.STRING, 0, "path to the namespace"),
    NPROCS(Kind.NUMBER, 5, "number of processes in the namespace"),
    PID(Kind.NUMBER, 5, "lowest PID in the namespace"),
    PPID(Kind.NUMBER, 5, "PPID of the PID"),
    COMMAND(Kind.STRING, 0, "command line of the PID"),
    UID(Kind.NUMBER, 0, "UID of the PID"),
    USER(Kind.STRING, 0, "username of the PID"),
    NETNSID(Kind.STRING, 0, "namespace ID as used by network subsystem"),
    NSFS(Kind.STRING, 0, "nsfs mountpoint (usually used network subsystem)"),
    PNS(Kind.NUMBER, 10, "parent namespace identifier (inode number)"),
    ONS(Kind.NUMBER, 10, "owner namespace identifier (inode number)"),
    NAME(Kind.STRING, 0, "name that Alcove, ip netns or a container engine keeps it under"),
    CONTAINER(Kind.STRING, 0, "container of the PID: its name, or the start of its id"),
    UNIT(Kind.STRING, 0, "systemd unit of the PID"),
    THREADS(Kind.NUMBER, 0, "number of threads in the namespace"),
    RSS(Kind.SIZE, 0, "resident memory of the processes in the namespace, in bytes"),
    CPU(Kind.FLOAT, 0, "CPU time of the processes in the namespace, in seconds"),
    IFACES(Kind.NUMBER, 0, "number of interfaces of a network namespace"),
    RX(Kind.SIZE, 0, "bytes that its interfaces received"),
    TX(Kind.SIZE, 0, "bytes that its interfaces sent");
    // spotless:on

    /** The first column that util-linux lacks. It comes only when it is named. */
    static final LsnsColumn FIRST_EXTENSION = NAME;

    final Kind kind;
    final String help;
    private final int hint;

    LsnsColumn(Kind kind, int hint, String help) {
        this.kind = kind;
        this.hint = hint;
        this.help = help;
    }

    /** The column of that name, in whatever case; null if there is none. */
    static @Nullable LsnsColumn of(String name) {
        for (LsnsColumn column : values()) {
            if (column.name().equalsIgnoreCase(name)) {
                return column;
            }
        }
        return null;
    }

    /** The column of a table. */
    Column column() {
        return new Column(name(), kind).hint(hint).right(kind != Kind.STRING || this == NETNSID);
    }
}

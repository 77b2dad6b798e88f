package dev.alcove.cli;

import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.catalogue.Container;
import dev.alcove.namespace.catalogue.Entry;
import dev.alcove.namespace.catalogue.Member;
import dev.alcove.namespace.catalogue.Name;
import dev.alcove.namespace.catalogue.Traffic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in the cells of {@code lsns}: of a namespace, and of a process in it. Numbers are plain. */
final class LsnsCells {
    private static final int SHORT_ID = 12;
    private static final long MILLIS_OF_HUNDREDTH = 10;

    private final UserNames users = new UserNames();
    private final char mountPointSeparator;

    /**
     * @param wrapped whether a cell may have several lines
     */
    LsnsCells(boolean wrapped) {
        mountPointSeparator = wrapped ? '\n' : ',';
    }

    /** The cell in a column; null if it is empty. */
    @Nullable String cell(LsnsColumn column, Entry entry, @Nullable Member process) {
        return switch (column) {
            case NS -> Long.toString(entry.inode());
            case TYPE -> entry.type().procName();
            case NPROCS -> Integer.toString(entry.processes().size());
            case USER -> users.of(process == null ? entry.uid() : process.uid());
            case UID -> Long.toString(process == null ? entry.uid() : process.uid());
            case NETNSID -> netnsid(entry);
            case NSFS -> joined(entry.mountPoints());
            case PNS -> Long.toString(entry.parentInode());
            case ONS -> Long.toString(entry.ownerInode());
            case PATH, PID, PPID, COMMAND -> process == null ? null : ofProcess(column, entry, process);
            default -> extension(column, entry);
        };
    }

    private static String ofProcess(LsnsColumn column, Entry entry, Member process) {
        return switch (column) {
            case PID -> Integer.toString(process.pid());
            case PPID -> Integer.toString(process.ppid());
            case COMMAND -> process.command();
            default -> "/proc/" + process.pid() + "/ns/" + entry.type().procName();
        };
    }

    private @Nullable String extension(LsnsColumn column, Entry entry) {
        return switch (column) {
            case NAME -> name(entry);
            case CONTAINER -> container(entry);
            case UNIT -> entry.unit().orElse(null);
            case THREADS -> Long.toString(entry.threads());
            case RSS -> Long.toString(entry.residentBytes());
            case CPU -> seconds(entry.cpuMillis());
            default -> traffic(column, entry.traffic().orElse(null));
        };
    }

    private static @Nullable String netnsid(Entry entry) {
        if (entry.type() != NamespaceType.NET || entry.netnsid() == Entry.NETNSID_UNKNOWN) {
            return null;
        }
        return entry.netnsid() == Entry.NETNSID_UNASSIGNED ? "unassigned" : Integer.toString(entry.netnsid());
    }

    private @Nullable String joined(List<String> paths) {
        if (paths.isEmpty()) {
            return null;
        }
        StringBuilder joined = new StringBuilder(paths.get(0));
        for (int i = 1; i < paths.size(); i++) {
            joined.append(mountPointSeparator).append(paths.get(i));
        }
        return joined.toString();
    }

    private static @Nullable String name(Entry entry) {
        List<Name> names = entry.names();
        if (names.isEmpty()) {
            Container container = entry.container().orElse(null);
            return container == null || container.name().isEmpty() ? null : container.name();
        }
        StringBuilder joined = new StringBuilder(names.get(0).text());
        for (int i = 1; i < names.size(); i++) {
            joined.append(',').append(names.get(i).text());
        }
        return joined.toString();
    }

    private static @Nullable String container(Entry entry) {
        Container container = entry.container().orElse(null);
        if (container == null) {
            return null;
        }
        String id = container.id();
        return container.name().isEmpty() ? id.substring(0, Math.min(SHORT_ID, id.length())) : container.name();
    }

    private static String seconds(long millis) {
        long hundredths = millis / MILLIS_OF_HUNDREDTH;
        long rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest;
    }

    private static @Nullable String traffic(LsnsColumn column, @Nullable Traffic traffic) {
        if (traffic == null) {
            return null;
        }
        return switch (column) {
            case IFACES -> Integer.toString(traffic.interfaces());
            case RX -> Long.toString(traffic.receivedBytes());
            default -> Long.toString(traffic.sentBytes());
        };
    }
}

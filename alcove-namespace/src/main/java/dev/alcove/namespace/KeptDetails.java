package dev.alcove.namespace;

import dev.alcove.linux.LinuxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What can be found out about a set of kept namespaces: owners, maps, processes inside.
 *
 * @param owners the user id that owns each namespace's user namespace
 * @param uidMap the lines of a process in the user namespace, none if there is no such process
 * @param gidMap the same for groups
 * @param processes in the order of their PIDs
 */
public record KeptDetails(
        Map<NamespaceType, Long> owners, List<String> uidMap, List<String> gidMap, List<Inside> processes) {
    /**
     * A process that is in at least one of the namespaces.
     *
     * @param command what {@code /proc/PID/comm} says, each char a byte
     * @param types of the namespaces that it is in, with commas between them
     */
    public record Inside(int pid, String command, String types) {}

    /** Looks at every process that the caller may look at. */
    public static KeptDetails of(KeptNamespaces set) throws IOException {
        List<Inside> processes = new ArrayList<>();
        int member = 0;
        for (int pid : pids()) {
            StringBuilder types = new StringBuilder();
            for (NamespaceType type : set.types()) {
                if (set.inode(type) != 0 && KeptNamespaces.linked(pid, type) == set.inode(type)) {
                    types.append(types.isEmpty() ? "" : ",").append(type.procName());
                    member = type == NamespaceType.USER ? pid : member;
                }
            }
            if (!types.isEmpty()) {
                processes.add(new Inside(pid, read(pid, "comm").strip(), types.toString()));
            }
        }
        return new KeptDetails(owners(set), map(member, "uid_map"), map(member, "gid_map"), processes);
    }

    /** The owner of a namespace's user namespace, {@code -} if it cannot be told. */
    public String owner(NamespaceType type) {
        Long owner = owners.get(type);
        return owner == null ? "-" : owner.toString();
    }

    private static Map<NamespaceType, Long> owners(KeptNamespaces set) throws IOException {
        Map<NamespaceType, Long> owners = new EnumMap<>(NamespaceType.class);
        for (NamespaceType type : set.types()) {
            String file = set.file(type);
            if (set.inode(type) != 0 && file != null) {
                try (Namespace namespace = Namespace.ofPath(BytePaths.of(file))) {
                    if (type == NamespaceType.USER) {
                        namespace.ownerUid().ifPresent(uid -> owners.put(type, uid));
                    } else {
                        putOwner(owners, type, namespace);
                    }
                } catch (LinuxException e) {
                    owners.remove(type); // not ours to ask, or gone: shown as unknown
                }
            }
        }
        return owners;
    }

    private static void putOwner(Map<NamespaceType, Long> owners, NamespaceType type, Namespace namespace)
            throws LinuxException {
        var user = namespace.owner();
        if (user.isPresent()) {
            try (Namespace owner = user.get()) {
                owner.ownerUid().ifPresent(uid -> owners.put(type, uid));
            }
        }
    }

    private static List<Integer> pids() throws IOException {
        List<Integer> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : entries) {
                pids.add(Integer.parseInt(entry.getFileName().toString()));
            }
        }
        pids.sort(null);
        return pids;
    }

    private static List<String> map(int pid, String file) {
        List<String> lines = new ArrayList<>();
        if (pid != 0) {
            for (String line : read(pid, file).split("\n", -1)) {
                if (!line.isBlank()) {
                    lines.add(line.strip().replaceAll(" +", " "));
                }
            }
        }
        return lines;
    }

    /** A file of a process; empty if that has ended. */
    private static String read(int pid, String file) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/" + pid + "/" + file)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}

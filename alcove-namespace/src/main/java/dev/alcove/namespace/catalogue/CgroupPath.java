package dev.alcove.namespace.catalogue;

import dev.alcove.linux.CgroupEntry;
import dev.alcove.linux.MalformedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the paths of a process's cgroups tell: the container that an engine made them for, and the systemd unit. */
final class CgroupPath {
    private static final int ID_LENGTH = 64;

    /** How engines name the cgroup of a container: this and the id, and {@code .scope} behind it where systemd makes it. */
    private static final String[][] PREFIXES = {
        {"libpod-", "podman"}, {"docker-", "docker"}, {"crio-", "cri-o"}, {"cri-containerd-", "containerd"}
    };

    private final List<CgroupEntry> entries;

    /** Reads {@code /proc/PID/cgroup}. */
    CgroupPath(byte[] text) throws MalformedException {
        entries = CgroupEntry.parse(text);
    }

    /** The innermost container, without its name; null if there is none. */
    @Nullable Container container() {
        for (int i = 0; i < entries.size(); i++) {
            String[] parts = entries.get(i).path().split("/", -1);
            for (int part = parts.length - 1; part >= 0; part--) {
                Container container = container(parts[part], part == 0 ? "" : parts[part - 1]);
                if (container != null) {
                    return container;
                }
            }
        }
        return null;
    }

    /** The unit, as {@code ps -o unit} finds it: the first part of the path that is not a slice. Null if there is none. */
    @Nullable String unit() {
        for (int i = 0; i < entries.size(); i++) {
            CgroupEntry entry = entries.get(i);
            if (entry.unified() || entry.controllers().contains("name=systemd")) {
                String unit = unit(entry.path().split("/", -1));
                if (unit != null) {
                    return unit;
                }
            }
        }
        return null;
    }

    private static @Nullable Container container(String part, String before) {
        String name = part.endsWith(".scope") ? part.substring(0, part.length() - ".scope".length()) : part;
        for (String[] prefix : PREFIXES) {
            if (name.startsWith(prefix[0]) && isId(name.substring(prefix[0].length()))) {
                return new Container(prefix[1], name.substring(prefix[0].length()), "");
            }
        }
        return before.equals("docker") && isId(name) ? new Container("docker", name, "") : null;
    }

    private static @Nullable String unit(String[] parts) {
        for (String part : parts) {
            // systemd puts an underscore before what the kernel could mean otherwise
            String name = part.startsWith("_") ? part.substring(1) : part;
            if (name.endsWith(".service") || name.endsWith(".scope")) {
                return name;
            }
            if (!name.isEmpty() && !name.endsWith(".slice")) {
                return null;
            }
        }
        return null;
    }

    static boolean isId(String text) {
        boolean isId = text.length() == ID_LENGTH;
        for (int i = 0; isId && i < ID_LENGTH; i++) {
            char c = text.charAt(i);
            isId = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        return isId;
    }
}

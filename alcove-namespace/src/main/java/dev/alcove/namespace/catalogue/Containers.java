package dev.alcove.namespace.catalogue;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.Passwd;
import dev.alcove.linux.raw.Environ;
import dev.alcove.linux.raw.FileCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the containers of processes by what lies about: cgroups, the command line of conmon, which podman starts for each
 * container as its parent, and the files in which podman and Docker keep names. No engine is asked, no daemon woken.
 */
final class Containers {
    private static final String[] DRIVERS = {"overlay", "vfs", "btrfs", "zfs"};
    private static final int MAX_ANCESTORS = 1000;

    private final FileCalls files;
    private final List<Member> members;
    private final Map<String, String> names = new HashMap<>();
    private boolean podmanRead;

    Containers(FileCalls files, List<Member> members) {
        this.files = files;
        this.members = members;
    }

    /** The container of a process; null if it is in none. */
    @Nullable Container of(Member process, @Nullable CgroupPath cgroup) {
        Container told = conmon(process);
        Container container = cgroup == null ? null : cgroup.container();
        if (container == null || (told != null && told.id().equals(container.id()))) {
            return told;
        }
        String name = container.engine().equals("docker") ? docker(container.id()) : podman(container.id());
        return new Container(container.engine(), container.id(), name);
    }

    /** What the nearest conmon above the process says: {@code -c ID -n NAME}. */
    private @Nullable Container conmon(Member process) {
        Member ancestor = Catalogue.find(members, process.ppid());
        for (int i = 0; ancestor != null && i < MAX_ANCESTORS; i++) {
            if (ancestor.comm().equals("conmon")) {
                return conmon(ancestor.pid());
            }
            ancestor = Catalogue.find(members, ancestor.ppid());
        }
        return null;
    }

    private @Nullable Container conmon(int pid) {
        int length = files.read("/proc/" + pid + "/cmdline");
        if (length <= 0) {
            return null;
        }
        String[] arguments = files.text(0, length).split("\0", -1);
        String id = "";
        String name = "";
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals("-c") || arguments[i].equals("--cid")) {
                id = arguments[i + 1];
            } else if (arguments[i].equals("-n") || arguments[i].equals("--name")) {
                name = arguments[i + 1];
            }
        }
        // CRI-O starts conmon too, with its own program as the exit command and without one that says so
        return CgroupPath.isId(id) ? new Container("podman", id, name) : null;
    }

    private String docker(String id) {
        String file = "/var/lib/docker/containers/" + id + "/config.v2.json";
        Object config = json(file);
        String name = config == null ? null : Json.string(config, "Name");
        if (name == null) {
            return "";
        }
        return name.startsWith("/") ? name.substring(1) : name;
    }

    private String podman(String id) {
        if (!podmanRead) {
            podmanRead = true;
            List<String> stores = stores();
            for (int i = 0; i < stores.size(); i++) {
                for (String driver : DRIVERS) {
                    Object list = json(stores.get(i) + "/" + driver + "-containers/containers.json");
                    if (list instanceof List<?> containers) {
                        note(containers);
                    }
                }
            }
        }
        return names.getOrDefault(id, "");
    }

    private void note(List<?> containers) {
        for (Object container : containers) {
            String id = container == null ? null : Json.string(container, "id");
            if (id != null
                    && container instanceof Map<?, ?> map
                    && map.get("names") instanceof List<?> given
                    && !given.isEmpty()
                    && given.get(0) instanceof String name) {
                names.put(id, name);
            }
        }
    }

    /** Where podman keeps its containers: root's, the caller's, and those of all users whose home the caller may look into. */
    private static List<String> stores() {
        List<String> stores = new ArrayList<>();
        stores.add("/var/lib/containers/storage");
        List<String> homes = new ArrayList<>();
        String own = Environ.get("HOME");
        if (own != null) {
            homes.add(own);
        }
        try {
            List<Passwd> users = Passwd.read(Passwd.FILE);
            for (int i = 0; i < users.size(); i++) {
                homes.add(users.get(i).home());
            }
        } catch (IOException e) {
            return stores; // then nobody has a home
        }
        for (int i = 0; i < homes.size(); i++) {
            String store = homes.get(i) + "/.local/share/containers/storage";
            if (!stores.contains(store)) {
                stores.add(store);
            }
        }
        return stores;
    }

    /** What is in a file; null if it cannot be read. Half a file, that its engine is just writing, names nobody. */
    private @Nullable Object json(String file) {
        int length = files.read(file);
        if (length <= 0) {
            return null;
        }
        try {
            return Json.parse(file, files.text(0, length));
        } catch (MalformedException e) {
            return null;
        }
    }
}

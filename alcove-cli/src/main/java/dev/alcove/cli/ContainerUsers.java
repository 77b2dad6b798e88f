package dev.alcove.cli;

import dev.alcove.container.spec.User;
import dev.alcove.linux.Group;
import dev.alcove.linux.Passwd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Users and groups by the names that a container's own {@code /etc/passwd} and {@code /etc/group} give them. */
final class ContainerUsers {
    private ContainerUsers() {}

    /**
     * The user of {@code USER[:GROUP]}.
     *
     * @param root the container's root file system
     */
    static User find(String root, String argument) throws CommandException {
        int colon = argument.indexOf(':');
        String user = colon < 0 ? argument : argument.substring(0, colon);
        List<Passwd> users = users(root);
        long uid = -1;
        long gid = 0;
        List<Long> groups = new ArrayList<>();
        String name = user;
        for (Passwd entry : users) {
            if (entry.name().equals(user) || Numbers.isDigits(user) && Numbers.value(user) == entry.uid()) {
                uid = entry.uid();
                gid = entry.gid();
                name = entry.name();
                break;
            }
        }
        if (uid < 0) {
            uid = Numbers.parse(user, "no user '" + user + "' in the container", 0, Numbers.MAX_ID - 1);
        }
        List<Group> all = groups(root);
        if (colon >= 0) {
            gid = group(all, argument.substring(colon + 1));
        } else {
            for (Group group : all) {
                if (group.members().contains(name)) {
                    groups.add(group.gid());
                }
            }
        }
        return new User(uid, gid, null, groups);
    }

    private static long group(List<Group> groups, String name) throws CommandException {
        for (Group group : groups) {
            if (group.name().equals(name)) {
                return group.gid();
            }
        }
        return Numbers.parse(name, "no group '" + name + "' in the container", 0, Numbers.MAX_ID - 1);
    }

    private static List<Passwd> users(String root) throws CommandException {
        String file = file(root, Passwd.FILE);
        try {
            return file.isEmpty() ? List.of() : Passwd.read(file);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static List<Group> groups(String root) throws CommandException {
        String file = file(root, Group.FILE);
        try {
            return file.isEmpty() ? List.of() : Group.read(file);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage());
        }
    }

    /** The file inside of the root; empty if it is none, or a link, which could lead out of it. */
    private static String file(String root, String path) {
        Path file = Path.of(root).resolve(path.substring(1));
        Path directory = file.getParent();
        boolean straight = directory == null || root.equals("/") || !Files.isSymbolicLink(directory);
        return straight && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? file.toString() : "";
    }
}

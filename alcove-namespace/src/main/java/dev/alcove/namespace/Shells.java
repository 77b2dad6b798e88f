package dev.alcove.namespace;

import dev.alcove.linux.Passwd;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shell of a user, for where {@code $SHELL} names none. */
final class Shells {
    private static final String DEFAULT = "/bin/sh";

    private Shells() {}

    /**
     * The login shell that the passwd file gives the user, else /bin/sh.
     *
     * @param root the directory that is to be the root, whose users count; null for the present one
     */
    static String of(long uid, @Nullable String root) {
        List<Passwd> users;
        try {
            users = Passwd.read((root == null ? "" : root) + Passwd.FILE);
        } catch (IOException e) {
            return DEFAULT; // no such file: then there are no users, and nobody has another shell
        }
        for (int i = 0; i < users.size(); i++) {
            Passwd user = users.get(i);
            if (user.uid() == uid) {
                return user.shell().isEmpty() ? DEFAULT : user.shell();
            }
        }
        return DEFAULT;
    }
}

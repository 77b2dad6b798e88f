package dev.alcove.cli;

import dev.alcove.linux.Passwd;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of users by their ids, as {@code /etc/passwd} has them: read when the first is asked for. */
final class UserNames {
    private @Nullable Map<Long, String> names;

    /** The name of a user; the id itself if it has none, or none that can be printed. */
    String of(long uid) {
        Map<Long, String> known = names;
        if (known == null) {
            known = read();
            names = known;
        }
        String name = known.get(uid);
        return name == null ? Long.toString(uid) : name;
    }

    private static Map<Long, String> read() {
        Map<Long, String> names = new HashMap<>();
        try {
            List<Passwd> users = Passwd.read(Passwd.FILE);
            for (int i = 0; i < users.size(); i++) {
                if (isPrintable(users.get(i).name())) {
                    names.putIfAbsent(users.get(i).uid(), users.get(i).name());
                }
            }
        } catch (IOException e) {
            // Without the file users have no names: their ids are as good.
            return names;
        }
        return names;
    }

    private static boolean isPrintable(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < ' ' || name.charAt(i) == 0x7f) {
                return false;
            }
        }
        return true;
    }
}

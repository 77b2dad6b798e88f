package dev.alcove.cli;

import dev.alcove.linux.Group;
import dev.alcove.linux.Passwd;
import java.io.IOException;
import java.util.List;

/**
 * Users and groups that are given by number or by name. Names are those of {@code /etc/passwd} and {@code /etc/group};
 * accounts that the C library has from elsewhere (LDAP, systemd) can be given by number.
 */
final class Accounts {
    private static final String UID_FAILURE = "failed to parse uid '";
    private static final String GID_FAILURE = "failed to parse gid '";

    private Accounts() {}

    /** The id of a user. */
    static long uid(String text) throws CommandException {
        if (Numbers.isNumber(text) || Numbers.beginsOutOfRange(text, 0)) {
            return number(text, UID_FAILURE);
        }
        try {
            List<Passwd> users = Passwd.read(Passwd.FILE);
            for (int i = 0; i < users.size(); i++) {
                if (users.get(i).name().equals(text)) {
                    return users.get(i).uid();
                }
            }
        } catch (IOException e) {
            throw unreadable(UID_FAILURE, text, e);
        }
        throw unknown(UID_FAILURE, text, Passwd.FILE);
    }

    /** The id of a group. */
    static long gid(String text) throws CommandException {
        if (Numbers.isNumber(text) || Numbers.beginsOutOfRange(text, 0)) {
            return number(text, GID_FAILURE);
        }
        try {
            List<Group> groups = Group.read(Group.FILE);
            for (int i = 0; i < groups.size(); i++) {
                if (groups.get(i).name().equals(text)) {
                    return groups.get(i).gid();
                }
            }
        } catch (IOException e) {
            throw unreadable(GID_FAILURE, text, e);
        }
        throw unknown(GID_FAILURE, text, Group.FILE);
    }

    /** The greatest 32-bit number means "no id". */
    private static long number(String text, String failure) throws CommandException {
        if (!Numbers.inRange(text, 0, Numbers.MAX_ID)) {
            throw new CommandException(failure + text + "': Numerical result out of range");
        }
        long id = Numbers.value(text);
        if (id == Numbers.MAX_ID) {
            throw new CommandException(failure + text + "': Invalid argument");
        }
        return id;
    }

    private static CommandException unknown(String failure, String name, String file) {
        return new CommandException(
                CommandException.FAILURE,
                failure + name + "': Invalid argument",
                "there is no such name in " + file + "; an account from elsewhere must be given by its number");
    }

    private static CommandException unreadable(String failure, String name, IOException e) {
        return new CommandException(CommandException.FAILURE, failure + name + "': " + e.getMessage(), null);
    }
}

package dev.alcove.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who runs a command in a test: whoever runs the tests, and, where that is root, an ordinary user too. */
public enum Account {
    OWN,
    ORDINARY;

    /** The user that tools/install-test-tools makes. */
    private static final String USER = "alcove-test";

    /** Those as whom something is to be tested: an ordinary user cannot become another. */
    static List<Account> all() {
        return isRoot() ? List.of(values()) : List.of(OWN);
    }

    /** Whether the tests run as root. */
    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** An ordinary user: whoever runs the tests, if that is one. */
    static Account ordinary() {
        return isRoot() ? ORDINARY : OWN;
    }

    /** The command that runs {@code command} as this user. */
    Object[] command(Object... command) {
        if (this == OWN) {
            return command;
        }
        List<Object> line = new ArrayList<>(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups"));
        line.addAll(Arrays.asList(command));
        return line.toArray();
    }
}

package dev.alcove.namespace;

import dev.alcove.launch.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What helps against the failures of a {@link NamespaceProcessBuilder}, in its own words. */
final class ProcessRemedies {
    private static final int EPERM = 1;
    private static final int EINVAL = 22;

    static final String OLD_TIME = "a process enters a new time namespace by exec, which needs Linux 6.0";

    private ProcessRemedies() {}

    /** The text of the first that fits; null if none does. */
    static @Nullable String text(List<Remedy> remedies, int errno) {
        for (Remedy remedy : remedies) {
            if ((remedy.errno() == 0 || remedy.errno() == errno) && fits(remedy)) {
                return remedy.text();
            }
        }
        return null;
    }

    private static boolean fits(Remedy remedy) {
        String file = remedy.file();
        if (file == null) {
            return true;
        }
        try {
            return Files.readString(Path.of(file)).strip().equals(remedy.contents());
        } catch (IOException e) {
            return remedy.contents() == null; // it is the absence of the file that tells
        }
    }

    /** For clone3 with {@code CLONE_NEW*} flags. */
    static List<Remedy> creating(long namespaces) {
        List<Remedy> remedies = new ArrayList<>();
        if (namespaces != 0 && (namespaces & NamespaceType.USER.cloneFlag()) == 0) {
            remedies.add(Remedy.on(
                    EPERM,
                    "this needs CAP_SYS_ADMIN: run as root, or add mapRootUser() to do it in a user namespace of your"
                            + " own"));
        }
        remedies.addAll(Remedies.creating(namespaces));
        remedies.addAll(Remedies.forking(false));
        return remedies;
    }

    /** For the process that the command runs in, which the init makes. */
    static List<Remedy> forking(boolean newTime) {
        List<Remedy> remedies = new ArrayList<>(Remedies.forking(false));
        if (newTime) {
            remedies.add(Remedy.on(EINVAL, OLD_TIME));
        }
        return remedies;
    }

    static List<Remedy> writingMap() {
        return List.of(
                Remedy.on(EPERM, "writing a map of ids needs CAP_SETUID and CAP_SETGID, and ids that are mapped here"),
                Remedy.on(EINVAL, "ranges of ids must not overlap, and a map has at most 340 lines"));
    }

    static List<Remedy> privileged() {
        return List.of(Remedy.on(EPERM, "this needs privilege: run as root, or add mapRootUser()"));
    }

    static List<Remedy> mountingProc(boolean newPid) {
        if (newPid) {
            return Remedies.mountingProc(true);
        }
        return List.of(
                Remedy.on(
                        EPERM,
                        "only the owner of the PID namespace may mount its proc: add unshare(NamespaceType.PID), or run as root"));
    }

    static List<Remedy> settingGroups() {
        return List.of(Remedy.on(
                EPERM,
                "setgroups is denied in a user namespace whose only group is your own: use mapGroups(...) or mapAuto(),"
                        + " or leave out setgid"));
    }

    static List<Remedy> settingId(String id) {
        return List.of(
                Remedy.on(EINVAL, "that " + id + " is not mapped in the user namespace: see mapUsers and mapGroups"),
                Remedy.on(EPERM, "this needs CAP_SETUID or CAP_SETGID: run as root, or add mapRootUser()"));
    }
}

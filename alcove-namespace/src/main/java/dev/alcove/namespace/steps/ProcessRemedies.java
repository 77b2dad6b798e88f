package dev.alcove.namespace.steps;

import dev.alcove.launch.Remedy;
import dev.alcove.namespace.NamespaceType;
import java.util.ArrayList;
import java.util.List;

/** What helps against the failures of a {@link NamespaceProcessBuilder}, in its own words. */
public final class ProcessRemedies {
    private static final int EPERM = 1;
    private static final int EINVAL = 22;

    private static final int ESRCH = 3;
    private static final int ENOMEM = 12;
    private static final int EACCES = 13;
    private static final int ENOSYS = 38;

    private static final String OLD_TIME = "to be born into a time namespace with offsets needs Linux 6.3";

    private ProcessRemedies() {}

    /** For clone3 with {@code CLONE_NEW*} flags. */
    public static List<Remedy> creating(long namespaces) {
        List<Remedy> remedies = new ArrayList<>();
        if (namespaces != 0 && (namespaces & NamespaceType.USER.cloneFlag()) == 0) {
            remedies.add(Remedy.on(
                    EPERM,
                    "this needs CAP_SYS_ADMIN: run as root, or add mapRootUser() to do it in a user namespace of your"
                            + " own"));
        }
        if ((namespaces & NamespaceType.TIME.cloneFlag()) != 0) {
            remedies.add(Remedy.on(EINVAL, OLD_TIME));
        }
        remedies.add(Remedy.on(
                ENOSYS,
                "clone3 needs Linux 5.3 and a seccomp filter that lets it through; Docker's default one does so only with"
                        + " CAP_SYS_ADMIN (--security-opt seccomp=unconfined, or a profile of your own)"));
        remedies.addAll(Remedies.creating(namespaces));
        remedies.addAll(Remedies.forking(false));
        return remedies;
    }

    /** For unshare(2) after other namespaces were entered. */
    public static List<Remedy> creatingInside(long namespaces) {
        List<Remedy> remedies = new ArrayList<>();
        remedies.add(Remedy.on(
                EPERM,
                "this needs CAP_SYS_ADMIN in the user namespace that the process is in by then: run as root, or enter one"
                        + " that is yours"));
        remedies.addAll(Remedies.creating(namespaces));
        return remedies;
    }

    /** For setns(2) into namespaces of these {@code CLONE_NEW*} flags. */
    public static List<Remedy> entering(long types) {
        List<Remedy> remedies = new ArrayList<>();
        boolean user = (types & NamespaceType.USER.cloneFlag()) != 0;
        remedies.add(Remedy.on(
                EPERM,
                user
                        ? "to enter a user namespace needs CAP_SYS_ADMIN there, which its creator has from outside, and"
                                + " others only as root"
                        : "this needs CAP_SYS_ADMIN in the user namespace that owns it and in the JVM's own: run as root, or"
                                + " enter that user namespace too, with NamespaceType.USER"));
        if (user) {
            remedies.add(Remedy.on(
                    EINVAL,
                    "nobody can enter the user namespace that they are in already: leave out NamespaceType.USER"));
        }
        if ((types & NamespaceType.PID.cloneFlag()) != 0) {
            remedies.add(
                    Remedy.on(
                            EINVAL,
                            "only the JVM's own PID namespace and those inside of it can be entered: target a process in there"));
        }
        remedies.add(Remedy.on(ESRCH, "the process that was to be joined has ended"));
        return remedies;
    }

    /** For the birth of a process in a PID namespace that was entered. */
    public static List<Remedy> bearing() {
        List<Remedy> remedies = new ArrayList<>(Remedies.forking(false));
        remedies.add(Remedy.on(
                ENOMEM,
                "the PID namespace is dead: its first process has ended, and nothing can start there any more; enter"
                        + " another"));
        return remedies;
    }

    /** For setgroups(2) in a user namespace that was entered. */
    public static List<Remedy> droppingGroups() {
        return List.of(Remedy.on(
                EPERM,
                "setgroups is denied in that user namespace, as where only one's own group is mapped: add"
                        + " preserveCredentials()"));
    }

    /** For uid or gid 0 in a user namespace that was entered. */
    public static List<Remedy> becomingRoot() {
        return List.of(
                Remedy.on(
                        EINVAL,
                        "0 is not mapped in that user namespace: add preserveCredentials(), or setuid and setgid"),
                Remedy.on(EPERM, "this needs CAP_SETUID and CAP_SETGID there: add preserveCredentials()"));
    }

    /** For the write of a clock's offset. Before Linux 6.0 a process was in its time namespace too soon for that. */
    public static List<Remedy> timeOffsets() {
        List<Remedy> remedies = new ArrayList<>(Remedies.timeOffsets());
        remedies.add(Remedy.on(EACCES, OLD_TIME));
        return remedies;
    }

    public static List<Remedy> writingMap() {
        return List.of(
                Remedy.on(EPERM, "writing a map of ids needs CAP_SETUID and CAP_SETGID, and ids that are mapped here"),
                Remedy.on(
                        EINVAL,
                        "ranges of ids must not overlap, and a map has at most 340 lines and less than 4096 bytes"));
    }

    public static List<Remedy> privileged() {
        return List.of(Remedy.on(EPERM, "this needs privilege: run as root, or add mapRootUser()"));
    }

    public static List<Remedy> mountingProc(boolean newPid) {
        if (newPid) {
            return Remedies.mountingProc(true);
        }
        return List.of(
                Remedy.on(
                        EPERM,
                        "only the owner of the PID namespace may mount its proc: add unshare(NamespaceType.PID), or run as root"));
    }

    public static List<Remedy> settingGroups() {
        return List.of(Remedy.on(
                EPERM,
                "setgroups is denied in a user namespace whose only group is your own: use mapGroups(...) or mapAuto(),"
                        + " or leave out setgid"));
    }

    public static List<Remedy> settingId(String id) {
        return List.of(
                Remedy.on(EINVAL, "that " + id + " is not mapped in the user namespace: see mapUsers and mapGroups"),
                Remedy.on(EPERM, "this needs CAP_SETUID or CAP_SETGID: run as root, or add mapRootUser()"));
    }
}

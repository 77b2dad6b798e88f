package dev.alcove.namespace.steps;

import dev.alcove.launch.Remedy;
import dev.alcove.linux.raw.Clone;
import dev.alcove.namespace.NamespaceType;
import java.util.ArrayList;
import java.util.List;

/** What helps against the failures that people run into when they make namespaces. */
public final class Remedies {
    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int EAGAIN = 11;
    private static final int ENOMEM = 12;
    private static final int EACCES = 13;
    private static final int EINVAL = 22;
    private static final int ENOSPC = 28;
    private static final int ERANGE = 34;
    private static final int EUSERS = 87;

    private static final String APPARMOR = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";
    private static final String APPARMOR_TEXT = "AppArmor keeps ordinary users from what a user namespace allows"
            + " (kernel.apparmor_restrict_unprivileged_userns=1): run as root, give this program a profile with"
            + " 'userns,', or have an administrator set that sysctl to 0";

    /** What helps when newuidmap(1) or newgidmap(1) has refused a range, and said which. */
    public static final String MAP_REFUSED =
            "only ids that /etc/subuid and /etc/subgid give you can be mapped, and your own: have an"
                    + " administrator add some with usermod --add-subuids FIRST-LAST --add-subgids FIRST-LAST USER, or see what is"
                    + " yours with --map-auto";

    private Remedies() {}

    /** For the call that makes namespaces. */
    public static List<Remedy> creating(long flags) {
        List<Remedy> remedies = new ArrayList<>();
        if (flags == 0) {
            return remedies;
        }
        if ((flags & Clone.CLONE_NEWUSER) == 0) {
            remedies.add(Remedy.on(
                    EPERM,
                    "this needs CAP_SYS_ADMIN: run as root, or add -Ur (--user --map-root-user) to do it in a user"
                            + " namespace of your own"));
        } else {
            remedies.add(Remedy.when(
                    EPERM,
                    "/proc/sys/kernel/unprivileged_userns_clone",
                    "0",
                    "this system lets only root make user namespaces (kernel.unprivileged_userns_clone=0): run as root,"
                            + " or have an administrator set that sysctl to 1"));
            remedies.add(Remedy.when(EPERM, APPARMOR, "1", APPARMOR_TEXT));
            remedies.add(Remedy.when(EACCES, APPARMOR, "1", APPARMOR_TEXT));
            remedies.add(Remedy.on(
                    EPERM,
                    "no user namespace can be made here: inside a chroot, by a user whose ids are not mapped, or under"
                            + " a seccomp filter such as Docker's default one"));
            remedies.add(Remedy.on(EUSERS, "user namespaces are nested as deep as the kernel allows, 32 levels"));
        }
        StringBuilder sysctls = new StringBuilder();
        for (NamespaceType type : NamespaceType.values()) {
            if ((flags & type.cloneFlag()) != 0) {
                String sysctl = "user.max_" + type.procName() + "_namespaces";
                remedies.add(Remedy.when(
                        ENOSPC,
                        "/proc/sys/user/max_" + type.procName() + "_namespaces",
                        "0",
                        sysctl + "=0 forbids new " + type.procName() + " namespaces: have an administrator raise it"));
                remedies.add(Remedy.missing(
                        EINVAL,
                        "/proc/self/ns/" + type.procName(),
                        "this kernel has no " + type.procName() + " namespaces: they need Linux " + type.since()
                                + " and " + type.config()));
                sysctls.append(sysctls.isEmpty() ? "" : ", ").append(sysctl);
            }
        }
        remedies.add(Remedy.on(
                ENOSPC, "a limit on namespaces is reached, of " + sysctls + " here or in a parent user namespace"));
        return remedies;
    }

    public static List<Remedy> forking(boolean newPid) {
        List<Remedy> remedies = new ArrayList<>();
        remedies.add(Remedy.on(EAGAIN, "a limit on processes is reached: see ulimit -u and the cgroup's pids.max"));
        if (newPid) {
            remedies.add(Remedy.on(ENOMEM, "the new PID namespace's init has ended, so that nothing can start there"));
        }
        return remedies;
    }

    public static List<Remedy> writingMap() {
        return List.of(
                Remedy.when(EPERM, APPARMOR, "1", APPARMOR_TEXT),
                Remedy.when(EACCES, APPARMOR, "1", APPARMOR_TEXT),
                Remedy.on(
                        EPERM,
                        "without privilege a map has one line, for your own id; ranges need --map-users and"
                                + " --map-groups, or --map-auto"),
                Remedy.on(
                        EINVAL,
                        "ranges of ids must not overlap, and a map has at most 340 lines and less than 4096 bytes"));
    }

    public static List<Remedy> mapHelper(String helper) {
        return List.of(Remedy.on(
                ENOENT,
                "maps of more than your own id need the setuid program " + helper
                        + ": install the package uidmap (Debian, Ubuntu) or shadow-utils (Fedora, Arch)"));
    }

    /** For the mount of a new proc. */
    public static List<Remedy> mountingProc(boolean newPid) {
        if (!newPid) {
            return List.of(
                    Remedy.on(
                            EPERM,
                            "in a user namespace only the proc of a PID namespace of its own can be mounted: add --pid --fork"));
        }
        return List.of(Remedy.on(
                EPERM,
                "mount too revealing: parts of /proc are masked here, as in a container, and then the kernel lets no"
                        + " user namespace mount a new one; run the container with an unmasked /proc (docker:"
                        + " --security-opt systempaths=unconfined, podman: --security-opt unmask=ALL), or as root"));
    }

    public static List<Remedy> mounting() {
        return List.of(
                Remedy.on(EPERM, "this needs CAP_SYS_ADMIN: run as root, or add -Ur"),
                Remedy.when(EACCES, APPARMOR, "1", APPARMOR_TEXT));
    }

    public static List<Remedy> binding(NamespaceType type) {
        List<Remedy> remedies = new ArrayList<>();
        remedies.add(Remedy.on(EPERM, "binding a namespace to a file needs CAP_SYS_ADMIN in the mount namespace"));
        if (type == NamespaceType.PID) {
            remedies.add(Remedy.on(
                    ENOENT, "the file must exist, and a PID namespace exists only with a process in it: add --fork"));
        } else {
            remedies.add(Remedy.on(ENOENT, "the file must exist: create it with touch"));
        }
        if (type == NamespaceType.MNT) {
            remedies.add(Remedy.on(
                    EINVAL,
                    "a mount namespace can be bound only onto a private mount: mount --bind DIR DIR && mount"
                            + " --make-private DIR, with DIR the file's directory"));
        }
        return remedies;
    }

    public static List<Remedy> timeOffsets() {
        return List.of(
                Remedy.on(ERANGE, "a clock with its offset must stay between 0 and 146 years"),
                Remedy.on(EPERM, "this needs CAP_SYS_TIME in the time namespace's user namespace"));
    }

    public static List<Remedy> settingGroups() {
        return List.of(Remedy.on(
                EPERM,
                "setgroups is denied in a user namespace whose only group is your own: map groups with --map-groups or"
                        + " --map-auto, or leave out --setgid"));
    }

    /** For the change of ids before there is a user namespace. */
    public static List<Remedy> owning() {
        return List.of(Remedy.on(
                EPERM,
                "to give a user namespace another owner (--owner) needs CAP_SETGID and CAP_SETUID: run as root"));
    }

    public static List<Remedy> settingId(String id) {
        return List.of(
                Remedy.on(EINVAL, "that " + id + " is not mapped in the user namespace: see --map-users, --map-groups"),
                Remedy.on(EPERM, "this needs CAP_SETUID or CAP_SETGID: run as root, or add -Ur"));
    }

    public static List<Remedy> changingRoot() {
        return List.of(Remedy.on(EPERM, "this needs CAP_SYS_CHROOT: run as root, or add -Ur"));
    }

    public static List<Remedy> binfmt() {
        return List.of(
                Remedy.on(EPERM, "binfmt_misc can be mounted in a user namespace from Linux 6.7 on"),
                Remedy.on(ENOENT, "the directory must exist, and the kernel must have binfmt_misc: modprobe it"),
                Remedy.on(19, "this kernel has no binfmt_misc loaded: modprobe binfmt_misc"));
    }

    public static List<Remedy> registering() {
        return List.of(
                Remedy.on(EINVAL, "a definition has the form :name:type:offset:magic:mask:interpreter:flags"),
                Remedy.on(17, "an interpreter of that name is registered already"),
                Remedy.on(ENOENT, "the flag F opens the interpreter at once: it must exist"));
    }
}

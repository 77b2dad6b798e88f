package dev.alcove.namespace;

import dev.alcove.launch.Remedy;
import dev.alcove.namespace.steps.Remedies;
import java.util.ArrayList;
import java.util.List;

/** What helps against the failures that people run into when they enter namespaces, as far as the target tells beforehand. */
final class EnterRemedies {
    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int ESRCH = 3;
    private static final int EBADF = 9;
    private static final int ENOMEM = 12;
    private static final int EACCES = 13;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;
    private static final int ESTALE = 116;
    private static final int EUSERS = 87;
    private static final int EOPNOTSUPP = 95;

    private static final String PRESERVE =
            "add --preserve-credentials to keep your ids, or name others with --setuid and --setgid";

    private final NsenterOptions options;
    private final Target target;
    private final long types;

    /**
     * @param types all types that are entered
     */
    EnterRemedies(NsenterOptions options, Target target, long types) {
        this.options = options;
        this.target = target;
        this.types = types;
    }

    static String noProcess(int pid) {
        return "there is no process " + pid + " here: a PID is that of your own PID namespace, as ps shows it";
    }

    static String notYours(int pid) {
        return "to look at the namespaces of process " + pid
                + " takes ptrace access to it: be its user, with all of its capabilities, or root";
    }

    /** For setns of the target's namespaces, or of a file. */
    List<Remedy> entering(long entered) {
        List<Remedy> remedies = new ArrayList<>();
        if (target.pid() != 0) {
            ofTarget(remedies, entered);
        }
        if ((entered & NamespaceType.USER.cloneFlag()) != 0) {
            remedies.add(Remedy.on(
                    EINVAL,
                    "one's own user namespace cannot be entered again, nor any by a process of several threads"));
            remedies.add(Remedy.on(
                    EPERM,
                    "a user namespace can be entered by its owner, and by who has CAP_SYS_ADMIN in one around it: run as"
                            + " root or as that user"));
        } else {
            remedies.add(Remedy.on(
                    EPERM,
                    "to enter a namespace takes CAP_SYS_ADMIN in the user namespace that owns it: run as root, or enter"
                            + " that one too, with -U (--user)"));
        }
        missingTypes(remedies, entered);
        remedies.add(Remedy.on(
                EINVAL,
                "that is no namespace of this type, or this process shares with another what it would have to change:"
                        + " its root directory and working directory (CLONE_FS)"));
        remedies.add(Remedy.on(EUSERS, "a time namespace cannot be entered by a process of several threads"));
        return remedies;
    }

    private void ofTarget(List<Remedy> remedies, long entered) {
        boolean user = (entered & NamespaceType.USER.cloneFlag()) != 0;
        int pid = target.pid();
        if (target.isZombie()) {
            remedies.add(Remedy.on(ESRCH, "process " + pid + " has ended (a zombie), and has no namespaces any more"));
        }
        remedies.add(Remedy.on(ESRCH, "process " + pid + " has ended meanwhile"));
        int child = (types & NamespaceType.PID.cloneFlag()) == 0 ? 0 : target.childInNewPidNamespace();
        if (child != 0) {
            remedies.add(Remedy.on(
                    EPERM,
                    "process " + pid
                            + " waits outside of the PID namespace that it has made: name its child instead, -t "
                            + child));
        }
        String its = target.namespace(NamespaceType.USER.procName());
        if (its == null) {
            remedies.add(Remedy.on(EPERM, notYours(pid)));
        } else if (!user && !its.equals(Target.own(NamespaceType.USER.procName()))) {
            remedies.add(Remedy.on(
                    EPERM,
                    "process " + pid
                            + " is in another user namespace, which owns its namespaces: enter that too, with -U"
                            + " (--user), and with --preserve-credentials where id 0 is not mapped"));
        } else if (user && its.equals(Target.own(NamespaceType.USER.procName()))) {
            remedies.add(Remedy.on(
                    EINVAL,
                    "process " + pid + " is in your own user namespace, which cannot be entered again: leave out -U"
                            + " (--user), or use --all"));
        }
        String shared = user ? shared(entered) : "";
        if (!shared.isEmpty()) {
            remedies.add(Remedy.on(
                    EPERM,
                    "process " + pid + " shares namespaces with you (" + shared + "), which to enter again takes"
                            + " CAP_SYS_ADMIN outside: name only those that differ, in place of --all"));
        }
    }

    /** The types, but for user, in which the target is seen to be where the caller is. */
    private String shared(long entered) {
        StringBuilder names = new StringBuilder();
        for (NamespaceType type : NamespaceType.values()) {
            String its = (entered & type.cloneFlag()) == 0 ? null : target.namespace(type.procName());
            if (its != null && type != NamespaceType.USER && its.equals(Target.own(type.procName()))) {
                names.append(names.isEmpty() ? "" : ", ").append(type.procName());
            }
        }
        return names.toString();
    }

    private static void missingTypes(List<Remedy> remedies, long entered) {
        for (NamespaceType type : NamespaceType.values()) {
            if ((entered & type.cloneFlag()) != 0) {
                remedies.add(Remedy.missing(
                        EINVAL,
                        "/proc/self/ns/" + type.procName(),
                        "this kernel has no " + type.procName() + " namespaces: they need Linux " + type.since()
                                + " and " + type.config()));
            }
        }
    }

    /** For the file that is a namespace, a root or a working directory. */
    List<Remedy> opening(String path) {
        List<Remedy> remedies = new ArrayList<>();
        int pid = target.pid();
        if (pid != 0 && path.startsWith("/proc/" + pid + "/")) {
            remedies.add(Remedy.on(EACCES, notYours(pid)));
            if (!target.isThere()) {
                remedies.add(Remedy.on(ENOENT, noProcess(pid)));
            } else if (target.isZombie()) {
                remedies.add(
                        Remedy.on(ENOENT, "process " + pid + " has ended (a zombie), and has no namespaces any more"));
            }
        }
        return remedies;
    }

    List<Remedy> validating() {
        return List.of(
                Remedy.on(
                        ESRCH, "process " + target.pid() + " is not the one that had this inode number: it has ended"),
                Remedy.on(EOPNOTSUPP, "a process has an inode number of its own from Linux 6.9 on"));
    }

    static List<Remedy> openingById() {
        String version = "to open a namespace by its identifier alone needs Linux 6.19";
        return List.of(
                Remedy.on(ESTALE, version + ", and a namespace with that identifier, which you may see"),
                Remedy.on(EOPNOTSUPP, version),
                Remedy.on(EINVAL, version),
                Remedy.on(EPERM, version + "; an older one lets only CAP_DAC_READ_SEARCH open by handle"));
    }

    List<Remedy> gettingSocket(int fd) {
        return List.of(
                Remedy.on(EBADF, "process " + target.pid() + " has no descriptor " + fd),
                Remedy.on(EPERM, notYours(target.pid())));
    }

    List<Remedy> socketNamespace(int fd) {
        return List.of(
                Remedy.on(ENOTTY, "descriptor " + fd + " of process " + target.pid() + " is not a socket"),
                Remedy.on(EPERM, "this needs CAP_NET_ADMIN in the user namespace that owns the socket's namespace"));
    }

    List<Remedy> userParent() {
        return List.of(Remedy.on(
                EPERM, "the parent is not to be had: it is outside of your own user namespace, or there is none"));
    }

    List<Remedy> forking() {
        List<Remedy> remedies = new ArrayList<>(Remedies.forking(false));
        remedies.add(Remedy.on(
                ENOMEM, "the init of that PID namespace has ended, so that nothing can start there any more"));
        return remedies;
    }

    /** For a program that is not found: people forget which root directory it is looked for in. */
    List<Remedy> executing(String program) {
        boolean mount = (types & NamespaceType.MNT.cloneFlag()) != 0;
        boolean root = options.targetRoot() || options.root() != null;
        if (!mount && !root) {
            return List.of();
        }
        String where = root ? "the new root directory" : "the mount namespace that was entered";
        String whose = target.pid() == 0 || (options.root() != null && !options.targetRoot())
                ? ""
                : ": see /proc/" + target.pid() + "/root";
        return List.of(Remedy.on(
                ENOENT,
                "'" + program + "', or the interpreter that it needs, was looked for in " + where
                        + " and is not there: name a program that is" + whose));
    }

    List<Remedy> settingGroups() {
        return List.of(Remedy.on(EPERM, "this user namespace denies setgroups: " + PRESERVE));
    }

    List<Remedy> settingId(String id) {
        return List.of(
                Remedy.on(EINVAL, "that " + id + " is not mapped in the user namespace: " + PRESERVE),
                Remedy.on(EPERM, "this needs CAP_SETUID or CAP_SETGID: run as root, or " + PRESERVE));
    }

    static List<Remedy> changingRoot() {
        return List.of(Remedy.on(
                EPERM, "this needs CAP_SYS_CHROOT: run as root, or enter the user namespace too, with -U (--user)"));
    }

    static List<Remedy> insideDirectory(String dir) {
        return List.of(Remedy.on(ENOENT, "there is no '" + dir + "' inside; -w opens a directory of the outside"));
    }
}

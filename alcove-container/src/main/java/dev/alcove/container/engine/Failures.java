package dev.alcove.container.engine;

import dev.alcove.launch.Failure;
import dev.alcove.launch.Remedy;
import java.util.List;

/** What the failures of a container's steps mean: status 125, as with docker, where the command itself was not reached. */
final class Failures {
    static final int STATUS = 125;

    private static final int EPERM = 1;
    private static final int ENODEV = 19;
    private static final int EINVAL = 22;
    private static final int ENOSYS = 38;
    private static final int EROFS = 30;
    private static final int ENOENT = 2;
    private static final int ELOOP = 40;

    private Failures() {}

    static Failure of(String attempt, Remedy... remedies) {
        return new Failure(attempt, STATUS, List.of(remedies));
    }

    static Failure of(String attempt, List<Remedy> remedies) {
        return new Failure(attempt, STATUS, remedies);
    }

    /** The mount of a file system on {@code destination}. */
    static Failure mounting(String type, String destination) {
        return of(
                "cannot mount " + type + " on " + destination,
                Remedy.on(ENODEV, "this kernel has no file system " + type + ", or its module is not loaded"),
                Remedy.on(
                        EPERM,
                        switch (type) {
                            case "proc" ->
                                "it takes a new PID namespace, and a /proc outside that is not covered in part: in a"
                                        + " container of another engine run that with an unmasked /proc";
                            case "sysfs" -> "it takes a new network namespace; with the host's, bind /sys instead";
                            case "mqueue" -> "it takes a new ipc namespace; with the host's, bind /dev/mqueue instead";
                            case "cgroup", "cgroup2" -> "it takes a new cgroup namespace";
                            default -> "it takes CAP_SYS_ADMIN in the user namespace that owns the mount namespace";
                        }),
                Remedy.on(EINVAL, "the kernel does not take these options: dmesg may say more"));
    }

    /** The use of a path inside of the container. */
    static Failure inside(String attempt, String path) {
        return of(
                attempt + " " + path,
                Remedy.on(ENOSYS, "it takes openat2, which Linux has since 5.6"),
                Remedy.on(EROFS, "the root file system is read-only and has no " + path + ": create it there before"),
                Remedy.on(
                        ELOOP,
                        "a symbolic link is in the way, which may lead anywhere: remove it from the root file system"),
                Remedy.on(ENOENT, "a symbolic link on the way leads to nothing"));
    }

    /** A change of the attributes of a mount. */
    static Failure attributes(String destination) {
        return of(
                "cannot set the attributes of the mount on " + destination,
                Remedy.on(ENOSYS, "it takes mount_setattr, which Linux has since 5.12"),
                Remedy.on(
                        EPERM,
                        "in a user namespace attributes that were set outside (nosuid, nodev, noexec, ro, atime) cannot be cleared"));
    }
}

package dev.alcove.linux.raw;

/**
 * The flags of {@code mount} and {@code umount2}.
 *
 * <p>Source: {@code linux/mount.h}, and for {@code umount2} the kernel's {@code linux/fs.h}; mount(2), umount(2).
 */
public final class Mount {
    // mount
    public static final int MS_RDONLY = 1;
    public static final int MS_NOSUID = 2;
    public static final int MS_NODEV = 4;
    public static final int MS_NOEXEC = 8;
    public static final int MS_SYNCHRONOUS = 0x10;
    public static final int MS_REMOUNT = 0x20;
    public static final int MS_MANDLOCK = 0x40;
    public static final int MS_DIRSYNC = 0x80;
    /** Linux 5.10. */
    public static final int MS_NOSYMFOLLOW = 0x100;

    public static final int MS_NOATIME = 0x400;
    public static final int MS_NODIRATIME = 0x800;
    public static final int MS_BIND = 0x1000;
    public static final int MS_MOVE = 0x2000;
    public static final int MS_REC = 0x4000;
    public static final int MS_SILENT = 0x8000;
    public static final int MS_POSIXACL = 0x10000;
    public static final int MS_UNBINDABLE = 0x20000;
    public static final int MS_PRIVATE = 0x40000;
    public static final int MS_SLAVE = 0x80000;
    public static final int MS_SHARED = 0x100000;
    public static final int MS_RELATIME = 0x200000;
    public static final int MS_I_VERSION = 0x800000;
    public static final int MS_STRICTATIME = 0x1000000;
    public static final int MS_LAZYTIME = 0x2000000;

    // umount2
    public static final int MNT_FORCE = 1;
    public static final int MNT_DETACH = 2;
    public static final int MNT_EXPIRE = 4;
    public static final int UMOUNT_NOFOLLOW = 8;

    private Mount() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames MS = new FlagNames()
                .flag(MS_RDONLY, "MS_RDONLY")
                .flag(MS_NOSUID, "MS_NOSUID")
                .flag(MS_NODEV, "MS_NODEV")
                .flag(MS_NOEXEC, "MS_NOEXEC")
                .flag(MS_SYNCHRONOUS, "MS_SYNCHRONOUS")
                .flag(MS_REMOUNT, "MS_REMOUNT")
                .flag(MS_MANDLOCK, "MS_MANDLOCK")
                .flag(MS_DIRSYNC, "MS_DIRSYNC")
                .flag(MS_NOSYMFOLLOW, "MS_NOSYMFOLLOW")
                .flag(MS_NOATIME, "MS_NOATIME")
                .flag(MS_NODIRATIME, "MS_NODIRATIME")
                .flag(MS_BIND, "MS_BIND")
                .flag(MS_MOVE, "MS_MOVE")
                .flag(MS_REC, "MS_REC")
                .flag(MS_SILENT, "MS_SILENT")
                .flag(MS_POSIXACL, "MS_POSIXACL")
                .flag(MS_UNBINDABLE, "MS_UNBINDABLE")
                .flag(MS_PRIVATE, "MS_PRIVATE")
                .flag(MS_SLAVE, "MS_SLAVE")
                .flag(MS_SHARED, "MS_SHARED")
                .flag(MS_RELATIME, "MS_RELATIME")
                .flag(MS_I_VERSION, "MS_I_VERSION")
                .flag(MS_STRICTATIME, "MS_STRICTATIME")
                .flag(MS_LAZYTIME, "MS_LAZYTIME");

        public static final FlagNames UMOUNT = new FlagNames()
                .flag(MNT_FORCE, "MNT_FORCE")
                .flag(MNT_DETACH, "MNT_DETACH")
                .flag(MNT_EXPIRE, "MNT_EXPIRE")
                .flag(UMOUNT_NOFOLLOW, "UMOUNT_NOFOLLOW");

        private Names() {}
    }
}

package dev.alcove.linux.raw;

/**
 * The flags and commands of the mount API of Linux 5.2: {@code open_tree}, {@code move_mount}, {@code fsopen}, {@code
 * fspick}, {@code fsconfig}, {@code fsmount}; and of {@code mount_setattr}, Linux 5.12.
 *
 * <p>Source: {@code linux/mount.h}. The propagation in {@code struct mount_attr} is one of {@link Mount}'s {@code
 * MS_SHARED}, {@code MS_SLAVE}, {@code MS_PRIVATE}, {@code MS_UNBINDABLE}.
 */
public final class MountApi {
    // open_tree; it takes the AT_* flags too
    public static final int OPEN_TREE_CLONE = 1;
    public static final int OPEN_TREE_CLOEXEC = 0x80000;

    // move_mount
    public static final int MOVE_MOUNT_F_SYMLINKS = 0x1;
    public static final int MOVE_MOUNT_F_AUTOMOUNTS = 0x2;
    public static final int MOVE_MOUNT_F_EMPTY_PATH = 0x4;
    public static final int MOVE_MOUNT_T_SYMLINKS = 0x10;
    public static final int MOVE_MOUNT_T_AUTOMOUNTS = 0x20;
    public static final int MOVE_MOUNT_T_EMPTY_PATH = 0x40;
    /** Linux 5.15. */
    public static final int MOVE_MOUNT_SET_GROUP = 0x100;
    /** Linux 6.5. */
    public static final int MOVE_MOUNT_BENEATH = 0x200;

    // fsopen
    public static final int FSOPEN_CLOEXEC = 1;

    // fspick
    public static final int FSPICK_CLOEXEC = 1;
    public static final int FSPICK_SYMLINK_NOFOLLOW = 2;
    public static final int FSPICK_NO_AUTOMOUNT = 4;
    public static final int FSPICK_EMPTY_PATH = 8;

    // fsconfig's commands
    public static final int FSCONFIG_SET_FLAG = 0;
    public static final int FSCONFIG_SET_STRING = 1;
    public static final int FSCONFIG_SET_BINARY = 2;
    public static final int FSCONFIG_SET_PATH = 3;
    public static final int FSCONFIG_SET_PATH_EMPTY = 4;
    public static final int FSCONFIG_SET_FD = 5;
    public static final int FSCONFIG_CMD_CREATE = 6;
    public static final int FSCONFIG_CMD_RECONFIGURE = 7;
    /** Linux 6.6. */
    public static final int FSCONFIG_CMD_CREATE_EXCL = 8;

    // fsmount's flags
    public static final int FSMOUNT_CLOEXEC = 1;

    // fsmount's and mount_setattr's attributes
    public static final int MOUNT_ATTR_RDONLY = 0x1;
    public static final int MOUNT_ATTR_NOSUID = 0x2;
    public static final int MOUNT_ATTR_NODEV = 0x4;
    public static final int MOUNT_ATTR_NOEXEC = 0x8;
    /** The bits that hold one of the next three. */
    public static final int MOUNT_ATTR__ATIME = 0x70;

    public static final int MOUNT_ATTR_RELATIME = 0;
    public static final int MOUNT_ATTR_NOATIME = 0x10;
    public static final int MOUNT_ATTR_STRICTATIME = 0x20;
    public static final int MOUNT_ATTR_NODIRATIME = 0x80;
    /** Linux 5.12, {@code mount_setattr} only. */
    public static final int MOUNT_ATTR_IDMAP = 0x100000;
    /** Linux 5.14. */
    public static final int MOUNT_ATTR_NOSYMFOLLOW = 0x200000;

    /** Offsets of the fields of {@code struct mount_attr}, each a 64-bit number, and the struct's size. */
    public static final class Attr {
        public static final int ATTR_SET = 0;
        public static final int ATTR_CLR = 8;
        public static final int PROPAGATION = 16;
        public static final int USERNS_FD = 24;

        public static final int SIZE_VER0 = 32;

        private Attr() {}
    }

    private MountApi() {}

    /** The names, loaded only where something is printed. */
    public static final class Names {
        public static final FlagNames OPEN_TREE = new FlagNames()
                .flag(OPEN_TREE_CLONE, "OPEN_TREE_CLONE")
                .flag(OPEN_TREE_CLOEXEC, "OPEN_TREE_CLOEXEC")
                .flag(At.AT_SYMLINK_NOFOLLOW, "AT_SYMLINK_NOFOLLOW")
                .flag(At.AT_NO_AUTOMOUNT, "AT_NO_AUTOMOUNT")
                .flag(At.AT_EMPTY_PATH, "AT_EMPTY_PATH")
                .flag(At.AT_RECURSIVE, "AT_RECURSIVE");

        public static final FlagNames MOVE_MOUNT = new FlagNames()
                .flag(MOVE_MOUNT_F_SYMLINKS, "MOVE_MOUNT_F_SYMLINKS")
                .flag(MOVE_MOUNT_F_AUTOMOUNTS, "MOVE_MOUNT_F_AUTOMOUNTS")
                .flag(MOVE_MOUNT_F_EMPTY_PATH, "MOVE_MOUNT_F_EMPTY_PATH")
                .flag(MOVE_MOUNT_T_SYMLINKS, "MOVE_MOUNT_T_SYMLINKS")
                .flag(MOVE_MOUNT_T_AUTOMOUNTS, "MOVE_MOUNT_T_AUTOMOUNTS")
                .flag(MOVE_MOUNT_T_EMPTY_PATH, "MOVE_MOUNT_T_EMPTY_PATH")
                .flag(MOVE_MOUNT_SET_GROUP, "MOVE_MOUNT_SET_GROUP")
                .flag(MOVE_MOUNT_BENEATH, "MOVE_MOUNT_BENEATH");

        public static final FlagNames FSOPEN = new FlagNames().flag(FSOPEN_CLOEXEC, "FSOPEN_CLOEXEC");

        public static final FlagNames FSPICK = new FlagNames()
                .flag(FSPICK_CLOEXEC, "FSPICK_CLOEXEC")
                .flag(FSPICK_SYMLINK_NOFOLLOW, "FSPICK_SYMLINK_NOFOLLOW")
                .flag(FSPICK_NO_AUTOMOUNT, "FSPICK_NO_AUTOMOUNT")
                .flag(FSPICK_EMPTY_PATH, "FSPICK_EMPTY_PATH");

        public static final FlagNames FSCONFIG = new FlagNames()
                .value(FSCONFIG_SET_FLAG, "FSCONFIG_SET_FLAG")
                .value(FSCONFIG_SET_STRING, "FSCONFIG_SET_STRING")
                .value(FSCONFIG_SET_BINARY, "FSCONFIG_SET_BINARY")
                .value(FSCONFIG_SET_PATH, "FSCONFIG_SET_PATH")
                .value(FSCONFIG_SET_PATH_EMPTY, "FSCONFIG_SET_PATH_EMPTY")
                .value(FSCONFIG_SET_FD, "FSCONFIG_SET_FD")
                .value(FSCONFIG_CMD_CREATE, "FSCONFIG_CMD_CREATE")
                .value(FSCONFIG_CMD_RECONFIGURE, "FSCONFIG_CMD_RECONFIGURE")
                .value(FSCONFIG_CMD_CREATE_EXCL, "FSCONFIG_CMD_CREATE_EXCL");

        public static final FlagNames FSMOUNT = new FlagNames().flag(FSMOUNT_CLOEXEC, "FSMOUNT_CLOEXEC");

        public static final FlagNames MOUNT_ATTR = new FlagNames()
                .flag(MOUNT_ATTR_RDONLY, "MOUNT_ATTR_RDONLY")
                .flag(MOUNT_ATTR_NOSUID, "MOUNT_ATTR_NOSUID")
                .flag(MOUNT_ATTR_NODEV, "MOUNT_ATTR_NODEV")
                .flag(MOUNT_ATTR_NOEXEC, "MOUNT_ATTR_NOEXEC")
                .field(MOUNT_ATTR__ATIME, MOUNT_ATTR_NOATIME, "MOUNT_ATTR_NOATIME")
                .field(MOUNT_ATTR__ATIME, MOUNT_ATTR_STRICTATIME, "MOUNT_ATTR_STRICTATIME")
                .flag(MOUNT_ATTR_NODIRATIME, "MOUNT_ATTR_NODIRATIME")
                .flag(MOUNT_ATTR_IDMAP, "MOUNT_ATTR_IDMAP")
                .flag(MOUNT_ATTR_NOSYMFOLLOW, "MOUNT_ATTR_NOSYMFOLLOW");

        private Names() {}
    }
}

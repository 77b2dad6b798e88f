package dev.alcove.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * One mount: a line of {@code /proc/PID/mountinfo}. Paths and the source are plain, with the file's octal escapes undone;
 * each char is a byte, any but NUL. The two lists of options stay as the file has them, since options escape commas in
 * ways of their own; {@link #unescape} undoes the file's part.
 *
 * @param id unique among the mounts that exist, used again after an unmount
 * @param parentId the mount that it is on; its own for the root of the mount tree
 * @param major the file system's device number, first half
 * @param minor second half
 * @param root the directory or file of the file system that is seen at the mount point; {@code net:[4026531840]} for a
 *     namespace; with {@code //deleted} at the end when it was removed
 * @param mountPoint relative to the process's root directory
 * @param options of the mount: {@code rw,nosuid,relatime}
 * @param tags the optional fields: {@code shared:7}, {@code master:3}, {@code unbindable}
 * @param fsType {@code ext4}, {@code fuse.sshfs}
 * @param source what was mounted; may be empty
 * @param superOptions of the file system
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
public record MountInfo(
        int id,
        int parentId,
        int major,
        int minor,
        String root,
        String mountPoint,
        String options,
        List<String> tags,
        String fsType,
        String source,
        String superOptions) {
    private static final int MAX_MAJOR = 0xfff;
    private static final int MAX_MINOR = 0xfffff;
    private static final String SHARED = "shared:";
    private static final String MASTER = "master:";
    private static final String PROPAGATE_FROM = "propagate_from:";

    public MountInfo {
        tags = List.copyOf(tags);
    }

    /** The peer group in which the mount is shared, 0 if in none. */
    public int peerGroup() {
        return group(SHARED);
    }

    /** The peer group that the mount is a slave of, 0 if of none. */
    public int master() {
        return group(MASTER);
    }

    /** The nearest peer group under the process's root that the slave gets events from, where it is not the master; else 0. */
    public int propagateFrom() {
        return group(PROPAGATE_FROM);
    }

    /** Whether the mount cannot be bound elsewhere. */
    public boolean unbindable() {
        return tags.contains("unbindable");
    }

    /** Whether the mount's own options say {@code ro}. */
    public boolean readOnly() {
        return options.equals("ro") || options.startsWith("ro,");
    }

    /** Reads the text of a {@code mountinfo} file. */
    public static List<MountInfo> parse(byte[] text) throws MalformedException {
        List<MountInfo> mounts = new ArrayList<>();
        ByteLines in = new ByteLines("mountinfo", text);
        while (in.next()) {
            mounts.add(line(in));
        }
        return mounts;
    }

    /** Undoes the file's octal escapes: {@code \040} is a space. A backslash before anything but three octal digits stays. */
    public static String unescape(String text) {
        int backslash = text.indexOf('\\');
        if (backslash < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int done = 0;
        while (backslash >= 0) {
            int c = octal(text, backslash + 1);
            if (c >= 0) {
                plain.append(text, done, backslash).append((char) c);
                done = backslash + 4;
            }
            backslash = text.indexOf('\\', Math.max(done, backslash + 1));
        }
        return plain.append(text, done, text.length()).toString();
    }

    private static MountInfo line(ByteLines in) throws MalformedException {
        int id = number(in, ' ', Integer.MAX_VALUE);
        int parentId = number(in, ' ', Integer.MAX_VALUE);
        int major = number(in, ':', MAX_MAJOR);
        int minor = number(in, ' ', MAX_MINOR);
        String root = unescape(in.upTo(' '));
        String mountPoint = unescape(in.upTo(' '));
        String options = in.upTo(' ');
        List<String> tags = new ArrayList<>();
        String tag = in.upTo(' ');
        while (!tag.equals("-")) {
            checkTag(in, tag);
            tags.add(tag);
            tag = in.upTo(' ');
        }
        String fsType = unescape(in.upTo(' '));
        String source = unescape(in.upTo(' '));
        return new MountInfo(id, parentId, major, minor, root, mountPoint, options, tags, fsType, source, in.rest());
    }

    private static int number(ByteLines in, char delimiter, int max) throws MalformedException {
        int number = (int) in.number(max);
        in.expect(delimiter);
        return number;
    }

    /** The tags that have a number must have one, so that reading it later cannot fail. Others may come with new kernels. */
    private static void checkTag(ByteLines in, String tag) throws MalformedException {
        for (String prefix : new String[] {SHARED, MASTER, PROPAGATE_FROM}) {
            if (tag.startsWith(prefix) && number(tag, prefix.length()) < 0) {
                throw in.malformed("no number in " + prefix.substring(0, prefix.length() - 1));
            }
        }
    }

    private int group(String prefix) {
        for (String tag : tags) {
            if (tag.startsWith(prefix)) {
                return Math.max(0, number(tag, prefix.length()));
            }
        }
        return 0;
    }

    /** The number from {@code start} to the end; -1 if it is none, or above 2147483647. */
    private static int number(String text, int start) {
        long number = start < text.length() ? 0 : -1;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            number = number * 10 + c - '0';
            if (c < '0' || c > '9' || number > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return (int) number;
    }

    /** The byte that three octal digits stand for; -1 if they are none. */
    private static int octal(String text, int start) {
        if (start + 3 > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < start + 3; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '7') {
                return -1;
            }
            value = value * 8 + c - '0';
        }
        return value <= 0xff ? value : -1;
    }
}

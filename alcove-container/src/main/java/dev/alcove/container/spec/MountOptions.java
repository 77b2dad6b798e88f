package dev.alcove.container.spec;

import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_NOATIME;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_NODEV;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_NODIRATIME;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_NOEXEC;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_NOSUID;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_NOSYMFOLLOW;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_RDONLY;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_RELATIME;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_STRICTATIME;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR__ATIME;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words in a mount's options that mean the same for every file system. Any other word is for the file system itself.
 *
 * <p>Without effect are {@code defaults}, {@code loud}, and {@code silent}, which the mount API of Linux 5.2 has no flag for.
 *
 * @see <a href="https://github.com/opencontainers/runtime-spec/blob/v1.2.0/config.md#linux-mount-options">config.md</a>
 * @see <a href="https://man7.org/linux/man-pages/man8/mount.8.html">mount(8)</a>
 */
public final class MountOptions {
    /** What a word does to one attribute. */
    private record Attribute(long flag, boolean on, boolean time) {}

    /** With an {@code r} in front, each is for the mounts below too. */
    private static final Map<String, Attribute> ATTRIBUTES = attributes();

    private static final Set<String> PROPAGATIONS = new LinkedHashSet<>(
            List.of("shared", "slave", "private", "unbindable", "rshared", "rslave", "rprivate", "runbindable"));

    /** The flag of a file system, or with {@code no} or another word its opposite. */
    private static final Map<String, String> SUPERBLOCK_OFF =
            Map.of("async", "sync", "nolazytime", "lazytime", "nomand", "mand", "noiversion", "iversion");

    private static final Set<String> SUPERBLOCK = Set.of("sync", "dirsync", "lazytime", "mand", "iversion");
    private static final Set<String> NOTHING = Set.of("defaults", "loud", "silent");
    private static final Set<String> OTHER =
            Set.of("bind", "rbind", "remount", "idmap", "ridmap", "tmpcopyup", "copy-symlink", "src-nofollow");

    private boolean bind;
    private boolean recursive;
    private boolean remount;
    private long attrSet;
    private long attrClr;
    private long recAttrSet;
    private long recAttrClr;
    private @Nullable String propagation;
    private boolean idmap;
    private boolean idmapRecursive;
    private boolean tmpcopyup;
    private boolean copySymlink;
    private boolean srcNofollow;
    private final Set<String> superblock = new LinkedHashSet<>();
    private final List<String> data = new ArrayList<>();

    private MountOptions() {}

    /** What options come to, taken in their order. */
    public static ParsedMount parse(List<String> options) {
        MountOptions parser = new MountOptions();
        options.forEach(parser::take);
        return parser.result();
    }

    /** Whether a word means the same for every file system. */
    public static boolean known(String word) {
        return ATTRIBUTES.containsKey(word)
                || recursiveAttribute(word) != null
                || PROPAGATIONS.contains(word)
                || SUPERBLOCK.contains(word)
                || SUPERBLOCK_OFF.containsKey(word)
                || NOTHING.contains(word)
                || OTHER.contains(word);
    }

    /** The words for how mounts propagate. */
    static Set<String> propagations() {
        return PROPAGATIONS;
    }

    /** Every word that means the same for every file system. */
    static Set<String> words() {
        Set<String> words = new LinkedHashSet<>(ATTRIBUTES.keySet());
        ATTRIBUTES.keySet().forEach(word -> words.add("r" + word));
        words.addAll(PROPAGATIONS);
        words.addAll(SUPERBLOCK);
        words.addAll(SUPERBLOCK_OFF.keySet());
        words.addAll(NOTHING);
        words.addAll(OTHER);
        return words;
    }

    private void take(String word) {
        Attribute attribute = ATTRIBUTES.get(word);
        Attribute below = recursiveAttribute(word);
        String off = SUPERBLOCK_OFF.get(word);
        if (attribute != null) {
            attrSet = set(attrSet, attribute);
            attrClr = clr(attrClr, attribute);
        } else if (below != null) {
            recAttrSet = set(recAttrSet, below);
            recAttrClr = clr(recAttrClr, below);
        } else if (PROPAGATIONS.contains(word)) {
            propagation = word;
        } else if (SUPERBLOCK.contains(word)) {
            superblock.add(word);
        } else if (off != null) {
            superblock.remove(off);
        } else if (!NOTHING.contains(word)) {
            takeOther(word);
        }
    }

    private void takeOther(String word) {
        switch (word) {
            case "bind" -> bind = true;
            case "rbind" -> {
                bind = true;
                recursive = true;
            }
            case "remount" -> remount = true;
            case "idmap" -> idmap = true;
            case "ridmap" -> {
                idmap = true;
                idmapRecursive = true;
            }
            case "tmpcopyup" -> tmpcopyup = true;
            case "copy-symlink" -> copySymlink = true;
            case "src-nofollow" -> srcNofollow = true;
            default -> data.add(word);
        }
    }

    /** How access times are updated is one number, not a flag: to set one, all of its bits are cleared first. */
    private static long set(long set, Attribute attribute) {
        if (!attribute.time()) {
            return attribute.on() ? set | attribute.flag() : set & ~attribute.flag();
        }
        if (attribute.on()) {
            return set & ~MOUNT_ATTR__ATIME | attribute.flag();
        }
        return (set & MOUNT_ATTR__ATIME) == attribute.flag() ? set & ~MOUNT_ATTR__ATIME : set;
    }

    private static long clr(long clr, Attribute attribute) {
        if (attribute.time()) {
            return clr | MOUNT_ATTR__ATIME;
        }
        return attribute.on() ? clr & ~attribute.flag() : clr | attribute.flag();
    }

    private ParsedMount result() {
        return new ParsedMount(
                bind,
                recursive,
                remount,
                attrSet,
                attrClr,
                recAttrSet,
                recAttrClr,
                propagation,
                idmap,
                idmapRecursive,
                tmpcopyup,
                copySymlink,
                srcNofollow,
                List.copyOf(superblock),
                data);
    }

    private static @Nullable Attribute recursiveAttribute(String word) {
        return word.startsWith("r") ? ATTRIBUTES.get(word.substring(1)) : null;
    }

    private static Map<String, Attribute> attributes() {
        Map<String, Attribute> words = new LinkedHashMap<>();
        pair(words, "ro", "rw", MOUNT_ATTR_RDONLY, false);
        pair(words, "nosuid", "suid", MOUNT_ATTR_NOSUID, false);
        pair(words, "nodev", "dev", MOUNT_ATTR_NODEV, false);
        pair(words, "noexec", "exec", MOUNT_ATTR_NOEXEC, false);
        pair(words, "nodiratime", "diratime", MOUNT_ATTR_NODIRATIME, false);
        pair(words, "nosymfollow", "symfollow", MOUNT_ATTR_NOSYMFOLLOW, false);
        pair(words, "noatime", "atime", MOUNT_ATTR_NOATIME, true);
        pair(words, "strictatime", "nostrictatime", MOUNT_ATTR_STRICTATIME, true);
        pair(words, "relatime", "norelatime", MOUNT_ATTR_RELATIME, true);
        return words;
    }

    private static void pair(Map<String, Attribute> words, String on, String off, long flag, boolean time) {
        words.put(on, new Attribute(flag, true, time));
        words.put(off, new Attribute(flag, false, time));
    }
}

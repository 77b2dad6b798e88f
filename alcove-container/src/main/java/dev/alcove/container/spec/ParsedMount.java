package dev.alcove.container.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the options of a mount come to, in the words of fsmount(2), mount_setattr(2) and fsconfig(2). Of two options that
 * contradict each other, the later one counts.
 *
 * @param bind "bind" or "rbind": a tree that is mounted elsewhere already
 * @param recursive "rbind": with the mounts below it
 * @param remount {@code remount}: other attributes for what is mounted there already
 * @param attrSet {@code MOUNT_ATTR_*} to set on the mount
 * @param attrClr {@code MOUNT_ATTR_*} to clear on it first; all of {@code MOUNT_ATTR__ATIME} where {@code attrSet} says how to
 *     update access times
 * @param recAttrSet {@code MOUNT_ATTR_*} to set on it and on all mounts below it, {@code AT_RECURSIVE}
 * @param recAttrClr {@code MOUNT_ATTR_*} to clear on them first
 * @param propagation one of {@code shared}, {@code slave}, {@code private}, {@code unbindable}, or with an {@code r} in front
 *     for the mounts below as well; null to leave it
 * @param idmap "idmap" or "ridmap": mapped by the mount's mappings, or else by those of the container
 * @param idmapRecursive "ridmap": the mounts below it too
 * @param tmpcopyup {@code tmpcopyup}: a tmpfs starts with a copy of what it covers
 * @param copySymlink {@code copy-symlink}: a source that is a symbolic link is copied instead of followed
 * @param srcNofollow {@code src-nofollow}: the source is mounted itself if it is a symbolic link
 * @param superblock flags of the file system for {@code FSCONFIG_SET_FLAG}: {@code sync}, {@code dirsync}, {@code lazytime},
 *     {@code mand}, {@code iversion}
 * @param data what the file system itself is to read, each {@code word} or {@code key=value}
 */
public record ParsedMount(
        boolean bind,
        boolean recursive,
        boolean remount,
        long attrSet,
        long attrClr,
        long recAttrSet,
        long recAttrClr,
        @Nullable String propagation,
        boolean idmap,
        boolean idmapRecursive,
        boolean tmpcopyup,
        boolean copySymlink,
        boolean srcNofollow,
        List<String> superblock,
        List<String> data) {
    public ParsedMount {
        superblock = List.copyOf(superblock);
        data = List.copyOf(data);
    }
}

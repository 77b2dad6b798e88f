package dev.alcove.container.cgroup;

import org.jspecify.annotations.Nullable;

/**
 * A value to write to a file of a cgroup.
 *
 * @param hierarchy of the file
 * @param controller that has to be enabled for it; null if none
 * @param file its name: {@code memory.max}
 * @param value what to write
 * @param key the first word of the line that is set, where the file has a line for each device; else null
 * @param unset what takes back a line that was not there before
 */
record Limit(
        CgroupHierarchy hierarchy,
        @Nullable String controller,
        String file,
        String value,
        @Nullable String key,
        @Nullable String unset) {
    static Limit of(CgroupHierarchy hierarchy, String controller, String file, String value) {
        return new Limit(hierarchy, controller, file, value, null, null);
    }

    /** What restores the file, given what it held before; null if nothing can, as with the rules of devices. */
    @Nullable String restore(String before) {
        if (file.equals("memory.oom_control")) {
            return before.contains("oom_kill_disable 1") ? "1" : "0";
        }
        if (key == null) {
            return before.isEmpty() ? "\n" : before;
        }
        for (String line : before.split("\n", -1)) {
            if (line.startsWith(key + " ")) {
                return line;
            }
        }
        return unset;
    }
}

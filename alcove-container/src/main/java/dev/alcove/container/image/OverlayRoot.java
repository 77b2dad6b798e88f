package dev.alcove.container.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container's root: layers that stay as they are, and a directory above them that gets what the container writes. It is data
 * for a mount of type {@code overlay}; nothing is mounted here.
 *
 * <p>The options are for {@code fsconfig}, one string each. From Linux 6.8 each layer has its own ({@code lowerdir+}), so that
 * their number is not limited by the 255 bytes of a string; older kernels get one {@code lowerdir}.
 *
 * @param options {@code lowerdir+=…}, the topmost first, {@code upperdir=…}, {@code workdir=…}, {@code userxattr}
 * @param upper where what is written goes
 * @param work what overlayfs needs on the same file system
 * @param tmpfs where a tmpfs has to be mounted before {@link #makeDirectories}; null for none
 * @param top the topmost layer, whose root's permissions the container sees
 * @see <a href="https://docs.kernel.org/filesystems/overlayfs.html">Overlay Filesystem</a>
 */
public record OverlayRoot(
        List<String> options,
        Path upper,
        Path work,
        @Nullable Tmpfs tmpfs,
        Path top) {
    private static final int MOST_LAYERS = 500;

    /** Where what a container writes is kept. */
    public sealed interface Upper {
        /** In a directory that is the container's own and goes away with it, or in one that stays. */
        record Kept(Path directory) implements Upper {}

        /**
         * In memory.
         *
         * @param mountPoint an existing directory
         * @param size bytes, or a percentage of memory: {@code 64m}, {@code 10%}
         */
        record Memory(Path mountPoint, String size) implements Upper {}
    }

    /** A tmpfs to be mounted. An ordinary user's needs Linux 6.6, for attributes of its files. */
    public record Tmpfs(Path mountPoint, List<String> options) {
        public Tmpfs {
            options = List.copyOf(options);
        }
    }

    public OverlayRoot {
        options = List.copyOf(options);
    }

    /**
     * Plans a root; nothing is made yet.
     *
     * @param layers the lowest first, 1 to 500 as overlayfs has it
     * @param userxattr whether an ordinary user mounts it (Linux 5.11), as whom the layers were unpacked
     */
    public static OverlayRoot of(List<Path> layers, Upper upper, boolean userxattr) {
        return of(layers, upper, userxattr, hasLowerdirPlus(System.getProperty("os.version", "")));
    }

    static OverlayRoot of(List<Path> layers, Upper upper, boolean userxattr, boolean plus) {
        if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
            throw new IllegalArgumentException(
                    "a root of " + layers.size() + " layers: overlayfs takes 1 to " + MOST_LAYERS);
        }
        Tmpfs tmpfs = null;
        Path base = switch (upper) {
            case Upper.Kept kept -> kept.directory.toAbsolutePath();
            case Upper.Memory memory -> {
                tmpfs = new Tmpfs(memory.mountPoint.toAbsolutePath(), List.of("size=" + memory.size, "mode=0700"));
                yield tmpfs.mountPoint;
            }
        };
        List<String> options = new ArrayList<>(lower(layers, plus));
        Path up = base.resolve("upper");
        Path work = base.resolve("work");
        options.add("upperdir=" + escape(up.toString()));
        options.add("workdir=" + escape(work.toString()));
        if (userxattr) {
            options.add("userxattr");
        }
        return new OverlayRoot(options, up, work, tmpfs, layers.getLast().toAbsolutePath());
    }

    /** Makes the upper and the work directory where they are missing; with a tmpfs, when that is mounted. */
    public void makeDirectories() throws IOException {
        Path base = upper.resolveSibling("");
        if (!Files.isDirectory(base)) {
            Files.createDirectories(
                    base, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (!Files.isDirectory(upper, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(upper);
            for (String attribute : List.of("unix:uid", "unix:gid", "unix:mode")) {
                Object value = Files.getAttribute(top, attribute);
                if (!value.equals(Files.getAttribute(upper, attribute))) {
                    Files.setAttribute(upper, attribute, value);
                }
            }
        }
        if (!Files.isDirectory(work, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(work);
        }
    }

    static boolean hasLowerdirPlus(String release) {
        String[] parts = release.split("[^0-9]", 3);
        try {
            int major = Integer.parseInt(parts[0]);
            return major > 6 || major == 6 && parts.length > 1 && Integer.parseInt(parts[1]) >= 8;
        } catch (NumberFormatException unknown) {
            return false;
        }
    }

    /** The topmost first, as overlayfs wants it. What {@code lowerdir+} is given is a path as it is. */
    private static List<String> lower(List<Path> layers, boolean plus) {
        List<String> paths = layers.reversed().stream()
                .map(path -> path.toAbsolutePath().toString())
                .toList();
        return plus
                ? paths.stream().map(path -> "lowerdir+=" + path).toList()
                : List.of("lowerdir="
                        + String.join(
                                ":", paths.stream().map(OverlayRoot::escape).toList()));
    }

    /** A path in an option that ends at a comma, or a colon, unless a backslash is before it. */
    static String escape(String path) {
        return path.replace("\\", "\\\\").replace(":", "\\:").replace(",", "\\,");
    }
}

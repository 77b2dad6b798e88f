package dev.alcove.container.image;

/** Names of entries: what is left of one when it cannot lead anywhere but down, and which ones delete. */
final class TarNames {
    private static final String WHITEOUT = ".wh.";
    private static final String AUFS = ".wh..wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    private TarNames() {}

    /**
     * A name relative to the root, without empty components and those that are a dot; empty for the root itself.
     *
     * @throws ImageException if a component is {@code ..}
     */
    static String clean(String path) throws ImageException {
        StringBuilder clean = new StringBuilder(path.length());
        int at = 0;
        while (at < path.length()) {
            int slash = path.indexOf('/', at);
            int end = slash < 0 ? path.length() : slash;
            String component = path.substring(at, end);
            if (component.equals("..")) {
                throw new ImageException("the name " + path + " holds .., which no name in a tar of a root may");
            }
            if (!component.isEmpty() && !component.equals(".")) {
                clean.append(clean.isEmpty() ? "" : "/").append(component);
            }
            at = end + 1;
        }
        return clean.toString();
    }

    static String parent(String clean) {
        int slash = clean.lastIndexOf('/');
        return slash < 0 ? "" : clean.substring(0, slash);
    }

    static String last(String clean) {
        return clean.substring(clean.lastIndexOf('/') + 1);
    }

    /** Whether the name says that nothing of its directory in lower layers is to be seen. */
    static boolean isOpaque(String name) {
        return name.equals(OPAQUE);
    }

    /** Whether the name says that something of lower layers, or all, is not to be seen; also aufs's own files. */
    static boolean isWhiteout(String name) {
        return name.startsWith(WHITEOUT);
    }

    /** Whether aufs kept something for itself there, in images of old. */
    static boolean isOfAufs(String name) {
        return name.startsWith(AUFS) && !isOpaque(name);
    }

    /** What a whiteout deletes. */
    static String deleted(String name) throws ImageException {
        String deleted = name.substring(WHITEOUT.length());
        if (deleted.isEmpty() || deleted.equals(".") || deleted.equals("..")) {
            throw new ImageException("the whiteout " + name + " names nothing that could be deleted");
        }
        return deleted;
    }
}

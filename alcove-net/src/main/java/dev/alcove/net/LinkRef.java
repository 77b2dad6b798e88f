package dev.alcove.net;

/** Which link is meant: by its name, or by its index, which it keeps when it is renamed. */
public sealed interface LinkRef {
    /**
     * A link by its name.
     *
     * @param name 1 to 15 bytes, see {@link InterfaceName}
     */
    record Name(String name) implements LinkRef {
        /** @throws IllegalArgumentException if the kernel would not take the name */
        public Name {
            name = new InterfaceName(name).value();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A link by its index.
     *
     * @param index 1 or more
     */
    record Index(int index) implements LinkRef {
        /** @throws IllegalArgumentException if it is not positive */
        public Index {
            if (index <= 0) {
                throw new IllegalArgumentException("the index of a link is 1 or more, not " + index);
            }
        }

        /** As in {@code if12}, which is how the tools call a link whose name is not known. */
        @Override
        public String toString() {
            return "if" + index;
        }
    }

    /** The link of this name. */
    static LinkRef of(String name) {
        return new Name(name);
    }

    /** The link with this index. */
    static LinkRef of(int index) {
        return new Index(index);
    }
}

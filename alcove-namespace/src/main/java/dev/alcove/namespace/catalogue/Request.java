package dev.alcove.namespace.catalogue;

import dev.alcove.namespace.NamespaceType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a {@link Catalogue} is to contain.
 *
 * @param types the types of namespaces
 * @param details what is collected of them beyond what costs nothing
 */
public record Request(Set<NamespaceType> types, Set<Detail> details) {
    private static final Request ALL = new Request(EnumSet.allOf(NamespaceType.class), EnumSet.noneOf(Detail.class));

    public Request {
        types = Collections.unmodifiableSet(
                types.isEmpty() ? EnumSet.noneOf(NamespaceType.class) : EnumSet.copyOf(types));
        details =
                Collections.unmodifiableSet(details.isEmpty() ? EnumSet.noneOf(Detail.class) : EnumSet.copyOf(details));
    }

    /** All types, without details. */
    public static Request all() {
        return ALL;
    }

    /** The same for these types only. */
    public Request of(NamespaceType first, NamespaceType... more) {
        return new Request(EnumSet.of(first, more), details);
    }

    /** The same with these details too. */
    public Request with(Detail first, Detail... more) {
        EnumSet<Detail> all = EnumSet.of(first, more);
        all.addAll(details);
        return new Request(types, all);
    }

    boolean wants(NamespaceType type) {
        return types.contains(type);
    }

    boolean wants(Detail detail) {
        return details.contains(detail);
    }
}

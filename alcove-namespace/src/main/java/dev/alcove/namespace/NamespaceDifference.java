package dev.alcove.namespace;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What two sets of namespaces have in common and what not, type by type.
 *
 * @param shared the types of which both have the same namespace
 * @param different the types of which each has another
 * @param onlyFirst the types of which only the first set has a namespace
 * @param onlySecond the types of which only the second set has one
 */
public record NamespaceDifference(
        Set<NamespaceType> shared,
        Set<NamespaceType> different,
        Set<NamespaceType> onlyFirst,
        Set<NamespaceType> onlySecond) {
    public NamespaceDifference {
        shared = copy(shared);
        different = copy(different);
        onlyFirst = copy(onlyFirst);
        onlySecond = copy(onlySecond);
    }

    /** Whether both have the same namespaces, and none has more. */
    public boolean isEmpty() {
        return different.isEmpty() && onlyFirst.isEmpty() && onlySecond.isEmpty();
    }

    /** In the order of the types. */
    private static Set<NamespaceType> copy(Set<NamespaceType> types) {
        Set<NamespaceType> copy = EnumSet.noneOf(NamespaceType.class);
        copy.addAll(types);
        return Collections.unmodifiableSet(copy);
    }
}

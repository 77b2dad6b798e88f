package dev.alcove.net.topology;

import java.util.List;
import java.util.SequencedSet;

/**
 * How what is there becomes what should be.
 *
 * @param removed what is to be removed
 * @param added what is to be made
 * @param target everything that is there afterwards
 */
record Plan(List<Element> removed, List<Element> added, SequencedSet<Element> target) {
    boolean isEmpty() {
        return removed.isEmpty() && added.isEmpty();
    }

    Difference difference(List<String> notices) {
        return new Difference(
                removed.stream().map(Element::text).toList(),
                added.stream().map(Element::text).toList(),
                notices);
    }
}

package dev.alcove.net;

/**
 * A discipline of which only the name is known here: {@code fq_codel}.
 *
 * @param kind its name
 */
public record OtherDiscipline(String kind) implements Discipline {
    /** @throws IllegalArgumentException if the name is empty, or longer than the kernel's names of disciplines */
    public OtherDiscipline {
        if (kind.isEmpty() || kind.length() > 15) {
            throw new IllegalArgumentException("queueing discipline '" + kind + "': 1 to 15 characters are allowed");
        }
    }
}

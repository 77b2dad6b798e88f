package dev.alcove.net;

/** In which order and how fast a link sends what waits: a queueing discipline's kind, with its options. */
public sealed interface Discipline permits Tbf, Htb, OtherDiscipline {
    /** The kernel's name of it: {@code tbf}. */
    String kind();
}

package dev.alcove.launch;

/** A place in a program to jump to: obtained from {@link ProgramBuilder#label}, then bound once. */
public final class Label {
    private final int index;
    private final String name;

    Label(int index, String name) {
        this.index = index;
        this.name = name;
    }

    int index() {
        return index;
    }

    /** The name that explanations print. */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}

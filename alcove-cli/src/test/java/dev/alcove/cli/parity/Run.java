package dev.alcove.cli.parity;

/** A case, by one of those whom it is for. */
record Run(String program, Who who) {
    @Override
    public String toString() {
        return who + " " + program.replace("\n", "\\n");
    }
}

package dev.alcove.net;

/** A link that swallows what is sent through it. */
public record Dummy() implements LinkKind {
    @Override
    public String kind() {
        return "dummy";
    }
}

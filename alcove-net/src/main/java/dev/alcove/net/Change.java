package dev.alcove.net;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.namespace.Namespace;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change to a network: one message, and what takes it back.
 *
 * @param attempt what it is for, in words: {@code cannot create veth 'v1'}
 * @param effect what it does to what is there
 * @param creates the names of links that are there afterwards and were not before, in the same namespace, with their indexes, or 0 where
 *     they are not known
 * @param changed the link whose state before is to be known; null: none
 * @param needs the links whose indexes must be known
 * @param writer writes the message
 * @param undo how it is taken back
 */
record Change(
        String attempt,
        Effect effect,
        Map<String, Integer> creates,
        @Nullable LinkRef changed,
        List<LinkRef> needs,
        Writer writer,
        Undo undo) {
    /** What a change does to what is there. */
    enum Effect {
        /** Something new is there, and nothing that was there is another: it fails if it is there already. */
        ADDS,
        /** Something that is there is another. */
        ALTERS,
        /** It cannot be taken back. */
        FINAL
    }

    /** Writes one message. */
    @FunctionalInterface
    interface Writer {
        void write(Batch batch, Indexes indexes);
    }

    /** Tells what takes a change back. */
    @FunctionalInterface
    interface Undo {
        /**
         * The inverse of a change that has been made.
         *
         * @param before how the link was that was changed; null where no link was
         * @param net the namespace in which the change was made
         * @return null if there is nothing that could take it back
         */
        @Nullable Inverse of(@Nullable Link before, Namespace net);
    }

    /**
     * A change that takes another back.
     *
     * @param where in which namespace; null: in that of the socket
     */
    record Inverse(Change change, @Nullable Namespace where) {}

    static final Undo NONE = (before, net) -> null;

    Change {
        creates = Map.copyOf(creates);
        needs = List.copyOf(needs);
    }

    /** Something that is not a link is added, by a message of this type; {@code inverse} takes it away. */
    static Change adding(
            String attempt, List<LinkRef> needs, int type, int flags, Writer body, Supplier<Change> inverse) {
        return new Change(
                attempt,
                Effect.ADDS,
                Map.of(),
                null,
                needs,
                message(attempt, type, flags, body),
                (before, net) -> new Inverse(inverse.get(), null));
    }

    /** Something that is not a link is taken away, by a message of this type; {@code inverse} adds it again. */
    static Change removing(String attempt, List<LinkRef> needs, int type, Writer body, Supplier<Change> inverse) {
        return new Change(
                attempt,
                Effect.ALTERS,
                Map.of(),
                null,
                needs,
                message(attempt, type, 0, body),
                (before, net) -> new Inverse(inverse.get(), null));
    }

    private static Writer message(String attempt, int type, int flags, Writer body) {
        return (batch, indexes) -> {
            batch.begin(type, flags, attempt);
            body.write(batch, indexes);
            batch.end();
        };
    }
}

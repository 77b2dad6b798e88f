package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import java.util.List;

/**
 * A {@link Macvlan} whose packets a program reads and writes by a character device, {@code /dev/tapN}, where N is its index.
 *
 * @param mode how it gets on with others of its parent
 * @param sources of the mode {@link MacvlanMode#SOURCE}: whose packets it gets
 */
public record Macvtap(MacvlanMode mode, List<MacAddress> sources) implements LinkKind {
    /** @throws IllegalArgumentException if there are sources in another mode */
    public Macvtap {
        sources = List.copyOf(sources);
        Macvlan.requireMode(mode, sources);
    }

    /** A link in this mode; in {@link MacvlanMode#SOURCE} one that gets nothing yet. */
    public Macvtap(MacvlanMode mode) {
        this(mode, List.of());
    }

    @Override
    public String kind() {
        return "macvtap";
    }

    static Macvtap read(Attributes data) throws MalformedException {
        Macvlan read = Macvlan.read(data);
        return new Macvtap(read.mode(), read.sources());
    }

    void write(Batch batch) {
        Macvlan.write(batch, mode, sources);
    }
}

package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.PktSched;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A queueing discipline of a link.
 *
 * @param link the link
 * @param handle what it is called; {@code 0:} lets the kernel choose, and is what its own are called
 * @param parent the class that it hangs on, or {@link TcHandle#ROOT}
 * @param discipline its kind, with its options
 * @see <a href="https://man7.org/linux/man-pages/man8/tc.8.html">tc(8)</a>
 */
public record Qdisc(LinkRef link, TcHandle handle, TcHandle parent, Discipline discipline) {
    /** One for all that the link sends, called {@code 1:}. */
    public static Qdisc root(String link, Discipline discipline) {
        return new Qdisc(LinkRef.of(link), new TcHandle(1, 0), TcHandle.ROOT, discipline);
    }

    static Qdisc read(Message message) throws MalformedException {
        Attributes attributes = message.attributes(PktSched.TcMsg.SIZE);
        ByteBuffer fixed = message.payload();
        String kind = attributes.string(PktSched.TCA_KIND).orElse("");
        Optional<Attributes> options =
                kind.equals("tbf") || kind.equals("htb") ? attributes.nested(PktSched.TCA_OPTIONS) : Optional.empty();
        try {
            return new Qdisc(
                    LinkRef.of(fixed.getInt(PktSched.TcMsg.TCM_IFINDEX)),
                    TcHandle.of(fixed.getInt(PktSched.TcMsg.TCM_HANDLE)),
                    TcHandle.of(fixed.getInt(PktSched.TcMsg.TCM_PARENT)),
                    options.isPresent() ? discipline(kind, options.get()) : new OtherDiscipline(kind));
        } catch (IllegalArgumentException e) {
            throw Values.malformed(e);
        }
    }

    private static Discipline discipline(String kind, Attributes options) throws MalformedException {
        return kind.equals("tbf") ? Tbf.read(options) : Htb.read(options);
    }

    void write(Batch batch, Indexes indexes) {
        writeHeader(batch, indexes.of(link), handle, parent);
        batch.string(PktSched.TCA_KIND, discipline.kind());
        if (discipline instanceof OtherDiscipline) {
            return;
        }
        batch.nest(PktSched.TCA_OPTIONS);
        if (discipline instanceof Tbf tbf) {
            tbf.write(batch);
        } else if (discipline instanceof Htb htb) {
            htb.write(batch);
        }
        batch.endNest();
    }

    static void writeHeader(Batch batch, int index, TcHandle handle, TcHandle parent) {
        batch.int32(0)
                .int32(index)
                .int32(handle.number())
                .int32(parent.number())
                .int32(0);
    }
}

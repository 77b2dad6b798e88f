package dev.alcove.net;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.PktSched;
import java.nio.ByteBuffer;

/**
 * A tree of {@linkplain HtbClass classes}, that lend to each other what they do not use.
 *
 * @param defaultClass the minor number of the class for packets that nobody has put into one; 0: they are not limited
 * @see <a href="https://man7.org/linux/man-pages/man8/tc-htb.8.html">tc-htb(8)</a>
 */
public record Htb(int defaultClass) implements Discipline {
    private static final int RATE_TO_QUANTUM = 10;

    /** @throws IllegalArgumentException if it is no minor number */
    public Htb {
        Values.require("default class", defaultClass, 0, 0xffff);
    }

    @Override
    public String kind() {
        return "htb";
    }

    static Htb read(Attributes options) throws MalformedException {
        ByteBuffer struct = Values.struct(options, PktSched.TCA_HTB_INIT, PktSched.HtbGlob.SIZE);
        return new Htb(struct.getInt(PktSched.HtbGlob.DEFCLS) & 0xffff);
    }

    void write(Batch batch) {
        byte[] bytes = new byte[PktSched.HtbGlob.SIZE];
        ByteBuffer struct = Rates.view(bytes);
        struct.putInt(PktSched.HtbGlob.VERSION, PktSched.TC_HTB_PROTOVER)
                .putInt(PktSched.HtbGlob.RATE2QUANTUM, RATE_TO_QUANTUM)
                .putInt(PktSched.HtbGlob.DEFCLS, defaultClass);
        batch.attribute(PktSched.TCA_HTB_INIT, bytes);
    }
}

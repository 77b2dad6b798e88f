package dev.alcove.cli.ip;

import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.netlink.Batch;
import java.io.IOException;
import java.util.List;

/**
 * Deletes what a filter selects, round after round, since what is deleted may let other things come up. It says of it what
 * {@code -statistics} asks for: with one of them how many there were, with two which.
 */
final class RtFlush {
    private final IpContext context;
    private final String things;
    private final int status;
    private int rounds;

    /**
     * @param things what they are: {@code addresses}
     * @param status the exit status if the kernel refuses to delete one
     */
    RtFlush(IpContext context, String things, int status) {
        this.context = context;
        this.things = things;
        this.status = status;
    }

    /** Whether each that is deleted is printed. */
    static boolean isPrinted(IpContext context) {
        return context.globals().statistics() > 1;
    }

    /** How many rounds there were. */
    int rounds() {
        return rounds;
    }

    /**
     * Deletes what was selected; false if there was nothing.
     *
     * @param type that of the request to delete one
     * @param tolerated an error that is none: what was selected is gone already; 0 for no such error
     */
    boolean round(List<RtMessage> selected, int type, int tolerated) throws IpException, IOException {
        if (selected.isEmpty()) {
            finish();
            return false;
        }
        rounds++;
        Batch batch = new Batch();
        for (RtMessage message : selected) {
            batch.begin(type, 0, "cannot flush").bytes(message.payload()).end();
        }
        try {
            context.socket().exchange(batch);
        } catch (NetlinkException e) {
            if (e.errnoNumber() != tolerated) {
                throw IpException.refusedFlush(e, status);
            }
        }
        if (context.globals().statistics() > 0) {
            context.out().text("\n*** Round " + rounds + ", deleting " + selected.size() + " " + things + " ***\n");
        }
        return true;
    }

    /** Says that nothing is left. */
    void finish() {
        if (context.globals().statistics() > 0) {
            context.out()
                    .text(
                            rounds == 0
                                    ? "Nothing to flush.\n"
                                    : "*** Flush is complete after " + rounds + " round" + (rounds > 1 ? "s" : "")
                                            + " ***\n");
        }
    }
}

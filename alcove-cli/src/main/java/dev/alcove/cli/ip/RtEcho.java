package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.Netlink;
import java.io.IOException;

/** Sends a request that changes something. With {@code -echo} the kernel tells what came of it, which is printed. */
final class RtEcho {
    private RtEcho() {}

    /** The flag of a request that asks for it; 0 if it was not asked for. */
    static int flag(IpContext context) {
        return context.globals().isEcho() ? Netlink.NLM_F_ECHO : 0;
    }

    static void exchange(IpContext context, Batch request, RtPrinter printer) throws IpException, IOException {
        Iterable<Message> answers = context.exchange(request);
        if (!context.globals().isEcho()) {
            return;
        }
        context.out().begin();
        for (Message answer : answers) {
            printer.print(new RtMessage(answer, printer.fixed()));
        }
        context.out().end();
    }
}

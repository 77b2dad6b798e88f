package dev.alcove.cli.ip;

import dev.alcove.linux.Errno;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.AddressHeader;
import dev.alcove.linux.raw.AddressMessage;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Rtnetlink;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code ip address show} and {@code ip address flush}. */
final class AddressList {
    private final IpContext context;
    private final IpOutput out;
    private final AddressFilter filter;

    private AddressList(IpContext context, AddressFilter filter) {
        this.context = context;
        this.filter = filter;
        out = context.out();
    }

    static void show(IpContext context, IpWords words) throws IpException, IOException {
        new AddressList(context, AddressFilter.read(context, words)).show();
    }

    static void flush(IpContext context, IpWords words) throws IpException, IOException {
        if (!words.more()) {
            throw IpException.failure("Flush requires arguments.");
        }
        if (context.globals().family() == Socket.AF_PACKET) {
            throw IpException.failure("Cannot flush link addresses.");
        }
        new AddressList(context, AddressFilter.read(context, words)).flush();
    }

    private void show() throws IpException, IOException {
        out.begin();
        List<Message> links = filter.index() == 0 ? context.dump(linkRequest()) : context.exchange(linkRequest());
        for (Message link : links) {
            context.remember(link);
        }
        boolean withAddresses = filter.family() != Socket.AF_PACKET;
        List<RtMessage> addresses = withAddresses ? addresses() : List.of();
        boolean oneline = context.globals().isOneline();
        AddressPrinter printer =
                new AddressPrinter(context, oneline || context.globals().isEcho());
        for (Message message : links) {
            Link link = Link.of(message);
            if (withAddresses && !isShown(link, addresses)) {
                continue;
            }
            out.openObject(null);
            if (filter.accepts(link)
                    || withAddresses && oneline && !context.globals().isBrief()) {
                show(link, withAddresses, addresses, printer);
            }
            out.closeObject();
        }
        out.end();
    }

    /** Whether a link has an address that is selected, or has none while all are asked for. */
    private boolean isShown(Link link, List<RtMessage> addresses) throws IOException {
        boolean none = true;
        for (RtMessage address : addresses) {
            if (address.int32(AddressHeader.IFA_INDEX) == link.index()) {
                none = false;
                if (filter.accepts(address)) {
                    return true;
                }
            }
        }
        return none && filter.family() == Socket.AF_UNSPEC;
    }

    private void show(Link link, boolean withAddresses, List<RtMessage> addresses, AddressPrinter printer)
            throws IOException {
        IpGlobals globals = context.globals();
        boolean withLink = !filter.isLabelGiven() && (globals.isBrief() || !withAddresses || !globals.isOneline());
        if (withLink) {
            LinkPrinter.ofAddresses(context, filter.family()).print(link);
        }
        if (withAddresses) {
            out.openArray("addr_info", "");
            for (RtMessage address : addresses) {
                if (filter.acceptsState(link) && address.int32(AddressHeader.IFA_INDEX) == link.index()) {
                    show(address, printer);
                }
            }
            out.closeArray("");
            out.text(globals.isBrief() ? "\n" : "");
        }
        if (withLink && !globals.isBrief() && globals.statistics() > 0) {
            LinkStatistics.print(out, globals, link);
            out.line();
        }
    }

    /** Prints an address. One that is not selected leaves an empty object of JSON. */
    private void show(RtMessage address, AddressPrinter printer) throws IOException {
        if (filter.accepts(address)) {
            printer.print(address);
        } else {
            out.openObject(null);
            out.closeObject();
        }
    }

    /** For one link or for all; the kernel itself leaves out most of those that are not wanted. */
    private Batch linkRequest() {
        int family = context.globals().family();
        boolean filtered = family == Socket.AF_UNSPEC || family == Socket.AF_PACKET;
        Batch request = new Batch()
                .begin(Rtnetlink.RTM_GETLINK, filter.index() == 0 ? Netlink.NLM_F_DUMP : 0, "cannot list links")
                .int32(family)
                .int32(filter.index())
                .zeros(IfLink.IfInfo.SIZE - IfLink.IfInfo.IFI_FLAGS);
        if (context.globals().statistics() == 0 && (filtered || filter.index() != 0)) {
            request.int32(IfLink.IFLA_EXT_MASK, IfLink.RTEXT_FILTER_SKIP_STATS);
        }
        if (filter.index() == 0 && filtered && filter.master() != 0) {
            request.int32(IfLink.IFLA_MASTER, filter.master());
        }
        if (filter.index() == 0 && filtered && !filter.kind().isEmpty()) {
            request.nest(IfLink.IFLA_LINKINFO);
            IpText.put(request, IfLink.IFLA_INFO_KIND, filter.kind()).endNest();
        }
        return request.end();
    }

    private List<RtMessage> addresses() throws IpException, IOException {
        Batch request = new Batch()
                .begin(AddressMessage.RTM_GETADDR, Netlink.NLM_F_DUMP, "cannot list addresses")
                .zeros(AddressHeader.SIZE)
                .replace8(AddressHeader.IFA_FAMILY, filter.family())
                .replace32(AddressHeader.IFA_INDEX, filter.index())
                .end();
        List<RtMessage> addresses = new ArrayList<>();
        for (Message message : context.dump(request)) {
            addresses.add(new RtMessage(message, AddressHeader.SIZE));
        }
        return addresses;
    }

    private void flush() throws IpException, IOException {
        RtFlush flush = new RtFlush(context, "addresses", IpException.USAGE);
        AddressPrinter printer = new AddressPrinter(context, true);
        int loops = context.globals().loops();
        while (loops == 0 || flush.rounds() < loops) {
            List<RtMessage> selected = new ArrayList<>();
            for (RtMessage address : addresses()) {
                if (filter.accepts(address)) {
                    selected.add(address);
                }
            }
            if (RtFlush.isPrinted(context)) {
                for (RtMessage address : selected) {
                    printer.print(address);
                }
            }
            if (!flush.round(selected, AddressMessage.RTM_DELADDR, Errno.EADDRNOTAVAIL.number())) {
                return;
            }
            if (filter.isPrimary()) {
                flush.finish(); // others have taken their place, which are not to go
                return;
            }
        }
        throw IpException.failure(
                IpException.USAGE, "*** Flush remains incomplete after " + loops + " rounds. ***", null);
    }
}

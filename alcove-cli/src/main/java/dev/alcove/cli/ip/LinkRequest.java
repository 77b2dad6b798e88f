package dev.alcove.cli.ip;

import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Rtnetlink;
import dev.alcove.net.netns.NetnsDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to make, change or delete a link, written while its words are read and sent when all of them are known to be
 * right.
 */
final class LinkRequest implements AutoCloseable {
    /** Kinds of which iproute2 knows the settings, and Alcove does not. */
    private static final List<String> FOREIGN = List.of(
            "amt",
            "bareudp",
            "batadv",
            "bond",
            "bond_slave",
            "can",
            "dsa",
            "erspan",
            "geneve",
            "gre",
            "gretap",
            "gtp",
            "hsr",
            "ip6erspan",
            "ip6gre",
            "ip6gretap",
            "ip6tnl",
            "ipip",
            "ipoib",
            "macsec",
            "netkit",
            "pfcp",
            "rmnet",
            "sit",
            "team",
            "team_slave",
            "tun",
            "virt_wifi",
            "vti",
            "vti6",
            "vxcan",
            "wwan",
            "xfrm");

    private static final String SELF = "/proc/self/";
    private static final String THREAD = "/proc/thread-self/";

    private final IpContext context;
    private final int flags;
    private final boolean change;
    private final Batch batch = new Batch();
    private final List<Fd> open = new ArrayList<>();

    private LinkRequest(IpContext context, int message, int flags) {
        this.context = context;
        this.flags = flags;
        this.change = message == Rtnetlink.RTM_NEWLINK && !isCreate();
        batch.begin(message, flags, "cannot configure a link");
    }

    /**
     * Does what the words say.
     *
     * @param message {@code RTM_NEWLINK} or {@code RTM_DELLINK}
     * @param flags {@code NLM_F_*}
     */
    static void run(IpContext context, int message, int flags, IpWords words) throws IpException, IOException {
        try (LinkRequest request = new LinkRequest(context, message, flags)) {
            request.write(words);
            context.exchange(request.batch);
        }
    }

    private void write(IpWords words) throws IpException, IOException {
        LinkSettings settings = new LinkSettings(this);
        String kind = settings.parse(words);
        if (kind != null) {
            batch.nest(IfLink.IFLA_LINKINFO);
            IpText.put(batch, IfLink.IFLA_INFO_KIND, kind);
            if (words.more()) {
                data(kind, words);
            }
            batch.endNest();
        } else if (isCreate()) {
            throw IpException.failure("Not enough information: \"type\" argument is required");
        }
        batch.end();
    }

    private void data(String name, IpWords words) throws IpException, IOException {
        LinkKind kind = LinkKind.of(name);
        if (kind == null) {
            if (IpWords.matches(words.peek(), "help")) {
                throw LinkUsage.all();
            }
            throw FOREIGN.contains(name)
                    ? IpException.unsupported("\"" + words.peek() + "\" of a link of type " + name)
                    : IpException.failure(garbage(words));
        }
        boolean port = name.endsWith(LinkKind.PORT);
        batch.nest(port ? IfLink.IFLA_INFO_SLAVE_DATA : IfLink.IFLA_INFO_DATA);
        kind.parse(this, words);
        batch.endNest();
    }

    /** What is said of words behind the last that means something. */
    static String garbage(IpWords words) throws IpException {
        return "Garbage instead of arguments \"" + words.peek() + " ...\". Try \"ip link help\".";
    }

    IpContext context() {
        return context;
    }

    Batch batch() {
        return batch;
    }

    /** Whether a link is to be made. */
    boolean isCreate() {
        return (flags & Netlink.NLM_F_CREATE) != 0;
    }

    /** Whether one that is there is to be changed. */
    boolean isChange() {
        return change;
    }

    /** The family that was asked for, of those that addresses have. */
    int family() {
        return context.globals().family();
    }

    /** Opens a network namespace by its name or path until the request has been sent; null if there is none. */
    @Nullable Fd openNamespace(String word) throws LinuxException {
        String path = word.indexOf('/') >= 0 ? word : NetnsDirectory.PATH + "/" + word;
        if (path.startsWith(SELF)) {
            path = THREAD + path.substring(SELF.length()); // which is where -netns has it
        }
        try (FileCalls files = new FileCalls()) {
            int number = files.open(path, Open.O_RDONLY);
            if (number < 0) {
                return null;
            }
            Fd namespace = Descriptors.adopt(number);
            open.add(namespace);
            return namespace;
        }
    }

    @Override
    public void close() {
        for (Fd namespace : open) {
            namespace.close();
        }
    }
}

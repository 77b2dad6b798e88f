package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Open;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to make, change or delete a link, written while its words are read and sent when all of them are known to be
 * right.
 */
final class LinkRequest implements AutoCloseable {
    /** Kinds that have nothing to be set. */
    private static final List<String> PLAIN = List.of("dummy", "ifb", "nlmon", "vcan", "netdevsim");

    private final IpContext context;
    private final int flags;
    private final boolean change;
    private final Batch batch = new Batch();
    private final List<Integer> open = new ArrayList<>();
    private @Nullable FileCalls files;

    private LinkRequest(IpContext context, int message, int flags) {
        this.context = context;
        this.flags = flags;
        this.change = message == IfLink.RTM_NEWLINK && !isCreate();
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
            if (PLAIN.contains(name)) {
                throw IpException.failure(garbage(words));
            }
            throw IpException.unsupported("\"" + words.peek() + "\" of a link of type " + name);
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

    /** Opens a network namespace by its name or path until the request has been sent; negative if there is none. */
    int openNamespace(String word) throws IOException {
        FileCalls calls = files;
        if (calls == null) {
            calls = new FileCalls();
            files = calls;
        }
        int fd = calls.open(NamespaceNames.path(word), Open.O_RDONLY);
        if (fd >= 0) {
            open.add(fd);
        }
        return fd;
    }

    @Override
    public void close() {
        FileCalls calls = files;
        if (calls != null) {
            for (int fd : open) {
                calls.close(fd);
            }
            calls.close();
        }
    }
}

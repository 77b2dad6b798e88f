package dev.alcove.cli.ip;

import dev.alcove.linux.MalformedException;
import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Rtnetlink;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command works with: the global options, the output, the kernel. For one thread. */
public final class IpContext implements AutoCloseable {
    /** {@code IFNAMSIZ} without its NUL: what is longer can only be one of a link's further names. */
    private static final int MAX_NAME = 15;

    private static final String NUMBERED = "if";

    private final IpGlobals globals;
    private final IpOutput out;
    private final IpHost host;
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Integer, Integer> flags = new HashMap<>();
    private @Nullable NetlinkSocket socket;
    private boolean batch;

    IpContext(IpGlobals globals, IpOutput out, IpHost host) {
        this.globals = globals;
        this.out = out;
        this.host = host;
    }

    public IpGlobals globals() {
        return globals;
    }

    public IpOutput out() {
        return out;
    }

    IpHost host() {
        return host;
    }

    /** Writes a line on standard error, behind what was printed so far. */
    public void warn(String line) throws IOException {
        out.flush();
        host.err(line + "\n");
    }

    /** Whether the command is one of a batch. */
    boolean isBatch() {
        return batch;
    }

    void setBatch() {
        batch = true;
    }

    /** A socket for rtnetlink in the network namespace that {@code -netns} names, or else in that of the caller. */
    public NetlinkSocket socket() throws IOException {
        NetlinkSocket open = socket;
        if (open == null) {
            open = NetlinkSocket.open(Rtnetlink.NETLINK_ROUTE);
            socket = open;
        }
        return open;
    }

    /** Sends requests and gives the answers; {@link IpException#refused} for the first that the kernel refuses. */
    public List<Message> exchange(Batch batch) throws IpException, IOException {
        try {
            return socket().exchange(batch);
        } catch (NetlinkException e) {
            throw IpException.refused(e);
        }
    }

    /** Asks for all there is of something; {@link IpException#refusedDump} if the kernel refuses that. */
    public List<Message> dump(Batch request) throws IpException, IOException {
        try {
            return socket().dump(request);
        } catch (NetlinkException e) {
            throw IpException.refusedDump(e);
        }
    }

    /** The index of a link by any of its names, or by {@code if5}; 0 if there is none. */
    public int index(String name) throws IOException {
        Batch request = linkRequest(0);
        int type = name.length() <= MAX_NAME ? IfLink.IFLA_IFNAME : IfLink.IFLA_ALT_IFNAME;
        Message link = link(IpText.put(request, type, name).end());
        return link == null ? numbered(name) : index(link);
    }

    /** The same; {@link IpException#noDevice} if there is none. */
    public int requireIndex(String name) throws IpException, IOException {
        int index = index(name);
        if (index == 0) {
            throw IpException.noDevice(name);
        }
        return index;
    }

    /** The name of a link: {@code if5} if there is none of that index, {@code *} for 0. */
    public String name(int index) throws IOException {
        if (index == 0) {
            return "*";
        }
        String name = names.get(index);
        if (name == null) {
            link(index);
            name = names.get(index);
        }
        return name == null ? NUMBERED + Integer.toUnsignedString(index) : name;
    }

    /** The flags of a link, {@code IFF_*}; 0 if there is none of that index. */
    public int flags(int index) throws IOException {
        if (!flags.containsKey(index)) {
            link(index);
        }
        return flags.getOrDefault(index, 0);
    }

    /** What the kernel says of a link, without statistics; null if there is none of that index. */
    public @Nullable Message link(int index) throws IOException {
        Message link = link(linkRequest(index).end());
        if (link != null) {
            remember(link);
        }
        return link;
    }

    /** Keeps the name and the flags of a link that the kernel told about, so that they need not be asked for. */
    public void remember(Message link) throws MalformedException {
        Attributes attributes = link.attributes(IfLink.IfInfo.SIZE);
        String name = IpText.get(attributes, IfLink.IFLA_IFNAME);
        if (name != null) {
            names.put(index(link), name);
            flags.put(index(link), link.payload().getInt(IfLink.IfInfo.IFI_FLAGS));
        }
    }

    /** Forgets what may have changed: the names and the flags of links. */
    void forget() {
        names.clear();
        flags.clear();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }

    private static Batch linkRequest(int index) {
        return new Batch()
                .begin(Rtnetlink.RTM_GETLINK, 0, "cannot look for a link")
                .int32(0)
                .int32(index)
                .zeros(IfLink.IfInfo.SIZE - IfLink.IfInfo.IFI_INDEX - Integer.BYTES)
                .int32(IfLink.IFLA_EXT_MASK, IfLink.RTEXT_FILTER_SKIP_STATS);
    }

    private @Nullable Message link(Batch request) throws IOException {
        try {
            for (Message answer : socket().exchange(request)) {
                if (answer.type() == Rtnetlink.RTM_NEWLINK) {
                    return answer;
                }
            }
            return null;
        } catch (NetlinkException none) {
            return null;
        }
    }

    private static int index(Message link) throws MalformedException {
        link.attributes(IfLink.IfInfo.SIZE);
        return link.payload().getInt(IfLink.IfInfo.IFI_INDEX);
    }

    /** What a name stands for that is a number in disguise: a link of another namespace may be told by it. */
    private static int numbered(String name) {
        if (!name.startsWith(NUMBERED)) {
            return 0;
        }
        long number = IpWords.number(name.substring(NUMBERED.length()));
        return number < 0 || number > Integer.MAX_VALUE ? 0 : (int) number;
    }
}

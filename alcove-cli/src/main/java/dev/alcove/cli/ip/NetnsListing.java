package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Rtnetlink;
import dev.alcove.net.netns.NetnsDirectory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** {@code ip netns list} and {@code ip netns list-id}. */
final class NetnsListing {
    /** {@code struct rtgenmsg} and its padding. */
    private static final int RTGENMSG_SIZE = 4;

    private static final int NONE = NetnsNumbers.NONE;

    private final IpContext context;
    private final IpOutput out;
    private final NetnsDirectory names;

    NetnsListing(IpContext context, NetnsDirectory names) {
        this.context = context;
        this.out = context.out();
        this.names = names;
    }

    /** Each name, with its number. Without the directory nothing at all is printed, not even in JSON, as iproute2 has it. */
    void list() throws IOException {
        if (!names.exists()) {
            return;
        }
        NetnsNumbers numbers = new NetnsNumbers(context);
        out.begin();
        for (String name : names.list()) {
            int id = numbers.of(name);
            out.openObject(null);
            out.string("name", "", name, "");
            if (id != NONE) {
                out.number("id", " (id: ", id, ")");
            }
            out.text("\n");
            out.closeObject();
        }
        out.end();
    }

    /** Each number, or one, with its name; those that another namespace has, given by its own number, with ours for them. */
    void listIds(IpWords words) throws IpException, IOException {
        int target = NONE;
        int nsid = NONE;
        while (words.more()) {
            switch (words.next()) {
                case "target-nsid" -> target = number(words, "target-nsid", target);
                case "nsid" -> nsid = number(words, "nsid", nsid);
                default -> throw IpException.usage(NetnsObject.usage());
            }
        }
        Map<Integer, String> named = names();
        Batch request = request(nsid, target);
        var answers = nsid == NONE ? context.dump(request) : context.exchange(request);
        out.begin();
        for (Message answer : answers) {
            if (answer.type() == Rtnetlink.RTM_NEWNSID) {
                print(answer.attributes(RTGENMSG_SIZE), target != NONE, named);
            }
        }
        out.end();
    }

    private static int number(IpWords words, String what, int before) throws IpException {
        if (before != NONE) {
            throw IpException.duplicate(what, what);
        }
        String word = words.next();
        long number = IpWords.number(word, Integer.MIN_VALUE, Integer.MAX_VALUE, "\"" + what + "\" value is invalid");
        if (number < 0) {
            throw IpException.wrong("\"" + what + "\" value should be >= 0", word);
        }
        return (int) number;
    }

    private static Batch request(int nsid, int target) {
        Batch request = new Batch()
                .begin(
                        Rtnetlink.RTM_GETNSID,
                        nsid == NONE ? Netlink.NLM_F_DUMP : 0,
                        "cannot list the numbers of network namespaces")
                .zeros(RTGENMSG_SIZE);
        if (nsid != NONE) {
            request.int32(Rtnetlink.NETNSA_NSID, nsid);
        }
        if (target != NONE) {
            request.int32(Rtnetlink.NETNSA_TARGET_NSID, target);
        }
        return request.end();
    }

    /** Names by their numbers. */
    Map<Integer, String> names() throws IOException {
        NetnsNumbers numbers = new NetnsNumbers(context);
        Map<Integer, String> named = new HashMap<>();
        for (String name : names.list()) {
            named.putIfAbsent(numbers.of(name), name); // also for those without a number, which nobody asks for
        }
        return named;
    }

    private void print(Attributes answer, boolean ofTarget, Map<Integer, String> named) throws IOException {
        int nsid = answer.int32(Rtnetlink.NETNSA_NSID).orElse(NONE);
        OptionalInt current = answer.int32(Rtnetlink.NETNSA_CURRENT_NSID);
        out.openObject(null);
        number("nsid", nsid);
        if (current.isPresent()) {
            number("current-nsid", current.getAsInt());
        }
        int ours = ofTarget ? current.orElse(NONE) : nsid;
        String name = ours == NONE ? null : named.get(ours);
        if (name != null) {
            out.string("name", "(iproute2 netns name: ", name, ")");
        }
        out.text("\n");
        out.closeObject();
    }

    private void number(String key, int nsid) {
        if (nsid < 0) {
            out.text(key + " unassigned ");
        } else {
            out.number(key, key + " ", nsid, " ");
        }
    }
}

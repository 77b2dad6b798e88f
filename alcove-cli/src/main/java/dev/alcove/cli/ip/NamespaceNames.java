package dev.alcove.cli.ip;

import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.Rtnetlink;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Named network namespaces, and the numbers that the one of a context has for them. */
final class NamespaceNames {
    private static final String DIRECTORY = "/run/netns/";

    /** {@code struct rtgenmsg} and its padding. */
    private static final int RTGENMSG_SIZE = 4;

    private final IpContext context;
    private @Nullable Map<Integer, String> names;

    NamespaceNames(IpContext context) {
        this.context = context;
    }

    /** The path of a namespace's file: a word with a slash in it is one. */
    static String path(String word) {
        return word.indexOf('/') >= 0 ? word : DIRECTORY + word;
    }

    /** The name of the namespace that has this number; null if none of those with a name has it. */
    @Nullable String name(int number) throws IOException {
        Map<Integer, String> known = names;
        if (known == null) {
            known = new HashMap<>();
            String[] all = new File(DIRECTORY).list();
            try (FileCalls files = new FileCalls()) {
                for (int i = 0; all != null && i < all.length; i++) {
                    known.putIfAbsent(number(files, all[i]), all[i]);
                }
            }
            known.remove(Rtnetlink.NETNSA_NSID_NOT_ASSIGNED);
            names = known;
        }
        return known.get(number);
    }

    private int number(FileCalls files, String name) throws IOException {
        int fd = files.open(path(name), Open.O_RDONLY);
        if (fd < 0) {
            return Rtnetlink.NETNSA_NSID_NOT_ASSIGNED;
        }
        try {
            return number(fd);
        } finally {
            files.close(fd);
        }
    }

    /** The number of an open namespace; {@link Rtnetlink#NETNSA_NSID_NOT_ASSIGNED} if it has none, or is no namespace. */
    int number(int fd) throws IOException {
        Batch request =
                request(Rtnetlink.RTM_GETNSID).int32(Rtnetlink.NETNSA_FD, fd).end();
        try {
            for (Message answer : context.socket().exchange(request)) {
                if (answer.type() == Rtnetlink.RTM_NEWNSID) {
                    return answer.attributes(RTGENMSG_SIZE)
                            .int32(Rtnetlink.NETNSA_NSID)
                            .orElse(Rtnetlink.NETNSA_NSID_NOT_ASSIGNED);
                }
            }
        } catch (NetlinkException none) {
            return Rtnetlink.NETNSA_NSID_NOT_ASSIGNED;
        }
        return Rtnetlink.NETNSA_NSID_NOT_ASSIGNED;
    }

    /** Has the kernel choose a number for an open namespace. */
    void assign(int fd) throws IpException, IOException {
        context.exchange(request(Rtnetlink.RTM_NEWNSID)
                .int32(Rtnetlink.NETNSA_FD, fd)
                .int32(Rtnetlink.NETNSA_NSID, Rtnetlink.NETNSA_NSID_NOT_ASSIGNED)
                .end());
    }

    private static Batch request(int type) {
        return new Batch()
                .begin(type, 0, "cannot ask for the number of a network namespace")
                .zeros(RTGENMSG_SIZE);
    }
}

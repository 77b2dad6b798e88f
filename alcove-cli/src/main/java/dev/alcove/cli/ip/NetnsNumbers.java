package dev.alcove.cli.ip;

import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.Open;
import dev.alcove.net.netns.NetnsDirectory;
import dev.alcove.net.netns.NetnsIds;
import java.io.IOException;
import java.util.OptionalInt;

/** The numbers of network namespaces by their names, as the namespace has them that the context's socket is of. */
final class NetnsNumbers {
    static final int NONE = -1;

    private final IpContext context;

    NetnsNumbers(IpContext context) {
        this.context = context;
    }

    /** The number of a name, {@link #NONE} if it has none or may not be opened; warns where no namespace is bound to it. */
    int of(String name) throws IOException {
        int number = open(NetnsDirectory.PATH + "/" + name);
        if (number < 0) {
            return NONE;
        }
        try (Fd namespace = Descriptors.adopt(number)) {
            OptionalInt id = new NetnsIds(context.socket()).of(namespace);
            return id.isPresent() ? id.getAsInt() : NONE;
        } catch (NetlinkException e) {
            context.warn(
                    "\"" + name + "\" is a name without a network namespace: it is left over, see ip netns delete");
            return NONE;
        }
    }

    /** Gives a number to the namespace of a name or, if there is no such name, to that of a process. */
    void set(String name, int nsid) throws IpException, IOException {
        int number = open(NetnsDirectory.PATH + "/" + name);
        int ofProcess = number < 0 && IpWords.number(name) >= 0 ? open("/proc/" + name + "/ns/net") : number;
        if (ofProcess < 0) {
            throw IpException.failure("Cannot open network namespace \"" + name + "\": " + IpException.text(-number));
        }
        try (Fd namespace = Descriptors.adopt(ofProcess)) {
            new NetnsIds(context.socket()).set(namespace, nsid);
        } catch (NetlinkException e) {
            throw IpException.refused(e);
        }
    }

    private static int open(String path) throws LinuxException {
        try (FileCalls files = new FileCalls()) {
            return files.open(path, Open.O_RDONLY);
        }
    }
}

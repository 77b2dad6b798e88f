package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Batch;
import dev.alcove.linux.raw.IfLink;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which link settings are for: one that is there, or the name and the place of one that is to be made. */
final class LinkTarget {
    /** {@code IFNAMSIZ} without its NUL. */
    private static final int MAX_NAME = 15;

    private final LinkRequest request;
    private @Nullable String name;
    private @Nullable String device;
    private @Nullable String lower;
    private int index;
    private int addressLength;
    private boolean moves;

    LinkTarget(LinkRequest request) {
        this.request = request;
    }

    /** The name it is to have. */
    void name(String word) throws IpException {
        if (name != null) {
            throw IpException.duplicate("name", word);
        }
        if (word.length() > MAX_NAME || !isName(word)) {
            throw IpException.wrong("\"name\" not a valid ifname", word);
        }
        name = word;
        device = device == null ? word : device;
    }

    /** The name it has; of one that is to be made, what {@link #name} is. */
    void device(String word) throws IpException {
        if (device != null && !device.equals(name)) {
            throw IpException.duplicateOrGarbage("dev", word);
        }
        if (!isName(word)) {
            throw IpException.wrong("\"dev\" not a valid ifname", word);
        }
        device = word;
    }

    /** Whether a link may be called so, however long the name is. */
    static boolean isName(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '/' || c == ' ' || c >= '\t' && c <= '\r') {
                return false;
            }
        }
        return !word.isEmpty();
    }

    /** The index it is to have. */
    void index(String word) throws IpException {
        if (index != 0) {
            throw IpException.duplicate("index", word);
        }
        index = (int) IpWords.number(word, 1, Integer.MAX_VALUE, "Invalid \"index\" value");
    }

    /** The link it is to be based on. */
    void lower(String word) {
        lower = word;
    }

    /** It gets an address of so many bytes. */
    void addressOf(int bytes) {
        addressLength = bytes;
    }

    /** It goes to another network namespace. */
    void moves() {
        moves = true;
    }

    boolean isNamed() {
        return device != null;
    }

    /** Writes what is known at last into the request, and gives the index for its header. */
    int resolve() throws IpException, IOException {
        if (device != null && addressLength > 0 && !request.isCreate()) {
            requireLength(device);
        }
        if (index != 0 && !request.isCreate() && !moves) {
            throw IpException.usage(
                    "index can be used only when creating devices or when moving device to another netns.");
        }
        return request.isCreate() ? ofNew() : ofOld();
    }

    private void requireLength(String device) throws IpException, IOException {
        int number = request.context().index(device);
        Link link = number == 0 ? null : LinkList.find(request.context(), number);
        Optional<byte[]> address =
                link == null ? Optional.empty() : link.attributes().bytes(IfLink.IFLA_ADDRESS);
        if (address.isPresent() && address.get().length != addressLength) {
            int length = address.get().length;
            throw IpException.failure("Invalid address length " + addressLength + " - must be " + length + " bytes");
        }
    }

    private int ofNew() throws IpException, IOException {
        if (name != null && !name.equals(device)) {
            throw IpException.usage("both \"name\" and \"dev\" cannot be used when creating devices.");
        }
        Batch batch = request.batch();
        if (lower != null) {
            batch.int32(IfLink.IFLA_LINK, request.context().requireIndex(lower));
        }
        if (device != null) {
            IpText.put(batch, IfLink.IFLA_IFNAME, device);
        }
        return index;
    }

    private int ofOld() throws IpException, IOException {
        if (device == null) {
            throw IpException.usage("Not enough information: \"dev\" argument is required.");
        }
        Batch batch = request.batch();
        int old = request.context().requireIndex(device);
        if (index != 0) {
            batch.int32(IfLink.IFLA_NEW_IFINDEX, index);
        }
        if (name != null && !name.equals(device)) {
            IpText.put(batch, IfLink.IFLA_IFNAME, name);
        }
        return old;
    }
}

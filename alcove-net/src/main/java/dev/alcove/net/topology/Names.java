package dev.alcove.net.topology;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** How the parts of a topology are called, by people and in the kernel. */
final class Names {
    /** The longest name of a topology or a host: a label of a host name. */
    static final int MAX_LENGTH = 63;

    private static final int IFNAMSIZ = 16;
    private static final int READABLE = 6;

    private Names() {}

    /** Whether a topology or a host can be called so: letters, digits and inner hyphens. A dot is what joins the two. */
    static boolean isLabel(String name) {
        int last = name.length() - 1;
        if (last < 0 || last >= MAX_LENGTH || name.charAt(0) == '-' || name.charAt(last) == '-') {
            return false;
        }
        return name.chars()
                .allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-');
    }

    /** The name that the namespace of a host has in {@code /run/netns}. */
    static String namespace(String topology, String host) {
        return topology + "." + host;
    }

    /**
     * What the end of a link is called at the switch. There it must differ from all others, and where the switch is in the
     * namespace of the caller from those of other topologies too.
     */
    static String port(String topology, String host, String link, boolean outside) {
        String readable = host + "-" + link;
        if (!outside && readable.length() < IFNAMSIZ) {
            return readable;
        }
        CRC32 sum = new CRC32();
        sum.update((topology + "." + host + "." + link).getBytes(StandardCharsets.UTF_8));
        String hash = Long.toHexString(sum.getValue() | 1L << Integer.SIZE).substring(1);
        return host.substring(0, Math.min(READABLE, host.length())) + "-" + hash;
    }
}

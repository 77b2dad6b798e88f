package dev.alcove.cli.ip;

import dev.alcove.linux.raw.RouteCacheInfo;
import dev.alcove.linux.raw.RouteMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The flags of a route and of a next hop, and what the kernel keeps of the packets that took one. */
final class RouteFlags {
    /** In the order in which they are printed, as the others. */
    private static final int[] FLAGS = {
        RouteMessage.RTNH_F_DEAD,
        RouteMessage.RTNH_F_ONLINK,
        RouteMessage.RTNH_F_PERVASIVE,
        RouteMessage.RTNH_F_OFFLOAD,
        RouteMessage.RTNH_F_TRAP,
        RouteMessage.RTM_F_NOTIFY,
        RouteMessage.RTNH_F_LINKDOWN,
        RouteMessage.RTNH_F_UNRESOLVED,
        RouteMessage.RTM_F_OFFLOAD,
        RouteMessage.RTM_F_TRAP,
        RouteMessage.RTM_F_OFFLOAD_FAILED,
    };

    private static final String[] NAMES = {
        "dead",
        "onlink",
        "pervasive",
        "offload",
        "trap",
        "notify",
        "linkdown",
        "unresolved",
        "rt_offload",
        "rt_trap",
        "rt_offload_failed",
    };

    private static final long[] CACHED = {
        RouteMessage.RTCF_LOCAL,
        RouteMessage.RTCF_REJECT,
        RouteMessage.RTCF_MULTICAST,
        RouteMessage.RTCF_BROADCAST,
        RouteMessage.RTCF_DNAT,
        RouteMessage.RTCF_SNAT,
        RouteMessage.RTCF_MASQ,
        RouteMessage.RTCF_DIRECTDST,
        RouteMessage.RTCF_DIRECTSRC,
        RouteMessage.RTCF_REDIRECTED,
        RouteMessage.RTCF_DOREDIRECT,
        RouteMessage.RTCF_FAST,
        RouteMessage.RTCF_NOTIFY,
        RouteMessage.RTCF_TPROXY,
    };

    private static final String[] CACHED_NAMES = {
        "local",
        "reject",
        "mc",
        "brd",
        "dst-nat",
        "src-nat",
        "masq",
        "dst-direct",
        "src-direct",
        "redirected",
        "redirect",
        "fastroute",
        "notify",
        "proxy",
    };

    private static final long CACHED_FLAGS = 0xffff_0000L;

    private RouteFlags() {}

    static void print(IpOutput out, int flags) {
        out.openArray("flags", "");
        for (int i = 0; i < FLAGS.length; i++) {
            if ((flags & FLAGS[i]) != 0) {
                out.string(null, "", NAMES[i], " ");
            }
        }
        out.closeArray("");
    }

    /** Prints the flags of an answer to which way a packet takes. */
    static void printCached(IpOutput out, int flags) {
        long rest = flags & CACHED_FLAGS;
        out.line();
        out.openArray("cache", "    cache " + (rest == 0 ? "" : "<"));
        for (int i = 0; i < CACHED.length; i++) {
            if ((rest & CACHED[i]) != 0) {
                rest &= ~CACHED[i];
                out.string(null, "", CACHED_NAMES[i], rest == 0 ? "> " : ",");
            }
        }
        if (rest != 0) {
            out.hex(null, "", rest, ">");
        }
        out.closeArray("");
    }

    /**
     * Prints {@code RTA_CACHEINFO}.
     *
     * @param statistics whether its use is printed too
     */
    static void printCacheInfo(IpOutput out, byte[] attribute, boolean statistics) {
        if (attribute.length < RouteCacheInfo.SIZE) {
            return;
        }
        ByteBuffer info = ByteBuffer.wrap(attribute).order(ByteOrder.nativeOrder());
        int expires = info.getInt(RouteCacheInfo.RTA_EXPIRES);
        if (expires != 0) {
            out.number("expires", "expires ", expires / RtValues.TICKS, "sec ");
        }
        unsigned(out, info, RouteCacheInfo.RTA_ERROR, "error", "error ", " ");
        if (statistics) {
            unsigned(out, info, RouteCacheInfo.RTA_CLNTREF, "users", "users ", " ");
            unsigned(out, info, RouteCacheInfo.RTA_USED, "used", "used ", " ");
            long lastUse = Integer.toUnsignedLong(info.getInt(RouteCacheInfo.RTA_LASTUSE));
            if (lastUse != 0) {
                out.unsigned("age", "age ", lastUse / RtValues.TICKS, "sec ");
            }
        }
    }

    private static void unsigned(IpOutput out, ByteBuffer info, int offset, String key, String before, String after) {
        if (info.getInt(offset) != 0) {
            out.unsigned(key, before, Integer.toUnsignedLong(info.getInt(offset)), after);
        }
    }
}

package dev.alcove.cli.ip;

import dev.alcove.linux.netlink.Attributes;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Socket;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What {@code -details} prints of a link. */
final class LinkDetails {
    private static final String[] ADDRESS_MODES = {"eui64", "none", "stable_secret", "random"};

    private final IpContext context;
    private final IpOutput out;
    private final Link link;

    LinkDetails(IpContext context, Link link) {
        this.context = context;
        this.out = context.out();
        this.link = link;
    }

    /** The number of a way to make up addresses; -1 for a word that is none. */
    static int addressMode(String word) {
        for (int i = 0; i < ADDRESS_MODES.length; i++) {
            if (ADDRESS_MODES[i].equalsIgnoreCase(word)) {
                return i;
            }
        }
        return -1;
    }

    /** Prints them. {@code links}: for {@code ip link}. */
    void print(boolean links) throws IOException {
        number(IfLink.IFLA_PROMISCUITY, "promiscuity", " promiscuity ");
        number(IfLink.IFLA_ALLMULTI, "allmulti", " allmulti ");
        number(IfLink.IFLA_MIN_MTU, "min_mtu", "minmtu ");
        number(IfLink.IFLA_MAX_MTU, "max_mtu", "maxmtu ");
        kinds();
        if (links) {
            addressMode();
        }
        number(IfLink.IFLA_NUM_TX_QUEUES, "num_tx_queues", "numtxqueues ");
        number(IfLink.IFLA_NUM_RX_QUEUES, "num_rx_queues", "numrxqueues ");
        number(IfLink.IFLA_GSO_MAX_SIZE, "gso_max_size", "gso_max_size ");
        number(IfLink.IFLA_GSO_MAX_SEGS, "gso_max_segs", "gso_max_segs ");
        number(IfLink.IFLA_TSO_MAX_SIZE, "tso_max_size", "tso_max_size ");
        number(IfLink.IFLA_TSO_MAX_SEGS, "tso_max_segs", "tso_max_segs ");
        number(IfLink.IFLA_GRO_MAX_SIZE, "gro_max_size", "gro_max_size ");
        string(link.text(IfLink.IFLA_PHYS_PORT_NAME), "phys_port_name", "portname ");
        string(hex(IfLink.IFLA_PHYS_PORT_ID), "phys_port_id", "portid ");
        string(hex(IfLink.IFLA_PHYS_SWITCH_ID), "phys_switch_id", "switchid ");
        string(link.text(IfLink.IFLA_PARENT_DEV_BUS_NAME), "parentbus", "parentbus ");
        string(link.text(IfLink.IFLA_PARENT_DEV_NAME), "parentdev", "parentdev ");
    }

    private void number(int attribute, String key, String before) throws IOException {
        OptionalInt value = link.attributes().int32(attribute);
        if (value.isPresent()) {
            out.unsigned(key, before, Integer.toUnsignedLong(value.getAsInt()), " ");
        }
    }

    private void string(@Nullable String value, String key, String before) {
        if (value != null) {
            out.string(key, before, value, " ");
        }
    }

    private @Nullable String hex(int attribute) {
        Optional<byte[]> bytes = link.attributes().bytes(attribute);
        return bytes.isPresent() ? LinkLayer.hex(bytes.get(), "") : null;
    }

    /** The kind of the link and what is to be said of it, then the same of its place in a master. */
    private void kinds() throws IOException {
        Optional<Attributes> info = link.attributes().nested(IfLink.IFLA_LINKINFO);
        if (info.isEmpty()) {
            return;
        }
        out.openObject("linkinfo");
        String kind = IpText.get(info.get(), IfLink.IFLA_INFO_KIND);
        if (kind != null) {
            out.line();
            out.string("info_kind", "    ", kind, " ");
            data(LinkKind.of(kind), "info_data", info.get(), IfLink.IFLA_INFO_DATA);
        }
        String portKind = IpText.get(info.get(), IfLink.IFLA_INFO_SLAVE_KIND);
        if (portKind != null) {
            out.line();
            out.string("info_slave_kind", "    ", portKind, out.isJson() ? "" : LinkKind.PORT + " ");
            data(LinkKind.of(portKind + LinkKind.PORT), "info_slave_data", info.get(), IfLink.IFLA_INFO_SLAVE_DATA);
        }
        out.closeObject();
    }

    private void data(@Nullable LinkKind kind, String key, Attributes info, int attribute) throws IOException {
        if (kind == null || !kind.isPrinted()) {
            return;
        }
        out.openObject(key);
        Optional<Attributes> data = info.nested(attribute);
        if (data.isPresent()) {
            kind.print(context, data.get());
        }
        out.closeObject();
    }

    private void addressMode() throws IOException {
        Optional<Attributes> families = link.attributes().nested(IfLink.IFLA_AF_SPEC);
        Optional<Attributes> inet6 = families.isPresent() ? families.get().nested(Socket.AF_INET6) : Optional.empty();
        OptionalInt mode = inet6.isPresent() ? inet6.get().int8(IfLink.IFLA_INET6_ADDR_GEN_MODE) : OptionalInt.empty();
        if (mode.isPresent()) {
            int value = mode.getAsInt();
            String name = value < ADDRESS_MODES.length ? ADDRESS_MODES[value] : "0x" + Integer.toHexString(value);
            out.string("inet6_addr_gen_mode", "addrgenmode ", name, " ");
        }
    }
}

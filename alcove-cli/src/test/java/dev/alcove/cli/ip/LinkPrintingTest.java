package dev.alcove.cli.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alcove.launch.Program;
import dev.alcove.linux.netlink.Message;
import dev.alcove.linux.raw.IfKinds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The details of kinds that not every kernel has, where the parity test meets no such link: as ip-link(8) of iproute2 6.1 prints
 * them.
 */
class LinkPrintingTest {
    private static final int MAX = 256;

    private final ByteBuffer data = ByteBuffer.allocate(MAX).order(ByteOrder.nativeOrder());

    @Test
    void vlan() throws Exception {
        int maps = nest(IfKinds.IFLA_VLAN_INGRESS_QOS);
        pair(IfKinds.IFLA_VLAN_QOS_MAPPING, 1, 2);
        pair(IfKinds.IFLA_VLAN_QOS_MAPPING, 3, 4);
        end(maps);
        pair(IfKinds.IFLA_VLAN_FLAGS, IfKinds.VLAN_FLAG_REORDER_HDR | IfKinds.VLAN_FLAG_GVRP, 0);
        attribute(IfKinds.IFLA_VLAN_ID, Short.BYTES).putShort((short) 5).putShort((short) 0);
        attribute(IfKinds.IFLA_VLAN_PROTOCOL, Short.BYTES).put(new byte[] {(byte) 0x88, (byte) 0xa8, 0, 0});
        assertEquals("protocol 802.1ad id 5 <REORDER_HDR,GVRP> \n      ingress-qos-map { 1:2 3:4 } ", printed("vlan"));
        assertEquals(
                "[{\"protocol\":\"802.1ad\",\"id\":5,\"flags\":[\"REORDER_HDR\",\"GVRP\"],"
                        + "\"ingress_qos\":[{\"from\":1,\"to\":2},{\"from\":3,\"to\":4}]}]\n",
                printed("vlan", "-j"));
    }

    @Test
    void ipvlan() throws Exception {
        attribute(IfKinds.IFLA_IPVLAN_MODE, Short.BYTES)
                .putShort((short) IfKinds.IPVLAN_MODE_L3S)
                .putShort((short) 0);
        attribute(IfKinds.IFLA_IPVLAN_FLAGS, Short.BYTES)
                .putShort((short) IfKinds.IPVLAN_F_VEPA)
                .putShort((short) 0);
        assertEquals(" mode l3s vepa ", printed("ipvlan"));
        assertEquals("[{\"mode\":\"l3s\",\"vepa\":true}]\n", printed("ipvtap", "-j"));
    }

    @Test
    void vrf() throws Exception {
        attribute(IfKinds.IFLA_VRF_TABLE, Integer.BYTES).putInt(-2);
        assertEquals("table 4294967294 ", printed("vrf"));
        assertEquals("[{\"table\":4294967294}]\n", printed("vrf_slave", "-j"));
    }

    @Test
    void tun() throws Exception {
        octet(IfKinds.IFLA_TUN_TYPE, IfKinds.IFF_TAP);
        octet(IfKinds.IFLA_TUN_PI, 0);
        octet(IfKinds.IFLA_TUN_VNET_HDR, 1);
        octet(IfKinds.IFLA_TUN_MULTI_QUEUE, 0);
        octet(IfKinds.IFLA_TUN_PERSIST, 1);
        attribute(IfKinds.IFLA_TUN_OWNER, Integer.BYTES).putInt(0);
        attribute(IfKinds.IFLA_TUN_GROUP, Integer.BYTES).putInt(-7);
        assertEquals("type tap pi off vnet_hdr on persist on user root group 4294967289 ", printed("tun"));
        assertEquals(
                "[{\"type\":\"tap\",\"pi\":false,\"vnet_hdr\":true,\"multi_queue\":false,\"persist\":true,\"user\":\"root\","
                        + "\"group\":4294967289}]\n",
                printed("tun", "-j"));
    }

    @Test
    void numbersForPeople() {
        assertEquals("999", IpNumbers.text(999, true, false));
        assertEquals("1.00k", IpNumbers.text(1000, true, false));
        assertEquals("1000", IpNumbers.text(1000, true, true));
        assertEquals("1.50ki", IpNumbers.text(1536, true, true));
        assertEquals("15.0k", IpNumbers.text(15_000, true, false));
        assertEquals("150M", IpNumbers.text(150_000_000, true, false));
        assertEquals("18.4E", IpNumbers.text(-1, true, false));
        assertEquals("18446744073709551615", IpNumbers.text(-1, false, false));
    }

    // ---- Attributes as the kernel writes them

    private ByteBuffer attribute(int type, int length) {
        return data.putShort((short) (4 + length)).putShort((short) type);
    }

    private void octet(int type, int value) {
        attribute(type, 1).put((byte) value).put(new byte[3]);
    }

    private void pair(int type, int first, int second) {
        attribute(type, 2 * Integer.BYTES).putInt(first).putInt(second);
    }

    private int nest(int type) {
        int start = data.position();
        attribute(type, 0);
        return start;
    }

    private void end(int start) {
        data.putShort(start, (short) (data.position() - start));
    }

    private String printed(String kind, String... options) throws Exception {
        StringBuilder written = new StringBuilder();
        IpHost host = new IpHost() {
            @Override
            public void err(String text) {
                written.append(text);
            }

            @Override
            public void become(Program program) {
                throw new IllegalStateException("nothing is to be executed");
            }

            @Override
            public String version() {
                return "";
            }

            @Override
            public boolean write(String bytes) {
                written.append(bytes);
                return true;
            }
        };
        IpGlobals globals = IpGlobals.parse(new IpWords(List.of(options)));
        IpOutput out = new IpOutput(globals, host, false, false);
        Message message = new Message(0, 0, 0, data.slice(0, data.position()).order(ByteOrder.nativeOrder()));
        LinkKind known = Objects.requireNonNull(LinkKind.of(kind), kind);
        try (IpContext context = new IpContext(globals, out, host)) {
            out.begin();
            out.openObject(null);
            known.print(context, message.attributes(0));
            out.closeObject();
            out.end();
            out.flush();
        }
        return written.toString();
    }
}

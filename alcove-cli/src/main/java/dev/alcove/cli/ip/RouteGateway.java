package dev.alcove.cli.ip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The gateway of a route of another family, {@code RTA_VIA}: the family in two bytes, then the address.
 *
 * @param family {@code AF_*}
 */
record RouteGateway(int family, byte[] address) {
    private static final int FAMILY = Short.BYTES;

    static RouteGateway of(byte[] attribute) {
        int family = ByteBuffer.wrap(attribute).order(ByteOrder.nativeOrder()).getShort(0);
        return new RouteGateway(family, Arrays.copyOfRange(attribute, FAMILY, attribute.length));
    }

    byte[] encoded() {
        return ByteBuffer.allocate(FAMILY + address.length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) family)
                .put(address)
                .array();
    }
}

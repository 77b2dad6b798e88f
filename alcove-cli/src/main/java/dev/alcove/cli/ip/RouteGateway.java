package dev.alcove.cli.ip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The gateway of a route of another family, {@code RTA_VIA}: the family in two bytes, then the address. */
final class RouteGateway {
    private static final int FAMILY = Short.BYTES;

    private static final byte[] NONE = {};

    private final int family;
    private final byte[] address;

    RouteGateway(int family, byte[] address) {
        this.family = family;
        this.address = address;
    }

    /** {@code AF_*}. */
    int family() {
        return family;
    }

    byte[] address() {
        return address;
    }

    /** Reads the attribute; of one that is too short, there is neither. */
    static RouteGateway of(byte[] attribute) {
        if (attribute.length < FAMILY) {
            return new RouteGateway(0, NONE);
        }
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

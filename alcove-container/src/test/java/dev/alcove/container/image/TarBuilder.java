package dev.alcove.container.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes tars byte by byte, also such as no tool would. */
final class TarBuilder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] header(char type, String name, String link, int mode, long size, int major, int minor) {
        byte[] block = new byte[512];
        put(block, 0, 100, name);
        put(block, 100, 8, "%07o".formatted(mode));
        put(block, 108, 8, "0000000");
        put(block, 116, 8, "0000000");
        put(block, 124, 12, "%011o".formatted(size));
        put(block, 136, 12, "%011o".formatted(1_000_000_000L));
        block[156] = (byte) type;
        put(block, 157, 100, link);
        put(block, 257, 8, "ustar\00000");
        put(block, 329, 8, "%07o".formatted(major));
        put(block, 337, 8, "%07o".formatted(minor));
        checksum(block);
        return block;
    }

    static void checksum(byte[] block) {
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, 8, "%06o\0 ".formatted(sum));
    }

    TarBuilder raw(byte[] bytes) {
        out.writeBytes(bytes);
        out.writeBytes(new byte[-bytes.length & 511]);
        return this;
    }

    TarBuilder file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    TarBuilder file(String name, byte[] bytes) {
        return raw(header('0', name, "", 0644, bytes.length, 0, 0)).raw(bytes);
    }

    TarBuilder directory(String name) {
        return raw(header('5', name, "", 0755, 0, 0, 0));
    }

    TarBuilder link(String name, String target) {
        return raw(header('2', name, target, 0777, 0, 0, 0));
    }

    TarBuilder hardLink(String name, String target) {
        return raw(header('1', name, target, 0644, 0, 0, 0));
    }

    TarBuilder device(String name, int major, int minor) {
        return raw(header('3', name, "", 0666, 0, major, minor));
    }

    TarBuilder pax(String key, String value) {
        int length = key.length() + value.length() + 3;
        int total = length + Integer.toString(length).length();
        total = length + Integer.toString(total).length();
        byte[] record = (total + " " + key + "=" + value + "\n").getBytes(StandardCharsets.ISO_8859_1);
        return raw(header('x', "pax", "", 0644, record.length, 0, 0)).raw(record);
    }

    byte[] end() {
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    static TarReader reader(byte[] tar) {
        return new TarReader("test.tar", new ByteArrayInputStream(tar), TarLimits.DEFAULT);
    }

    private static void put(byte[] block, int at, int size, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, Math.min(size, bytes.length));
    }
}

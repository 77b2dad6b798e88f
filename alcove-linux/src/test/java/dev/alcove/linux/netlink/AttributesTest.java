package dev.alcove.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.MalformedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a {@link Batch} writes is read again, and whatever bytes come are read or refused. */
class AttributesTest {
    private static final int ROUNDS = 20_000;

    private static Batch sample() {
        return new Batch()
                .begin(16, 0x400, "first")
                .int8(1)
                .zeros(1)
                .int16(2)
                .int32(3)
                .int8(1, 0xfe)
                .int16(2, 0xfffe)
                .int32(3, -2)
                .int64(4, Long.MIN_VALUE)
                .bigEndian16(5, 0x1234)
                .bigEndian32(6, 0x12345678)
                .bigEndian64(7, 0x123456789abcdefL)
                .string(8, "\u00e4\u20ac")
                .flag(9)
                .nest(10)
                .int32(1, 11)
                .nest(2)
                .attribute(3, new byte[] {1, 2, 3})
                .endNest()
                .endNest()
                .int32(3, 7)
                .end()
                .begin(17, 0, "second")
                .end();
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        List<Message> messages = Message.parse(sample().encoded());
        assertEquals(2, messages.size());
        assertEquals(List.of(16, 17), messages.stream().map(Message::type).toList());
        assertEquals(List.of(1, 2), messages.stream().map(Message::sequence).toList());
        assertEquals(0x401, messages.getFirst().flags());
        Attributes read = messages.getFirst().attributes(8);
        assertEquals(OptionalInt.of(0xfe), read.int8(1));
        assertEquals(OptionalInt.of(0xfffe), read.int16(2));
        assertEquals(OptionalInt.of(7), read.int32(3), "the last one counts");
        assertEquals(11, read.all().size());
        assertEquals(OptionalLong.of(Long.MIN_VALUE), read.int64(4));
        assertEquals(OptionalInt.of(0x1234), read.bigEndian16(5));
        assertArrayEquals(new byte[] {0x12, 0x34, 0x56, 0x78}, read.bytes(6).orElseThrow());
        assertEquals(OptionalInt.of(0x12345678), read.bigEndian32(6));
        assertEquals(OptionalLong.of(0x123456789abcdefL), read.bigEndian64(7));
        assertEquals(Optional.of("\u00e4\u20ac"), read.string(8));
        assertTrue(read.has(9));
        assertFalse(read.has(99));
        assertEquals(OptionalInt.empty(), read.int32(99));
        Attributes nested = read.nested(10).orElseThrow();
        assertEquals(OptionalInt.of(11), nested.int32(1));
        assertArrayEquals(
                new byte[] {1, 2, 3}, nested.nested(2).orElseThrow().bytes(3).orElseThrow());
        assertThrows(MalformedException.class, () -> read.int32(2), "two bytes are no four");
        assertThrows(MalformedException.class, () -> messages.getLast().attributes(4));
    }

    @Test
    void aFixedPartIsReplacedWhenItsValuesAreKnown() throws Exception {
        Batch batch = new Batch();
        assertThrows(IllegalStateException.class, () -> batch.replace8(0, 1), "there is no message yet");
        batch.begin(16, 0, "other").zeros(12).end();
        batch.begin(16, 0, "replaced").zeros(12).int32(1, 2);
        batch.replace8(1, 0xab)
                .replace16(2, 0xcdef)
                .replace32(8, 0x12345678)
                .int32(2, 3)
                .end();
        List<Message> messages = Message.parse(batch.encoded());
        assertEquals(0, messages.getFirst().payload().getLong(0));
        ByteBuffer payload = messages.getLast().payload();
        assertEquals((byte) 0xab, payload.get(1));
        assertEquals((short) 0xcdef, payload.getShort(2));
        assertEquals(0x12345678, payload.getInt(8));
        assertEquals(OptionalInt.of(3), messages.getLast().attributes(12).int32(2));

        Batch again = new Batch().begin(17, 0, "sent back").bytes(payload).end();
        assertEquals(payload, Message.parse(again.encoded()).getFirst().payload());
        assertEquals(OptionalInt.of(2), Attributes.of(payload, 12).int32(1));
        assertThrows(MalformedException.class, () -> Attributes.of(payload, 100));
    }

    @Test
    void aMessageIsEndedBeforeItIsSent() {
        Batch batch = new Batch();
        assertThrows(IllegalStateException.class, batch::encoded);
        assertThrows(IllegalStateException.class, () -> batch.int32(1, 1));
        batch.begin(16, 0, "open").nest(1);
        assertThrows(IllegalStateException.class, batch::end);
        assertThrows(IllegalStateException.class, batch::encoded);
        assertThrows(IllegalStateException.class, () -> batch.begin(16, 0, "another"));
        batch.endNest();
        assertThrows(IllegalStateException.class, batch::endNest);
        assertThrows(IllegalArgumentException.class, () -> batch.attribute(1, new byte[65532]));
        batch.nest(1).attribute(2, new byte[65531]);
        assertThrows(IllegalArgumentException.class, batch::endNest);
    }

    @Test
    void anyBytesAreReadOrRefused() {
        Random random = new Random(1);
        byte[] sample = sample().encoded();
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            refused += isRefused(mutated(sample, random)) ? 1 : 0;
        }
        assertTrue(refused > ROUNDS / 20 && refused < ROUNDS, "refused " + refused);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            isRefused(bytes);
        }
        for (int length = 0; length < sample.length; length++) {
            isRefused(Arrays.copyOf(sample, length));
        }
    }

    private static byte[] mutated(byte[] sample, RandomGenerator random) {
        byte[] bytes = sample.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    /** Reads everything that can be read of a datagram; an exception of another kind is the test's failure. */
    private static boolean isRefused(byte[] datagram) {
        try {
            for (Message message : Message.parse(datagram)) {
                readAll(message.attributes(8), 0);
                message.error();
                readAll(message.errorAttributes(), 0);
            }
            return false;
        } catch (MalformedException e) {
            return true;
        }
    }

    private static void readAll(Attributes attributes, int depth) throws MalformedException {
        for (Attributes.Attribute attribute : attributes.all()) {
            int type = attribute.type();
            assertTrue(type >= 0 && type <= 0x3fff);
            assertTrue(attributes.string(type).isPresent());
            assertEquals(attribute.value().order(), ByteOrder.nativeOrder());
            if (attribute.value().remaining() == Integer.BYTES) {
                attribute.value().getInt(0);
            } else if (depth < 4 && (type == 10 || type == 2)) {
                readAll(attribute.nested(), depth + 1);
            }
        }
    }
}

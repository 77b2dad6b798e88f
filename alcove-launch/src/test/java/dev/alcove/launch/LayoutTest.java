package dev.alcove.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That everything has its own place, what has contents in front, and that pointers point at what they should. */
class LayoutTest {
    private static final long BASE = 0x7f00_0000_1000L;

    @Test
    void putsSlotsThenContentsThenZeroes() {
        ProgramBuilder builder = new ProgramBuilder("test");
        builder.slot("own");
        Data zeroes = builder.buffer(24);
        Data text = builder.string("hello");
        Data pointers = builder.pointers(text, null, zeroes);
        builder.exit(0);
        Layout layout = new Layout(builder.build());
        assertEquals(4 * 8, layout.offset(text));
        assertEquals(4 * 8 + 8, layout.offset(pointers));
        assertEquals(4 * 8 + 8 + 24, layout.contents());
        assertEquals(layout.contents(), layout.offset(zeroes));
        assertEquals(layout.contents() + 24, layout.size());

        ByteBuffer memory = written(layout, 16);
        assertEquals(BASE + layout.offset(text), memory.getLong(16 + layout.offset(pointers)));
        assertEquals(0, memory.getLong(16 + layout.offset(pointers) + 8));
        assertEquals(BASE + layout.offset(zeroes), memory.getLong(16 + layout.offset(pointers) + 16));
    }

    @Test
    void holdsEverythingOfRandomProgramsOnceAndAligned() {
        for (long seed = 0; seed < 500; seed++) {
            Program program = RandomPrograms.of(seed);
            Layout layout = new Layout(program);
            List<Data> blocks = program.data();
            int[] users = new int[layout.size()];
            Arrays.fill(users, 0, program.slots().size() * 8, 1);
            ByteBuffer memory = written(layout, 0);
            for (Data block : blocks) {
                int at = layout.offset(block);
                assertEquals(0, at % 8, "seed " + seed);
                for (int i = at; i < at + block.size(); i++) {
                    assertEquals(1, ++users[i], "seed " + seed + ": byte " + i + " is used twice");
                }
                byte[] bytes = new byte[block.bytes().length];
                if (bytes.length > 0) {
                    assertTrue(at + bytes.length <= layout.contents(), "seed " + seed);
                    memory.get(at, bytes);
                }
                assertArrayEquals(block.bytes(), bytes, "seed " + seed);
                checkPointers(layout, memory, block);
            }
        }
    }

    private static void checkPointers(Layout layout, ByteBuffer memory, Data block) {
        @Nullable Data[] targets = block.pointers();
        for (int i = 0; targets != null && i < targets.length; i++) {
            Data target = targets[i];
            long expected = target == null ? 0 : BASE + layout.offset(target);
            assertEquals(expected, memory.getLong(layout.offset(block) + i * 8));
        }
    }

    /** Room for the contents and no more: what a file holds. */
    private static ByteBuffer written(Layout layout, int start) {
        ByteBuffer memory = ByteBuffer.allocate(start + layout.contents()).order(ByteOrder.LITTLE_ENDIAN);
        layout.write(memory, start, BASE);
        return memory;
    }
}

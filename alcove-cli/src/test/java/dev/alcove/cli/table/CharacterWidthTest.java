package dev.alcove.cli.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.Test;

/** Judged by wcwidth(3) of the C library, for every character that it can print. */
final class CharacterWidthTest {
    private static final int LC_CTYPE_MASK = 1;

    @Test
    void isThatOfTheCLibrary() throws Throwable {
        Linker linker = Linker.nativeLinker();
        var longs = ValueLayout.JAVA_LONG;
        MethodHandle width =
                handle(linker, "wcwidth", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        MethodHandle use = handle(linker, "uselocale", FunctionDescriptor.of(longs, longs));
        MethodHandle create = handle(
                linker, "newlocale", FunctionDescriptor.of(longs, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, longs));
        int compared = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom("C.UTF-8");
            long locale = (long) create.invokeExact(LC_CTYPE_MASK, name, 0L);
            assertTrue(locale != 0, "no locale C.UTF-8");
            long before = (long) use.invokeExact(locale);
            for (int i = 1; i <= Character.MAX_CODE_POINT; i++) {
                int expected = (int) width.invokeExact(i);
                if (expected > CharacterWidth.UNPRINTABLE && Character.isDefined(i) && !isContested(i)) {
                    assertEquals(expected, CharacterWidth.of(i), Integer.toHexString(i));
                    compared++;
                }
            }
            long restored = (long) use.invokeExact(before);
            assertEquals(locale, restored);
        }
        assertTrue(compared > 200_000, () -> "few characters compared");
    }

    /** Characters of which versions of the C library differ. */
    private static boolean isContested(int character) {
        return character == 0x1734
                || character == 0x1171e
                || character >= 0x4dc0 && character <= 0x4dff
                || character >= 0x890 && character <= 0x891
                || character >= 0x1d300 && character <= 0x1d376
                || character >= 0x2630 && character <= 0x2637
                || character >= 0x268a && character <= 0x268f;
    }

    private static MethodHandle handle(Linker linker, String function, FunctionDescriptor type) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), type);
    }
}

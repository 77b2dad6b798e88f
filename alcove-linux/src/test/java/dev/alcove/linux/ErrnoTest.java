package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The judge is libc: strerror in the C locale, and strerrorname_np. */
class ErrnoTest {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final int LC_ALL_MASK = 0x1fbf;
    private static final int BEYOND = 200;

    @Test
    void namesAndTextsAreThoseOfLibc() throws Throwable {
        MethodHandle name =
                function("strerrorname_np", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        MethodHandle text = function(
                "strerror_l", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        MemorySegment c = cLocale();
        for (int number = 1; number < BEYOND; number++) {
            MemorySegment found = (MemorySegment) name.invokeExact(number);
            Optional<Errno> errno = Errno.of(number);
            assertEquals(found.address() != 0, errno.isPresent(), "number " + number);
            if (errno.isPresent()) {
                assertEquals(string(found), errno.get().name());
                assertEquals(
                        string((MemorySegment) text.invokeExact(number, c)),
                        errno.get().text());
                assertEquals(number, errno.get().number());
            }
        }
    }

    @Test
    void numbersThatAreNoErrorsHaveNoName() {
        for (int number : new int[] {Integer.MIN_VALUE, -1, 0, 4095, Integer.MAX_VALUE}) {
            assertEquals(Optional.empty(), Errno.of(number));
        }
    }

    @Test
    void anExceptionTellsAttemptErrorCallAndRemedy() {
        LinuxException e = new LinuxException("mount /proc failed", "mount(...)", 1, "be root");
        assertEquals("mount /proc failed: Operation not permitted (EPERM), by mount(...); be root", e.getMessage());
        assertEquals(Optional.of(Errno.EPERM), e.errno());
        LinuxException unknown = new LinuxException("x failed", "x()", 1000, null);
        assertEquals("x failed: error 1000, by x()", unknown.getMessage());
        assertEquals(Optional.empty(), unknown.errno());
        assertEquals(1000, unknown.errnoNumber());
    }

    private static MemorySegment cLocale() throws Throwable {
        MethodHandle newlocale = function(
                "newlocale",
                FunctionDescriptor.of(
                        ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            return (MemorySegment) newlocale.invokeExact(LC_ALL_MASK, arena.allocateFrom("C"), MemorySegment.NULL);
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
    }

    private static String string(MemorySegment text) {
        return text.reinterpret(BEYOND).getString(0);
    }
}

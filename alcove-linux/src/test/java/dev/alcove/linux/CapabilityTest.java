package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Capabilities, their sets, and rlimits, as names. HeadersTest has the numbers. */
class CapabilityTest {
    @Test
    void setsHoldBits() {
        CapabilitySet set = CapabilitySet.of(Capability.CAP_CHOWN, Capability.CAP_SYS_ADMIN);
        assertEquals("0000000000200001", set.hex());
        assertEquals(Optional.of(set), CapabilitySet.ofHex("0000000000200001"));
        assertEquals(Optional.of(set), CapabilitySet.ofHex("200001"));
        assertEquals("CAP_CHOWN,CAP_SYS_ADMIN", set.toString());
        assertTrue(set.contains(Capability.CAP_SYS_ADMIN));
        assertFalse(set.without(Capability.CAP_SYS_ADMIN).contains(Capability.CAP_SYS_ADMIN));
        assertEquals(set, CapabilitySet.of(Capability.CAP_CHOWN).with(Capability.CAP_SYS_ADMIN));
        assertEquals(set, CapabilitySet.ALL.intersection(set));
        assertEquals(CapabilitySet.ALL, CapabilitySet.ALL.union(set));
        assertTrue(CapabilitySet.ALL.containsAll(set));
        assertFalse(set.containsAll(CapabilitySet.ALL));
        assertTrue(CapabilitySet.EMPTY.isEmpty());
        assertEquals("000001ffffffffff", CapabilitySet.ALL.hex());
    }

    @Test
    void bitsOfNewerKernelsAreKept() {
        CapabilitySet all = CapabilitySet.ofHex("ffffffffffffffff").orElseThrow();
        assertEquals("ffffffffffffffff", all.hex());
        assertEquals(List.of("CAP_CHECKPOINT_RESTORE", "41"), all.names().subList(40, 42));
        assertEquals(64, all.names().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x1", "g", "00000000000000000", "-1", " 1", "\u0661"})
    void whatIsNoSetIsEmpty(String text) {
        assertEquals(Optional.empty(), CapabilitySet.ofHex(text));
    }

    @Test
    void namesGoWithAndWithoutPrefixInAnyCase() {
        for (Capability capability : Capability.values()) {
            assertEquals(Optional.of(capability), Capability.ofName(capability.name()));
            assertEquals(
                    Optional.of(capability),
                    Capability.ofName(capability.name().substring(4).toLowerCase(java.util.Locale.ROOT)));
            assertEquals(Optional.of(capability), Capability.of(capability.number()));
        }
        for (Rlimit resource : Rlimit.values()) {
            assertEquals(Optional.of(resource), Rlimit.ofName(resource.name()));
            assertEquals(Optional.of(resource), Rlimit.ofName(resource.name().substring(7)));
            assertEquals(Optional.of(resource), Rlimit.of(resource.number()));
        }
        for (String no : List.of("", "CAP_", "CAP_CAP_CHOWN", "all", "41")) {
            assertEquals(Optional.empty(), Capability.ofName(no));
            assertEquals(Optional.empty(), Rlimit.ofName(no));
        }
        assertEquals(Optional.empty(), Capability.of(41));
        assertEquals(Optional.empty(), Capability.of(-1));
        assertEquals(Optional.empty(), Rlimit.of(16));
    }
}

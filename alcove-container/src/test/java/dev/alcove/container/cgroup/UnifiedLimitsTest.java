package dev.alcove.container.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The conversions, at the points that runc's and crun's documents give. */
class UnifiedLimitsTest {
    @Test
    void sharesBecomeWeights() {
        assertEquals(1, UnifiedLimits.weight(2));
        assertEquals(100, UnifiedLimits.weight(1024));
        assertEquals(10_000, UnifiedLimits.weight(262_144));
    }

    @Test
    void blockIoWeightsSpread() {
        assertEquals(1, UnifiedLimits.weight(10, false));
        assertEquals(10_000, UnifiedLimits.weight(1000, false));
        assertEquals(500, UnifiedLimits.weight(500, true));
    }
}

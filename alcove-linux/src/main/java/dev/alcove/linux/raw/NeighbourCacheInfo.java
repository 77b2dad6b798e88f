package dev.alcove.linux.raw;

/**
 * {@code NDA_CACHEINFO} of a neighbour, {@code struct nda_cacheinfo}: 32 bits each, times in clock ticks.
 *
 * <p>Source: {@code linux/neighbour.h}.
 */
public final class NeighbourCacheInfo {
    public static final int NDM_CONFIRMED = 0;
    public static final int NDM_USED = 4;
    public static final int NDM_UPDATED = 8;
    public static final int NDM_REFCNT = 12;
    public static final int SIZE = 16;

    private NeighbourCacheInfo() {}
}

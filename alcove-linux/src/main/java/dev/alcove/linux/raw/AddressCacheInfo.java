package dev.alcove.linux.raw;

/**
 * {@code IFA_CACHEINFO} of an address, {@code struct ifa_cacheinfo}: 32 bits each, life times in seconds, of which all ones
 * are forever.
 *
 * <p>Source: {@code linux/if_addr.h}.
 */
public final class AddressCacheInfo {
    public static final int IFA_PREFERED = 0;
    public static final int IFA_VALID = 4;
    public static final int CSTAMP = 8;
    public static final int TSTAMP = 12;
    public static final int SIZE = 16;

    private AddressCacheInfo() {}
}

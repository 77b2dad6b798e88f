package dev.alcove.linux.raw;

/**
 * What a message about an address begins with, {@code struct ifaddrmsg}: four bytes, then 32 bits. Of its flags there are more
 * than fit in: they are in {@code IFA_FLAGS}.
 *
 * <p>Source: {@code linux/if_addr.h}.
 */
public final class AddressHeader {
    public static final int IFA_FAMILY = 0;
    public static final int IFA_PREFIXLEN = 1;
    public static final int IFA_SCOPE = 3;
    public static final int IFA_INDEX = 4;
    public static final int SIZE = 8;

    private AddressHeader() {}
}

package dev.alcove.cli.ip;

import dev.alcove.linux.raw.AddressMessage;
import dev.alcove.linux.raw.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A flag of an address: the table by which they are read and printed.
 *
 * @param name the word
 * @param mask {@code IFA_F_*}
 * @param settable whether it can be asked for
 * @param inet6 whether that is for IPv6 alone
 */
record AddressFlag(String name, int mask, boolean settable, boolean inet6) {
    /** In the order in which they are printed. The second is what the first is called of IPv6. */
    private static final AddressFlag[] ALL = {
        new AddressFlag("secondary", AddressMessage.IFA_F_SECONDARY, false, false),
        new AddressFlag("temporary", AddressMessage.IFA_F_SECONDARY, false, false),
        new AddressFlag("nodad", AddressMessage.IFA_F_NODAD, true, true),
        new AddressFlag("optimistic", AddressMessage.IFA_F_OPTIMISTIC, true, true),
        new AddressFlag("dadfailed", AddressMessage.IFA_F_DADFAILED, false, true),
        new AddressFlag("home", AddressMessage.IFA_F_HOMEADDRESS, true, true),
        new AddressFlag("deprecated", AddressMessage.IFA_F_DEPRECATED, false, true),
        new AddressFlag("tentative", AddressMessage.IFA_F_TENTATIVE, false, true),
        new AddressFlag("permanent", AddressMessage.IFA_F_PERMANENT, false, true),
        new AddressFlag("mngtmpaddr", AddressMessage.IFA_F_MANAGETEMPADDR, true, true),
        new AddressFlag("noprefixroute", AddressMessage.IFA_F_NOPREFIXROUTE, true, false),
        new AddressFlag("autojoin", AddressMessage.IFA_F_MCAUTOJOIN, true, false),
        new AddressFlag("stable-privacy", AddressMessage.IFA_F_STABLE_PRIVACY, false, true),
    };

    /** The flag that a word names; null if it names none. */
    static @Nullable AddressFlag find(String word) {
        for (AddressFlag flag : ALL) {
            if (flag.name.equals(word)) {
                return flag;
            }
        }
        return null;
    }

    /** Prints the flags of an address. That it is permanent is not told, but that it is not. */
    static void print(IpOutput out, int family, int flags) {
        int rest = flags;
        for (AddressFlag flag : ALL) {
            boolean set = (rest & flag.mask) != 0;
            rest &= ~flag.mask;
            if (flag.mask == AddressMessage.IFA_F_PERMANENT) {
                if (!set) {
                    out.bool("dynamic", "dynamic ", true);
                }
            } else if (set) {
                boolean temporary = flag.mask == AddressMessage.IFA_F_SECONDARY && family == Socket.AF_INET6;
                String name = temporary ? "temporary" : flag.name;
                out.bool(name, name + " ", true);
            }
        }
        if (rest != 0) {
            String digits = Integer.toHexString(rest);
            out.string("ifa_flags", "flags ", digits.length() < 2 ? "0" + digits : digits, out.isJson() ? "" : " ");
        }
    }
}

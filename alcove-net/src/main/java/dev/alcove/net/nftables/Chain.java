package dev.alcove.net.nftables;

import dev.alcove.linux.raw.Nftables;
import java.util.Locale;
import java.util.Optional;

/**
 * A chain of rules: one that packets come to by themselves, at a hook, or one that others jump to.
 *
 * @param table the name of its table
 * @param base where it is hooked in; empty for one that others jump to
 */
public record Chain(Family family, String table, String name, Optional<Base> base) {
    /** What becomes of a packet at the end of a base chain. */
    public enum Policy {
        DROP(Nftables.NF_DROP),
        ACCEPT(Nftables.NF_ACCEPT);

        private final int number;

        Policy(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** Where packets come by, in families of IP. */
    public enum Hook {
        PREROUTING(Nftables.NF_INET_PRE_ROUTING),
        INPUT(Nftables.NF_INET_LOCAL_IN),
        FORWARD(Nftables.NF_INET_FORWARD),
        OUTPUT(Nftables.NF_INET_LOCAL_OUT),
        POSTROUTING(Nftables.NF_INET_POST_ROUTING);

        private final int number;

        Hook(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What makes a chain a base chain.
     *
     * @param type {@code filter}, {@code nat} or {@code route}
     * @param hook the kernel's number of the hook, which is that of a {@link Hook} in the families of IP
     * @param priority the order at the hook, lower ones first
     */
    public record Base(String type, int hook, int priority, Policy policy) {
        /** A chain at a hook of the families of IP. */
        public static Base of(String type, Hook hook, int priority, Policy policy) {
            return new Base(type, hook.number(), priority, policy);
        }
    }

    /** A chain that others jump to. */
    public static Chain regular(Table table, String name) {
        return new Chain(table.family(), table.name(), name, Optional.empty());
    }

    /** A chain that lets pass what no rule stops. */
    public static Chain base(Table table, String name, String type, Hook hook, int priority) {
        Base base = Base.of(type, hook, priority, Policy.ACCEPT);
        return new Chain(table.family(), table.name(), name, Optional.of(base));
    }

    /** Whether packets come here at the hook of a family of IP. */
    public boolean isAt(Hook hook) {
        boolean ip = family == Family.IP || family == Family.IP6 || family == Family.INET;
        return ip && base.isPresent() && base.get().hook == hook.number();
    }

    /** As nft(8) writes it: {@code chain ip filter FORWARD}. */
    @Override
    public String toString() {
        return "chain " + family + " " + table + " " + name;
    }
}

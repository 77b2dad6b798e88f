package dev.alcove.net.nftables;

import dev.alcove.linux.raw.Nftables;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One step of a rule. The names, and what the numbers mean, are those of {@code linux/netfilter/nf_tables.h}. Registers are
 * {@code NFT_REG_1} and up, with 16 bytes each.
 *
 * <p>What is read and is none of these, or says more than these can, is an {@link Other}, which keeps all of it.
 */
public sealed interface Expression {
    /** Loads what the kernel knows of the packet; {@code NFT_META_*}. */
    record Meta(int key, int register) implements Expression {}

    /** Loads bytes of the packet; {@code NFT_PAYLOAD_*}, offset and length in bytes. */
    record Payload(int base, int offset, int length, int register) implements Expression {}

    /** Loads what connection tracking knows; {@code NFT_CT_*}. */
    record Conntrack(int key, int register) implements Expression {}

    /** Loads what the routing tables say of the packet's addresses; {@code NFT_FIB_RESULT_*} and {@code NFTA_FIB_F_*}. */
    record Fib(int result, int flags, int register) implements Expression {}

    /** How a register and a value are compared: as bytes, so that numbers have to be big-endian to be more or less. */
    enum Operator {
        EQ(Nftables.NFT_CMP_EQ),
        NEQ(Nftables.NFT_CMP_NEQ),
        LT(Nftables.NFT_CMP_LT),
        LTE(Nftables.NFT_CMP_LTE),
        GT(Nftables.NFT_CMP_GT),
        GTE(Nftables.NFT_CMP_GTE);

        private final int number;

        Operator(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** Ends the rule unless the register compares so. */
    record Compare(int register, Operator operator, Data value) implements Expression {}

    /** {@code register = source & mask ^ xor}. */
    record Bitwise(int source, int register, Data mask, Data xor) implements Expression {}

    /** Ends the rule unless the register is within the range or, if inverted, without. */
    record Range(int register, boolean inverted, Data from, Data to) implements Expression {}

    /** Loads a value. */
    record Immediate(int register, Data value) implements Expression {}

    /** Looks up a register in a set and ends the rule unless it is there; of a map, loads what it is mapped to. */
    record Lookup(String set, int register, OptionalInt destination, boolean inverted) implements Expression {}

    /**
     * Ends the rule, and perhaps the way of the packet.
     *
     * @param code {@code NF_ACCEPT}, {@code NF_DROP}, {@code NFT_JUMP}, {@code NFT_GOTO}, {@code NFT_RETURN}
     * @param chain where to jump or go
     */
    record Verdict(int code, Optional<String> chain) implements Expression {
        static final Verdict ACCEPT = new Verdict(Nftables.NF_ACCEPT, Optional.empty());
        static final Verdict DROP = new Verdict(Nftables.NF_DROP, Optional.empty());
        static final Verdict RETURN = new Verdict(Nftables.NFT_RETURN, Optional.empty());

        static Verdict jump(String chain) {
            return new Verdict(Nftables.NFT_JUMP, Optional.of(chain));
        }
    }

    /** Gives the connection the address of the interface that the packet leaves by; {@code NF_NAT_RANGE_*}. */
    record Masquerade(int flags) implements Expression {}

    /**
     * Gives the connection another source or destination.
     *
     * @param destination whether it is the destination: {@code dnat}
     * @param address the register that has the address, empty to leave that as it is
     * @param port the register that has the port, big-endian, empty to leave that as it is
     * @param flags {@code NF_NAT_RANGE_*}, without those that say that there is an address or a port
     */
    record Nat(boolean destination, Family family, OptionalInt address, OptionalInt port, int flags)
            implements Expression {}

    /** Counts; what was counted does not make two counters differ. */
    record Counter(long packets, long bytes) implements Expression {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Counter;
        }

        @Override
        public int hashCode() {
            return Counter.class.hashCode();
        }
    }

    /** Any other, as it came. */
    record Other(String name, Data attributes) implements Expression {}
}

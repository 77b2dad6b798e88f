package dev.alcove.net.nftables;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A rule: expressions, done one after the other until one of them does not match or gives a verdict.
 *
 * @param table the name of its table
 * @param chain the name of its chain
 * @param handle the kernel's number for it, unique in its table; empty for one that is not there yet
 * @param comment up to 128 bytes of UTF-8, which {@code nft list} shows
 */
public record Rule(
        Family family,
        String table,
        String chain,
        OptionalLong handle,
        List<Expression> expressions,
        Optional<String> comment) {
    public Rule {
        expressions = List.copyOf(expressions);
    }

    /** A rule that is not there yet. */
    public static Rule of(Chain chain, List<Expression> expressions) {
        return new Rule(
                chain.family(), chain.table(), chain.name(), OptionalLong.empty(), expressions, Optional.empty());
    }

    /** The same with a comment. */
    public Rule withComment(String text) {
        return new Rule(family, table, chain, handle, expressions, Optional.of(text));
    }

    /** The same as one that is not there yet: what two rules that do the same have in common. */
    public Rule withoutHandle() {
        return new Rule(family, table, chain, OptionalLong.empty(), expressions, comment);
    }

    boolean isIn(Chain other) {
        return family == other.family() && table.equals(other.table()) && chain.equals(other.name());
    }
}

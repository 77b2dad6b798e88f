package dev.alcove.net.nftables;

import dev.alcove.net.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * That an owner needs a sysctl to be 1, and what it was if it was Alcove that turned it on. Kept in the owner's table, as the
 * comment of a rule in a chain of its own that nothing jumps to: so it is there exactly as long as the rules that need it, and
 * everybody can read it.
 *
 * @param name below {@code /proc/sys}: {@code net/ipv4/ip_forward}
 * @param before its value before Alcove turned it on; empty if it was on
 */
record SysctlNote(String name, Optional<String> before) {
    static final String CHAIN = "sysctls";
    static final String ON = "1";

    static final String FORWARD4 = "net/ipv4/ip_forward";
    static final String FORWARD6 = "net/ipv6/conf/all/forwarding";

    private static final String INTERFACE4 = "net/ipv4/conf/";
    private static final String ROUTE_LOCALNET = "/route_localnet";
    /** What stands in the place of an interface and means every one. */
    private static final List<String> EVERY = List.of("all", "default");

    private static final String WAS = " was ";

    /** The sysctls that forwarding takes. */
    static List<String> forwarding(NatConfiguration configuration) {
        List<String> names = new ArrayList<>();
        if (configuration.hasIpv4()) {
            names.add(FORWARD4);
        }
        if (configuration.hasIpv6()) {
            names.add(FORWARD6);
        }
        return names;
    }

    /** The sysctls that a configuration asks for. */
    static List<String> needed(NatConfiguration configuration) {
        List<String> names = new ArrayList<>();
        if (configuration.forwarding()) {
            names.addAll(forwarding(configuration));
        }
        if (configuration.loopback()) {
            names.add(INTERFACE4 + configuration.bridge() + ROUTE_LOCALNET);
        }
        return names;
    }

    Rule rule(Chain chain) {
        String text = before.isPresent() ? name + WAS + before.get() : name;
        return RuleBuilder.in(chain).verdict(Expression.Verdict.RETURN).withComment(text);
    }

    /**
     * The note in a rule. Whoever may change the rules of a network namespace can write anything there, and it will decide what
     * is written into {@code /proc/sys}: so nothing counts that Alcove would not have written.
     */
    static Optional<SysctlNote> of(Rule rule) {
        if (!rule.chain().equals(CHAIN) || rule.comment().isEmpty()) {
            return Optional.empty();
        }
        String comment = rule.comment().get();
        int was = comment.indexOf(WAS);
        String name = was < 0 ? comment : comment.substring(0, was);
        Optional<String> before = was < 0 ? Optional.empty() : Optional.of(comment.substring(was + WAS.length()));
        boolean known = isKnown(name) && (before.isEmpty() || before.get().equals("0"));
        return known ? Optional.of(new SysctlNote(name, before)) : Optional.empty();
    }

    private static boolean isKnown(String name) {
        if (name.equals(FORWARD4) || name.equals(FORWARD6)) {
            return true;
        }
        int end = name.length() - ROUTE_LOCALNET.length();
        if (!name.startsWith(INTERFACE4) || !isOfInterface(name) || end <= INTERFACE4.length()) {
            return false;
        }
        String interfaceName = name.substring(INTERFACE4.length(), end);
        try {
            return !EVERY.contains(new InterfaceName(interfaceName).value());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static boolean isOfInterface(String name) {
        return name.endsWith(ROUTE_LOCALNET);
    }

    /** For {@link NetworkFiles}. */
    static String path(String name) {
        return "sys/" + name;
    }
}

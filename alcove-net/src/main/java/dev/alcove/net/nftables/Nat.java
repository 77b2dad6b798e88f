package dev.alcove.net.nftables;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.netlink.NetlinkSocket;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * NAT for networks behind bridges, in the network namespace that is between them and the outside: masquerading, forwarding and
 * published ports. Each owner has a table of nf_tables of its own, {@code inet alcove-OWNER}; {@code docs/nat.md} shows what is
 * in it.
 *
 * <p>All that changes in nf_tables changes at once, or nothing does. Nothing is remembered elsewhere: what is there is read from
 * the kernel each time, so that any process can apply, list and remove, and two at a time do not lose each other's changes.
 *
 * <p>Takes CAP_NET_ADMIN in the user namespace that owns the network namespace, and Linux 5.10 with nf_tables. Errors are those
 * of {@link Ruleset}.
 */
public final class Nat {
    private static final int ATTEMPTS = 32;

    private final Ruleset ruleset;
    private final NatSysctls sysctls;
    private final NetworkFiles files;

    private Nat(Ruleset ruleset, NetworkFiles files) {
        this.ruleset = ruleset;
        this.sysctls = new NatSysctls(files);
        this.files = files;
    }

    /**
     * NAT in a network namespace.
     *
     * @param socket one of {@code NETLINK_NETFILTER}, 12, of the namespace; it stays the caller's
     * @param files those of the same namespace
     */
    public static Nat of(NetlinkSocket socket, NetworkFiles files) {
        return new Nat(Ruleset.of(socket), files);
    }

    /** What is known of the state before it is changed. */
    private record Found(Optional<TableContents> own, List<TableContents> others, ForwardChains forward) {
        List<SysctlNote> ownNotes() {
            return own.isPresent() ? NatReader.notes(own.get()) : List.of();
        }
    }

    /**
     * Makes everything so as the configuration says, in place of what its owner had before.
     *
     * @throws PublishedElsewhereException if a port is published by another owner; nothing is changed then
     * @throws LinuxException if the kernel refuses; nothing is changed then
     * @throws IOException if a sysctl cannot be written; then all is as it was before
     */
    public NatChange apply(NatConfiguration configuration) throws IOException {
        String owner = configuration.owner();
        String attempt = "cannot set up NAT for " + owner;
        List<NatChange.Sysctl> written = new ArrayList<>();
        boolean changed = false;
        for (int i = 0; i < ATTEMPTS; i++) {
            int generation = ruleset.generation();
            Found found = find(owner);
            requireFree(configuration, found.others);
            List<NatSysctls.Need> needs = sysctls.needs(configuration, found.ownNotes());
            NatSysctls.Plan plan = sysctls.plan(needs, found.ownNotes(), found.others);
            RulesetChange change = new RulesetChange();
            List<SysctlNote> notes = needs.stream().map(NatSysctls.Need::note).toList();
            replace(change, found.own, Optional.of(NatRules.of(configuration, notes)));
            replace(change, found.forward.of(owner), found.forward.needed(configuration));
            handOver(change, plan);
            if (change.isEmpty() || ruleset.commit(change, OptionalInt.of(generation), attempt)) {
                written.addAll(write(plan, owner, found));
                changed |= !change.isEmpty() || !written.isEmpty();
                // One who left in the same moment may have turned off what was on when this one came.
                if (sysctls.areMet(needs)) {
                    return new NatChange(changed, written, warnings(configuration, found.forward));
                }
            }
        }
        throw busy(attempt);
    }

    /**
     * Removes all that an owner has, and turns sysctls that were turned on for it back, if no other owner needs them and nobody
     * has changed them since. An owner that has nothing is no error.
     *
     * @throws LinuxException if the kernel refuses; nothing is changed then
     */
    public NatChange remove(String owner) throws IOException {
        NatConfiguration.requireOwner(owner);
        String attempt = "cannot remove the NAT of " + owner;
        for (int i = 0; i < ATTEMPTS; i++) {
            int generation = ruleset.generation();
            Found found = find(owner);
            NatSysctls.Plan plan = sysctls.plan(List.of(), found.ownNotes(), found.others);
            RulesetChange change = new RulesetChange();
            replace(change, found.own, Optional.empty());
            replace(change, found.forward.of(owner), List.of());
            handOver(change, plan);
            if (change.isEmpty()) {
                return new NatChange(false, List.of(), List.of());
            }
            if (ruleset.commit(change, OptionalInt.of(generation), attempt)) {
                return new NatChange(true, write(plan, owner, found), List.of());
            }
        }
        throw busy(attempt);
    }

    /** What is there, of all owners, in the order of the tables. */
    public List<InstalledNat> list() throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int generation = ruleset.generation();
            List<InstalledNat> installed = new ArrayList<>();
            for (TableContents contents : tables(ruleset.chains())) {
                String owner = NatRules.owner(contents.table()).orElseThrow();
                installed.add(new InstalledNat(owner, NatReader.configuration(owner, contents)));
            }
            if (generation == ruleset.generation()) {
                return installed;
            }
        }
        throw busy("cannot list NAT");
    }

    private static LinuxException busy(String attempt) {
        return new LinuxException(
                attempt, "netfilter transaction", Errno.ERESTART.number(), "the rules keep changing: try again");
    }

    // ---- What is there

    private Found find(String owner) throws IOException {
        List<Chain> chains = ruleset.chains();
        Optional<TableContents> own = Optional.empty();
        List<TableContents> others = new ArrayList<>();
        for (TableContents contents : tables(chains)) {
            if (NatRules.owner(contents.table()).orElseThrow().equals(owner)) {
                own = Optional.of(contents);
            } else {
                others.add(contents);
            }
        }
        return new Found(own, others, ForwardChains.read(ruleset, chains));
    }

    private List<TableContents> tables(List<Chain> chains) throws IOException {
        List<TableContents> tables = new ArrayList<>();
        for (Table table : ruleset.tables()) {
            if (NatRules.owner(table).isPresent()) {
                tables.add(ruleset.contents(table, chains));
            }
        }
        return tables;
    }

    private static void requireFree(NatConfiguration configuration, List<TableContents> others)
            throws PublishedElsewhereException {
        for (TableContents other : others) {
            String owner = NatRules.owner(other.table()).orElseThrow();
            for (PublishedPort taken : NatReader.ports(owner, other)) {
                for (PublishedPort port : configuration.ports()) {
                    if (port.overlaps(taken)) {
                        throw new PublishedElsewhereException(configuration.owner(), port, owner, taken);
                    }
                }
            }
        }
    }

    private List<String> warnings(NatConfiguration configuration, ForwardChains forward) throws IOException {
        List<String> warnings = new ArrayList<>(sysctls.warnings(configuration));
        warnings.addAll(forward.warnings(configuration));
        if (configuration.hasIpv4() && hasLegacyFilter("net/ip_tables_names")) {
            warnings.add(legacyWarning("iptables-legacy", configuration));
        }
        if (configuration.hasIpv6() && hasLegacyFilter("net/ip6_tables_names")) {
            warnings.add(legacyWarning("ip6tables-legacy", configuration));
        }
        return warnings;
    }

    /**
     * Whether there is a table filter that is none of nf_tables. The file belongs to the root of the user namespace only if that had
     * its map when the network namespace was made: an ordinary user often may not read it, and then it is taken for empty.
     */
    private boolean hasLegacyFilter(String names) throws IOException {
        try {
            Optional<String> tables = files.read(names);
            return tables.isPresent() && tables.get().lines().anyMatch("filter"::equals);
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    private static String legacyWarning(String program, NatConfiguration configuration) {
        String command = program + " -A FORWARD";
        return "there is a table filter of " + program
                + ", which cannot be looked into over nf_tables: if its chain FORWARD"
                + " drops, '" + command + " -i " + configuration.bridge() + " -j ACCEPT' and '" + command + " -o "
                + configuration.bridge() + " -j ACCEPT' help";
    }

    // ---- What changes

    private static void replace(RulesetChange change, Optional<TableContents> before, Optional<TableContents> after) {
        boolean same = before.isPresent() && after.isPresent() && before.get().isLike(after.get());
        if (!same) {
            before.ifPresent(contents -> change.delete(contents.table()));
            after.ifPresent(change::add);
        }
    }

    private static void replace(RulesetChange change, List<Rule> before, List<Rule> after) {
        if (!before.stream().map(Rule::withoutHandle).toList().equals(after)) {
            before.forEach(change::delete);
            after.forEach(change::add);
        }
    }

    private static void handOver(RulesetChange change, NatSysctls.Plan plan) {
        for (NatSysctls.HandOver handOver : plan.handOvers()) {
            change.replace(handOver.rule(), handOver.after());
        }
    }

    /** Writes sysctls; when that fails, the owner's rules become again what they were. */
    private List<NatChange.Sysctl> write(NatSysctls.Plan plan, String owner, Found before) throws IOException {
        try {
            List<NatChange.Sysctl> written = new ArrayList<>();
            for (NatChange.Sysctl sysctl : sysctls.write(plan.writes())) {
                if (sysctl.after().equals(SysctlNote.ON) || !isNeededAgain(sysctl)) {
                    written.add(sysctl);
                }
            }
            return written;
        } catch (IOException e) {
            try {
                restore(owner, before);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** Whether another owner has come in the same moment that needs what was turned off: then it is turned on again for that. */
    private boolean isNeededAgain(NatChange.Sysctl off) throws IOException {
        SysctlNote note = new SysctlNote(off.name(), Optional.of(off.after()));
        for (int i = 0; i < ATTEMPTS; i++) {
            int generation = ruleset.generation();
            Optional<NatSysctls.HandOver> handOver = NatSysctls.handOver(note, tables(ruleset.chains()));
            if (handOver.isEmpty()) {
                return false;
            }
            RulesetChange change = new RulesetChange()
                    .replace(handOver.get().rule(), handOver.get().after());
            if (ruleset.commit(change, OptionalInt.of(generation), "cannot hand over " + off.name())) {
                sysctls.write(List.of(off.back()));
                return true;
            }
        }
        throw busy("cannot tell who needs " + off.name());
    }

    private void restore(String owner, Found before) throws IOException {
        String attempt = "cannot restore the NAT of " + owner;
        for (int i = 0; i < ATTEMPTS; i++) {
            int generation = ruleset.generation();
            Found now = find(owner);
            RulesetChange change = new RulesetChange();
            replace(change, now.own, before.own);
            replace(
                    change,
                    now.forward.of(owner),
                    before.forward.of(owner).stream().map(Rule::withoutHandle).toList());
            if (change.isEmpty() || ruleset.commit(change, OptionalInt.of(generation), attempt)) {
                return;
            }
        }
        throw busy(attempt);
    }
}

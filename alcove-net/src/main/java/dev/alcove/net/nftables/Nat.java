package dev.alcove.net.nftables;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.netlink.NetlinkSocket;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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
     * @throws PublishedElsewhereException if a port is published by another owner
     * @throws LinuxException if the kernel refuses
     * @throws IOException if a sysctl cannot be written. After this or another exception all is as it was before
     */
    public NatChange apply(NatConfiguration configuration) throws IOException {
        return make(configuration.owner(), Optional.of(configuration));
    }

    /**
     * Removes all that an owner has, and turns sysctls that were turned on for it back, if no other owner needs them and nobody
     * has changed them since. An owner that has nothing is no error.
     *
     * @throws IllegalArgumentException if that can be no owner's name
     * @throws LinuxException if the kernel refuses; then all is as it was before
     */
    public NatChange remove(String owner) throws IOException {
        NatConfiguration.requireOwner(owner);
        return make(owner, Optional.empty());
    }

    /** What is there, of all owners, in the order of the tables. */
    public List<InstalledNat> list() throws IOException {
        Attempts attempts = new Attempts("cannot list NAT");
        while (true) {
            attempts.next();
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

    /** What has been done so far, and how it was before. */
    private static final class Progress {
        private final List<NatChange.Sysctl> written = new ArrayList<>();
        private @Nullable Found before;
        private boolean changed;
    }

    private NatChange make(String owner, Optional<NatConfiguration> wanted) throws IOException {
        Progress progress = new Progress();
        try {
            Attempts attempts = new Attempts("cannot change the NAT of " + owner);
            while (true) {
                attempts.next();
                Optional<Found> done = attempt(owner, wanted, progress);
                if (done.isPresent()) {
                    List<String> warnings = wanted.isPresent() ? warnings(wanted.get(), done.get().forward) : List.of();
                    List<NatChange.Sysctl> sysctls = NatSysctls.effective(progress.written);
                    return new NatChange(progress.changed || !sysctls.isEmpty(), sysctls, warnings);
                }
            }
        } catch (IOException e) {
            undo(owner, progress, e);
            throw e;
        }
    }

    /**
     * One attempt, in this order: sysctls that nobody needs any longer are turned off, the rules change, sysctls are turned on. So
     * the rules, which say what was turned on, outlive it, whenever the process is killed.
     *
     * @return what was found before; empty if somebody else has changed something meanwhile
     */
    private Optional<Found> attempt(String owner, Optional<NatConfiguration> wanted, Progress progress)
            throws IOException {
        int generation = ruleset.generation();
        Found found = find(owner);
        List<NatSysctls.Need> needs = List.of();
        if (wanted.isPresent()) {
            requireFree(wanted.get(), found.others);
            needs = sysctls.needs(wanted.get(), found.ownNotes());
        }
        NatSysctls.Plan plan = sysctls.plan(needs, found.ownNotes(), found.others);
        RulesetChange change = change(owner, wanted, found, needs, plan);
        progress.written.addAll(sysctls.write(plan.off()));
        if (!change.isEmpty()) {
            if (!ruleset.commit(change, OptionalInt.of(generation), "cannot change the NAT of " + owner)) {
                return Optional.empty();
            }
            progress.before = progress.before == null ? found : progress.before;
            progress.changed = true;
        }
        progress.written.addAll(sysctls.write(plan.on()));
        // One who left in the same moment may have turned off what was on when this one came.
        return sysctls.areMet(needs) ? Optional.of(found) : Optional.empty();
    }

    private static RulesetChange change(
            String owner,
            Optional<NatConfiguration> wanted,
            Found found,
            List<NatSysctls.Need> needs,
            NatSysctls.Plan plan) {
        List<SysctlNote> notes = needs.stream().map(NatSysctls.Need::note).toList();
        RulesetChange change = new RulesetChange();
        replace(change, found.own, wanted.map(configuration -> NatRules.of(configuration, notes)));
        replace(change, found.forward.of(owner), wanted.isPresent() ? found.forward.needed(wanted.get()) : List.of());
        for (NatSysctls.HandOver handOver : plan.handOvers()) {
            change.replace(handOver.rule(), handOver.after());
        }
        return change;
    }

    private static void replace(RulesetChange change, Optional<TableContents> before, Optional<TableContents> after) {
        boolean same = before.isPresent() && after.isPresent() && before.get().isLike(after.get());
        if (!same) {
            before.ifPresent(contents -> change.delete(contents.table()));
            after.ifPresent(change::add);
        }
    }

    private static void replace(RulesetChange change, List<Rule> before, List<Rule> after) {
        List<Rule> wanted = after.stream().map(Rule::withoutHandle).toList();
        if (!before.stream().map(Rule::withoutHandle).toList().equals(wanted)) {
            before.forEach(change::delete);
            wanted.forEach(change::add);
        }
    }

    private void undo(String owner, Progress progress, IOException why) {
        try {
            sysctls.write(progress.written.reversed().stream()
                    .map(NatChange.Sysctl::back)
                    .toList());
            if (progress.before != null) {
                restore(owner, progress.before);
            }
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private void restore(String owner, Found before) throws IOException {
        String attempt = "cannot restore the NAT of " + owner;
        Attempts attempts = new Attempts(attempt);
        while (true) {
            attempts.next();
            int generation = ruleset.generation();
            Found now = find(owner);
            RulesetChange change = new RulesetChange();
            replace(change, now.own, before.own);
            replace(change, now.forward.of(owner), before.forward.of(owner));
            if (change.isEmpty() || ruleset.commit(change, OptionalInt.of(generation), attempt)) {
                return;
            }
        }
    }
}

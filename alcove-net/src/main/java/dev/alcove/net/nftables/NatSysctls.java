package dev.alcove.net.nftables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sysctls that NAT takes: which to turn on, and which to turn off again when the last owner goes that needs what was turned
 * on. Who turned something on is written down with {@link SysctlNote}s; when its owner goes first, the note goes to another one
 * that needs the same.
 */
final class NatSysctls {
    private final NetworkFiles files;

    NatSysctls(NetworkFiles files) {
        this.files = files;
    }

    /**
     * A sysctl that a configuration needs.
     *
     * @param note what is to be noted
     * @param value what it is
     */
    record Need(SysctlNote note, String value) {
        boolean isOn() {
            return value.equals(SysctlNote.ON);
        }
    }

    /** A note of another owner that is to say what the sysctl was. */
    record HandOver(Rule rule, Rule after) {}

    /**
     * What is to be done.
     *
     * @param off what to turn off, before the rules change
     * @param handOvers rules to change together with the owner's
     * @param on what to turn on, after that
     */
    record Plan(List<NatChange.Sysctl> off, List<HandOver> handOvers, List<NatChange.Sysctl> on) {}

    /**
     * What a configuration needs, given what was noted before.
     *
     * @throws IOException if one is not there, or is off and cannot be written
     */
    List<Need> needs(NatConfiguration configuration, List<SysctlNote> before) throws IOException {
        List<Need> needs = new ArrayList<>();
        for (String name : SysctlNote.needed(configuration)) {
            Optional<String> value = files.read(SysctlNote.path(name));
            if (value.isEmpty()) {
                throw new IOException("NAT of '" + configuration.owner() + "': there is no /proc/sys/" + name
                        + (SysctlNote.isOfInterface(name)
                                ? ": is there no interface " + configuration.bridge() + "?"
                                : ""));
            }
            Optional<String> was = before.stream()
                    .filter(note -> note.name().equals(name))
                    .findFirst()
                    .flatMap(SysctlNote::before);
            boolean on = value.get().equals(SysctlNote.ON);
            if (!on && !files.isWritable(SysctlNote.path(name))) {
                throw new IOException("NAT of '" + configuration.owner() + "': /proc/sys/" + name
                        + " may not be written, which takes CAP_NET_ADMIN in the user namespace that owns the network"
                        + " namespace, and a /proc/sys that is not mounted read-only");
            }
            needs.add(new Need(new SysctlNote(name, on ? was : value), value.get()));
        }
        return needs;
    }

    /** What has to be done that these needs are met, in place of those that were noted before. */
    Plan plan(List<Need> needs, List<SysctlNote> before, List<TableContents> others) throws IOException {
        List<NatChange.Sysctl> off = new ArrayList<>();
        List<HandOver> handOvers = new ArrayList<>();
        List<NatChange.Sysctl> on = new ArrayList<>();
        for (Need need : needs) {
            if (!need.isOn()) {
                on.add(new NatChange.Sysctl(need.note.name(), need.value, SysctlNote.ON));
            }
        }
        for (SysctlNote note : before) {
            boolean stays = needs.stream().anyMatch(need -> need.note.name().equals(note.name()));
            if (stays || note.before().isEmpty()) {
                continue;
            }
            NatChange.Sysctl turnOff = new NatChange.Sysctl(
                    note.name(), SysctlNote.ON, note.before().get());
            Optional<HandOver> handOver = handOver(note, others);
            handOver.ifPresent(handOvers::add);
            if (handOver.isEmpty() && isOn(note.name())) {
                off.add(turnOff);
            } else if (handOver.isPresent() && !isOn(note.name())) {
                on.add(turnOff.back()); // who needs it has come when it was being turned off
            }
        }
        return new Plan(off, handOvers, on);
    }

    /** What has changed in the end: what was turned off and on again has not. */
    static List<NatChange.Sysctl> effective(List<NatChange.Sysctl> written) {
        Map<String, NatChange.Sysctl> changes = new LinkedHashMap<>();
        for (NatChange.Sysctl sysctl : written) {
            changes.merge(
                    sysctl.name(),
                    sysctl,
                    (first, last) -> new NatChange.Sysctl(first.name(), first.before(), last.after()));
        }
        return changes.values().stream()
                .filter(sysctl -> !sysctl.before().equals(sysctl.after()))
                .toList();
    }

    /** Another owner that needs what a note is about, who is to have the note. */
    private static Optional<HandOver> handOver(SysctlNote note, List<TableContents> others) {
        for (TableContents other : others) {
            for (Rule rule : other.rules(SysctlNote.CHAIN)) {
                Optional<SysctlNote> theirs = SysctlNote.of(rule);
                if (theirs.isPresent() && theirs.get().name().equals(note.name())) {
                    return Optional.of(new HandOver(rule, note.rule(Chain.regular(other.table(), SysctlNote.CHAIN))));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether all that is needed is on. */
    boolean areMet(List<Need> needs) throws IOException {
        for (Need need : needs) {
            if (!isOn(need.note.name())) {
                return false;
            }
        }
        return true;
    }

    private boolean isOn(String name) throws IOException {
        return files.read(SysctlNote.path(name)).equals(Optional.of(SysctlNote.ON));
    }

    /** Writes what is to be written; if one cannot be, those before it are turned back. */
    List<NatChange.Sysctl> write(List<NatChange.Sysctl> writes) throws IOException {
        List<NatChange.Sysctl> written = new ArrayList<>();
        try {
            for (NatChange.Sysctl sysctl : writes) {
                files.write(SysctlNote.path(sysctl.name()), sysctl.after());
                written.add(sysctl);
            }
            return written;
        } catch (IOException e) {
            for (NatChange.Sysctl sysctl : written.reversed()) {
                try {
                    files.write(SysctlNote.path(sysctl.name()), sysctl.before());
                } catch (IOException again) {
                    e.addSuppressed(again);
                }
            }
            throw e;
        }
    }

    /** What is off and was not asked to be turned on. */
    List<String> warnings(NatConfiguration configuration) throws IOException {
        List<String> warnings = new ArrayList<>();
        if (!configuration.forwarding()) {
            for (String name : SysctlNote.forwarding(configuration)) {
                if (!isOn(name)) {
                    warnings.add("nothing is forwarded: " + name.replace('/', '.') + " is off");
                }
            }
        }
        return warnings;
    }
}

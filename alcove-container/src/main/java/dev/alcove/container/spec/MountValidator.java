package dev.alcove.container.spec;

import dev.alcove.container.json.JsonText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks {@code mounts}. */
final class MountValidator {
    /** Words that mount(8) acts on itself, and no kernel knows. */
    private static final Set<String> MOUNT_8 = Set.of(
            "auto", "noauto", "user", "nouser", "users", "nousers", "owner", "group", "nofail", "_netdev", "loop",
            "follow");

    private final Spec spec;
    private final Mount mount;
    private final String at;
    private final Problems problems;

    private MountValidator(Spec spec, int index, Problems problems) {
        this.spec = spec;
        this.mount = spec.mounts().get(index);
        this.at = JsonText.element("$.mounts", index);
        this.problems = problems;
    }

    static void check(Spec spec, Problems problems) {
        for (int i = 0; i < spec.mounts().size(); i++) {
            MountValidator validator = new MountValidator(spec, i, problems);
            problems.absolute(validator.at + ".destination", validator.mount.destination());
            ParsedMount parsed = MountOptions.parse(validator.mount.options());
            validator.whatIsMounted(parsed);
            validator.options(parsed);
            validator.mappings(parsed);
        }
    }

    private void whatIsMounted(ParsedMount parsed) {
        String type = mount.type();
        String source = mount.source();
        problems.text(at + ".type", type);
        problems.text(at + ".source", source);
        if (parsed.bind()) {
            problems.require(
                    source != null && !source.isEmpty() || parsed.remount(),
                    at + ".source",
                    "is missing; a bind mount needs it");
        } else if (!parsed.remount()) {
            problems.require(
                    type != null && !type.isEmpty(), at + ".type", "is missing; only a bind mount can do without");
            problems.require(
                    !"bind".equals(type) && !"none".equals(type),
                    at + ".type",
                    "is " + type + ", but the options say neither bind nor rbind");
        }
    }

    private void options(ParsedMount parsed) {
        List<String> options = mount.options();
        for (int i = 0; i < options.size(); i++) {
            String word = options.get(i);
            String path = JsonText.element(at + ".options", i);
            if (!problems.text(path, word) || MountOptions.known(word)) {
                continue;
            }
            if (word.isEmpty()) {
                problems.add(path, "must not be empty");
            } else if (word.startsWith("idmap=") || word.startsWith("ridmap=")) {
                problems.add(path, "is " + word + "; say idmap or ridmap, and the ids in uidMappings and gidMappings");
            } else if (MOUNT_8.contains(word) || word.startsWith("x-") || word.startsWith("X-")) {
                problems.add(path, Problems.quoted(word) + " is for mount(8), and means nothing for a container");
            } else if (parsed.bind()) {
                String hint = Similar.hint(word, MountOptions.words());
                problems.add(path, "a bind mount knows no option " + Problems.quoted(word) + hint);
            }
        }
        Set<String> propagations = new HashSet<>(options);
        propagations.retainAll(MountOptions.propagations());
        problems.require(
                propagations.size() <= 1,
                at + ".options",
                "must be at most one of " + String.join(", ", MountOptions.propagations()));
        problems.require(
                !parsed.tmpcopyup() || "tmpfs".equals(mount.type()) && !parsed.bind(),
                at + ".options",
                "tmpcopyup is for a tmpfs alone, and this is " + mount.type());
        problems.require(
                parsed.bind() || !parsed.copySymlink() && !parsed.srcNofollow(),
                at + ".options",
                "copy-symlink and src-nofollow are for a bind mount alone");
    }

    private void mappings(ParsedMount parsed) {
        boolean uids = !mount.uidMappings().isEmpty();
        boolean gids = !mount.gidMappings().isEmpty();
        problems.require(uids || !gids, at + ".uidMappings", "is missing, though there are gidMappings");
        problems.require(gids || !uids, at + ".gidMappings", "is missing, though there are uidMappings");
        IdMappings.check(at + ".uidMappings", mount.uidMappings(), problems);
        IdMappings.check(at + ".gidMappings", mount.gidMappings(), problems);
        if (parsed.idmap() && !uids && !gids) {
            problems.require(
                    LinuxValidator.has(spec.linux(), "user"),
                    at + ".options",
                    "idmap needs uidMappings and gidMappings, or a user namespace in $.linux.namespaces to take them from");
        }
    }
}

package dev.alcove.container.engine;

import dev.alcove.container.spec.Hooks;
import dev.alcove.container.spec.Mount;
import dev.alcove.container.spec.MountOptions;
import dev.alcove.container.spec.ParsedMount;
import dev.alcove.container.spec.Spec;
import dev.alcove.container.spec.SpecException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses by name what a spec may ask for and the engine does not do: nothing that is asked for is left out in silence. */
final class Unsupported {
    private Unsupported() {}

    static void check(Plan plan) {
        Spec spec = plan.spec();
        if (spec.root() == null) {
            throw new SpecException("$.root", "a container needs a root file system");
        }
        if (spec.process() == null) {
            throw new SpecException("$.process", "a container without a process cannot be started");
        }
        if (plan.namespace("mount") == null) {
            throw new SpecException(
                    "$.linux.namespaces", "there is no mount namespace: a container needs one of its own");
        }
        if (plan.namespace("mount").path() != null) {
            throw new SpecException(
                    "$.linux.namespaces",
                    "a mount namespace to join: what would be mounted there would change it for its owners");
        }
        if (plan.process().terminal()) {
            throw new SpecException("$.process.terminal", "terminals are not there yet");
        }
        if (plan.linux().mountLabel() != null) {
            throw new SpecException("$.linux.mountLabel", "labels of mounts are not there yet");
        }
        hooks(spec.hooks());
        label("$.process.apparmorProfile", plan.process().apparmorProfile(), spec.mounts());
        label("$.process.selinuxLabel", plan.process().selinuxLabel(), spec.mounts());
        for (int i = 0; i < spec.mounts().size(); i++) {
            mount("$.mounts[" + i + "]", spec.mounts().get(i));
        }
    }

    /** Elsewhere a label would be written to a file that somebody has put into the place of the kernel's. */
    private static void label(String path, @Nullable String label, List<Mount> mounts) {
        if (label != null && !label.isEmpty() && mounts.stream().noneMatch(mount -> "proc".equals(mount.type()))) {
            throw new SpecException(path, "a label is set by way of the container's own proc, and it has none");
        }
    }

    private static void hooks(@Nullable Hooks hooks) {
        if (hooks != null
                && !(hooks.prestart().isEmpty()
                        && hooks.createRuntime().isEmpty()
                        && hooks.createContainer().isEmpty()
                        && hooks.startContainer().isEmpty()
                        && hooks.poststart().isEmpty()
                        && hooks.poststop().isEmpty())) {
            throw new SpecException("$.hooks", "hooks are not there yet");
        }
    }

    private static void mount(String path, Mount mount) {
        ParsedMount parsed = MountOptions.parse(mount.options());
        refuse(path, parsed.remount(), "remount");
        refuse(
                path,
                parsed.idmap()
                        || !mount.uidMappings().isEmpty()
                        || !mount.gidMappings().isEmpty(),
                "idmapped mounts");
        refuse(path, parsed.tmpcopyup(), "tmpcopyup");
        refuse(path, parsed.copySymlink(), "copy-symlink");
        if ("cgroup".equals(mount.type())) {
            throw new SpecException(path + ".type", "cgroup of version 1 is not mounted in containers; cgroup2 is");
        }
    }

    private static void refuse(String path, boolean asked, String what) {
        if (asked) {
            throw new SpecException(path + ".options", what + ": not there yet");
        }
    }
}

package dev.alcove.container.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container's configuration, all of it.
 *
 * @param ociVersion the version of the specification that it follows, as in {@code 1.2.0}
 * @param root the root file system
 * @param process what runs; a container can be created without, but not started
 * @param hostname the name in its uts namespace, at most 64 bytes
 * @param domainname the NIS domain name in its uts namespace, at most 64 bytes
 * @param mounts what is mounted, in this order
 * @param hooks programs that run at points of its life
 * @param annotations what the runtime hands on and does not look at, but for keys that start with {@code dev.alcove.}
 * @param linux what is particular to Linux
 */
public record Spec(
        String ociVersion,
        @Nullable Root root,
        @Nullable Process process,
        @Nullable String hostname,
        @Nullable String domainname,
        List<Mount> mounts,
        @Nullable Hooks hooks,
        Map<String, String> annotations,
        @Nullable Linux linux) {
    public Spec {
        mounts = List.copyOf(mounts);
        annotations = Map.copyOf(annotations);
    }
}

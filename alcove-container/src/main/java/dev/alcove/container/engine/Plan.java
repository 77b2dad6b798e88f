package dev.alcove.container.engine;

import dev.alcove.container.seccomp.SeccompFilter;
import dev.alcove.container.spec.Linux;
import dev.alcove.container.spec.LinuxNamespace;
import dev.alcove.container.spec.Process;
import dev.alcove.container.spec.Spec;
import dev.alcove.namespace.Caller;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a container's launch program is made from.
 *
 * @param spec what the container is to be; checked already
 * @param bundle the directory to which relative paths of the spec belong, absolute
 * @param caller who makes it
 * @param init whether the process is the child of an init
 * @param makesDevices whether the caller may make device nodes; else those of the host are bound
 * @param cgroupProcs the files by which a process joins the container's cgroup
 * @param seccomp the compiled filter; null for none
 */
public record Plan(
        Spec spec,
        Path bundle,
        Caller caller,
        boolean init,
        boolean makesDevices,
        List<String> cgroupProcs,
        @Nullable SeccompFilter seccomp) {
    public Plan {
        cgroupProcs = List.copyOf(cgroupProcs);
    }

    private static final Linux NOTHING = new Linux(
            List.of(), List.of(), Map.of(), null, null, List.of(), List.of(), null, null, List.of(), List.of(), null,
            null, null, Map.of());

    Linux linux() {
        Linux linux = spec.linux();
        return linux == null ? NOTHING : linux;
    }

    Process process() {
        return Objects.requireNonNull(spec.process(), "a container without a process cannot be started");
    }

    /** The namespace of this type that the container does not share with the caller; null if it does. */
    @Nullable LinuxNamespace namespace(String type) {
        for (LinuxNamespace namespace : linux().namespaces()) {
            if (namespace.type().equals(type)) {
                return namespace;
            }
        }
        return null;
    }

    /** Whether the container gets a new namespace of this type. */
    boolean isNew(String type) {
        LinuxNamespace namespace = namespace(type);
        return namespace != null && namespace.path() == null;
    }

    /** A path of the host that the spec names, absolute, as bytes. */
    String hostPath(String path) {
        return path.startsWith("/")
                ? bytes(path)
                : bytes(bundle.resolve(path).normalize().toString());
    }

    /** Whether a path of the host is a directory; what is not there is taken for one, and fails when it is used. */
    boolean isDirectory(String path) {
        Path file = bundle.resolve(path);
        return !Files.exists(file) || Files.isDirectory(file);
    }

    /** A string of the spec as the kernel gets it: UTF-8, a char for each byte. */
    static String bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }

    /** The same for each of them. */
    static List<String> bytes(List<String> texts) {
        return texts.stream().map(Plan::bytes).toList();
    }
}

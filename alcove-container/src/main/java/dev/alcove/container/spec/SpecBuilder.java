package dev.alcove.container.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Spec} step by step. It starts with a spec of version {@value #VERSION} that says nothing else. Not for many
 * threads at once.
 */
public final class SpecBuilder {
    /** The version of the specification that is built unless another is asked for. */
    public static final String VERSION = "1.2.0";

    private String ociVersion = VERSION;
    private @Nullable Root root;
    private @Nullable Process process;
    private @Nullable String hostname;
    private @Nullable String domainname;
    private List<Mount> mounts = new ArrayList<>();
    private @Nullable Hooks hooks;
    private Map<String, String> annotations = new LinkedHashMap<>();
    private @Nullable Linux linux;

    /** Starts with a spec that says nothing but its version. */
    public SpecBuilder() {}

    /** Starts with what Spec says, all of it. */
    public static SpecBuilder from(Spec spec) {
        return new SpecBuilder()
                .ociVersion(spec.ociVersion())
                .root(spec.root())
                .process(spec.process())
                .hostname(spec.hostname())
                .domainname(spec.domainname())
                .mounts(spec.mounts())
                .hooks(spec.hooks())
                .annotations(spec.annotations())
                .linux(spec.linux());
    }

    /** The version of the specification that it follows, as in {@code 1.2.0}. */
    public SpecBuilder ociVersion(String ociVersion) {
        this.ociVersion = ociVersion;
        return this;
    }

    /** The root file system. */
    public SpecBuilder root(@Nullable Root root) {
        this.root = root;
        return this;
    }

    /** What runs; a container can be created without, but not started. */
    public SpecBuilder process(@Nullable Process process) {
        this.process = process;
        return this;
    }

    /** The name in its uts namespace, at most 64 bytes. */
    public SpecBuilder hostname(@Nullable String hostname) {
        this.hostname = hostname;
        return this;
    }

    /** The NIS domain name in its uts namespace, at most 64 bytes. */
    public SpecBuilder domainname(@Nullable String domainname) {
        this.domainname = domainname;
        return this;
    }

    /** Sets all of {@code mounts}: what is mounted, in this order. */
    public SpecBuilder mounts(List<Mount> mounts) {
        this.mounts = new ArrayList<>(mounts);
        return this;
    }

    /** Adds one, as the last. */
    public SpecBuilder addMount(Mount mount) {
        mounts.add(mount);
        return this;
    }

    /** Programs that run at points of its life. */
    public SpecBuilder hooks(@Nullable Hooks hooks) {
        this.hooks = hooks;
        return this;
    }

    /** Sets all of {@code annotations}: what the runtime hands on and does not look at, but for keys that start with {@code dev.alcove.}. */
    public SpecBuilder annotations(Map<String, String> annotations) {
        this.annotations = new LinkedHashMap<>(annotations);
        return this;
    }

    /** Sets one, in place of one of the same name. */
    public SpecBuilder putAnnotation(String name, String value) {
        annotations.put(name, value);
        return this;
    }

    /** What is particular to Linux. */
    public SpecBuilder linux(@Nullable Linux linux) {
        this.linux = linux;
        return this;
    }

    /** The record, which later changes of the builder do not reach. */
    public Spec build() {
        return new Spec(ociVersion, root, process, hostname, domainname, mounts, hooks, annotations, linux);
    }
}

package dev.alcove.container;

import dev.alcove.container.seccomp.SeccompFilter;
import dev.alcove.container.spec.LinuxSeccomp;
import dev.alcove.linux.Arch;
import org.jspecify.annotations.Nullable;

/** Keeps the filter that was compiled last: one profile serves thousands of containers, and is the same object then. */
final class Filters {
    private static volatile @Nullable Compiled last;

    private Filters() {}

    private record Compiled(LinuxSeccomp profile, SeccompFilter filter) {}

    @SuppressWarnings("ReferenceEquality") // to compare profiles would take longer than to compile them
    static SeccompFilter of(LinuxSeccomp profile) {
        Compiled known = last;
        if (known == null || known.profile != profile) {
            known = new Compiled(profile, SeccompFilter.compile(profile, Arch.HOST));
            last = known;
        }
        return known.filter;
    }
}

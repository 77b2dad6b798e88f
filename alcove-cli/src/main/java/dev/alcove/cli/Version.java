package dev.alcove.cli;

import java.lang.module.ModuleDescriptor;
import org.jspecify.annotations.Nullable;

/** The version of this build, which the compiler put into the module. */
final class Version {
    private Version() {}

    static String text() {
        @Nullable ModuleDescriptor module = Version.class.getModule().getDescriptor();
        return module == null ? "(unknown version)" : module.rawVersion().orElse("(unknown version)");
    }
}

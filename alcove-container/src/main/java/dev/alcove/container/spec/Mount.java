package dev.alcove.container.spec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mount inside of the container.
 *
 * @param destination where, an absolute path in the container
 * @param type the type of file system; {@code bind}, {@code none} or null where the options say {@code bind} or {@code rbind}
 * @param source a device, a name, or for a bind mount a file, absolute or relative to the bundle
 * @param options options of mount(8), and those of the specification such as {@code rro}, {@code idmap}, {@code tmpcopyup}
 * @param uidMappings maps of user ids for an idmapped mount, Linux 5.12
 * @param gidMappings the same for group ids
 */
public record Mount(
        String destination,
        @Nullable String type,
        @Nullable String source,
        List<String> options,
        List<LinuxIdMapping> uidMappings,
        List<LinuxIdMapping> gidMappings) {
    public Mount {
        options = List.copyOf(options);
        uidMappings = List.copyOf(uidMappings);
        gidMappings = List.copyOf(gidMappings);
    }

    /** A bind mount of one tree at another place, with all that is mounted below it only if the options say {@code rbind}. */
    public static Mount bind(String source, String destination, String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        if (!words.contains("bind") && !words.contains("rbind")) {
            words.addFirst("bind");
        }
        return of("bind", source, destination, words.toArray(String[]::new));
    }

    /** A mount of a file system. */
    public static Mount of(String type, String source, String destination, String... options) {
        return new Mount(destination, type, source, List.of(options), List.of(), List.of());
    }

    /** This mount, idmapped. */
    public Mount withMappings(List<LinuxIdMapping> uidMappings, List<LinuxIdMapping> gidMappings) {
        return new Mount(destination, type, source, options, uidMappings, gidMappings);
    }
}

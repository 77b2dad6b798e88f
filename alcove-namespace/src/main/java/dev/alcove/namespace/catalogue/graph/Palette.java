package dev.alcove.namespace.catalogue.graph;

import dev.alcove.namespace.NamespaceType;

/**
 * The colours of a type of namespace, which most people who see colours otherwise can still tell apart. The names of the
 * types stand beside them everywhere.
 *
 * @param fill of its area, on which dark text is read
 * @param stroke of its edge, on light and on dark
 * @param dark of its area where text is light
 */
record Palette(String fill, String stroke, String dark) {
    static Palette of(NamespaceType type) {
        return switch (type) {
            case USER -> new Palette("#eceff3", "#6e7781", "#23282f");
            case CGROUP -> new Palette("#f7e3ee", "#b3558c", "#3d2434");
            case IPC -> new Palette("#fbe5d6", "#c2622d", "#42291b");
            case UTS -> new Palette("#f6efc9", "#a08514", "#39331a");
            case NET -> new Palette("#d9e9fa", "#2f75b5", "#1b3049");
            case PID -> new Palette("#d8f0e2", "#2b8a57", "#1a3829");
            case MNT -> new Palette("#e7e1f8", "#7458c4", "#2e2747");
            case TIME -> new Palette("#d5f0f2", "#1f8a94", "#183739");
        };
    }
}

package dev.alcove.container.spec;

import java.util.List;

/**
 * The five sets of capabilities(7), each a list of names such as {@code CAP_KILL}.
 *
 * @param bounding what no exec can bring back
 * @param effective what counts now
 * @param inheritable what a file with capabilities can take on
 * @param permitted what can be made effective
 * @param ambient what stays across the exec of an ordinary file; each must be permitted and inheritable, but where none is
 *     inheritable it is without effect
 */
public record LinuxCapabilities(
        List<String> bounding,
        List<String> effective,
        List<String> inheritable,
        List<String> permitted,
        List<String> ambient) {
    public LinuxCapabilities {
        bounding = List.copyOf(bounding);
        effective = List.copyOf(effective);
        inheritable = List.copyOf(inheritable);
        permitted = List.copyOf(permitted);
        ambient = List.copyOf(ambient);
    }
}

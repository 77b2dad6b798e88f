package dev.alcove.cli;

import dev.alcove.cli.ip.IpGlobals;
import dev.alcove.cli.ip.IpObject;
import dev.alcove.cli.ip.IpObjects;
import dev.alcove.cli.ip.IpOption;
import java.util.ArrayList;
import java.util.List;

/** What manual and completions know about {@code ip}: its own tables, in the form that the other commands have. */
final class IpSyntax {
    private static final String GROUP = "Global";

    private IpSyntax() {}

    static Syntax syntax() {
        List<Option> options = new ArrayList<>();
        StringBuilder taken = new StringBuilder();
        char pending = Option.NO_SHORT;
        for (IpOption option : IpGlobals.options()) {
            String name = option.name().substring(1);
            char letter = name.charAt(0);
            boolean first = (option.abbreviable() || name.length() == 1) && taken.indexOf(name.substring(0, 1)) < 0;
            taken.append(letter);
            pending = first ? letter : pending;
            if (!option.summary().isEmpty()) {
                options.add(option(options.size(), pending, name, option));
                pending = Option.NO_SHORT;
            }
        }
        return new Syntax(
                "ip",
                "configure network namespaces, links, addresses and routes",
                "OBJECT [COMMAND [ARGUMENT]...]",
                "Configure network namespaces, links, addresses and routes, as ip(8) of iproute2 does.",
                options.toArray(new Option[0]));
    }

    private static Option option(int code, char letter, String name, IpOption option) {
        boolean general = name.equals("help") || name.equals("Version") || name.equals("debug");
        String group = general ? Option.GENERAL : GROUP;
        if (option.isAttached()) {
            return Option.optional(code, letter, name, option.metavar().substring(1), group, option.summary());
        }
        return option.metavar().isEmpty()
                ? Option.flag(code, letter, name, group, option.summary())
                : Option.value(code, letter, name, option.metavar(), group, option.summary());
    }

    /** The names of the objects. */
    static List<String> objects() {
        return List.of(IpObjects.available());
    }

    /** What may come behind the name of an object. */
    static List<String> commands(String name) {
        IpObject object = IpObjects.of(name);
        return object == null ? List.of() : List.of(object.commands());
    }
}

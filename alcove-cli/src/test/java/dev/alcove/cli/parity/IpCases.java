package dev.alcove.cli.parity;

import java.util.ArrayList;
import java.util.List;

/** All cases of {@code ip}, by the object that they are about. See {@code ip.bash} for what a case can call. */
final class IpCases {
    private IpCases() {}

    static List<Case> all() {
        List<Case> all = new ArrayList<>();
        all.addAll(IpNetnsCases.all());
        all.addAll(IpLinkCases.all());
        all.addAll(IpAddrCases.all());
        all.addAll(IpRouteCases.all());
        all.addAll(IpRuleCases.all());
        all.addAll(IpNeighCases.all());
        return all;
    }

    /** A case: several command lines, each on a line of its own, after which the other tool reads what came of them. */
    static Case lines(String script, String... reads) {
        StringBuilder program = new StringBuilder(script.strip());
        if (reads.length > 0) {
            program.append("\nreads");
            for (String read : reads) {
                program.append(" '").append(read).append('\'');
            }
        }
        return Case.script(program.toString()).by(Who.ROOT);
    }
}

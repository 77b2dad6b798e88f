package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.Case.line;
import static dev.alcove.cli.parity.Case.script;

import java.util.List;

/** How the command line is parsed, and what is said of one that cannot be. */
final class UsageCases {
    private UsageCases() {}

    static List<Case> all() {
        List<Case> cases = cases();
        cases.forEach(Case::byAnyone);
        return cases;
    }

    private static List<Case> cases() {
        return List.of(
                // Options that do not exist, or not like this
                line("--bogus"),
                line("--bogus=x"),
                line("-Z"),
                line("-mZ"),
                line("---"),
                line("--=x"),
                line("--help=1"),
                line("--fork=1"),
                line("-r=1 true"),
                line("-n=/x true"),
                line("-mn/x true"),
                line("-S"),
                line("-rS"),
                line("--setuid"),
                line("--load-interp"),
                line("--whitelist-env"),
                line("$'--bog\\377us'"),
                line("$'-\\303' true"),
                script("\"$U\" -Z 2>&1 | tail -n 1"),
                script("unshare=$U; cd /mnt/tool/bin; PATH=.:$PATH; unshare --bogus"),

                // Abbreviations
                line("--ma"),
                line("--map"),
                line("--map-u 0 true"),
                line("--map-g 0 true"),
                line("--mou true"),
                line("--mount- true"),
                line("--map-r id -u"),
                line("--map-c id -u"),
                line("--map-user=5 id -u"),
                line("--f true"),
                line("--for true"),
                line("--fork true"),
                line("--ro=/nosuch true"),
                line("--s 1"),
                line("--setu"),
                line("--set=x true"),
                line("--u true"),
                line("--prop=x true"),
                line("--mono=x true"),

                // The first error counts, and options before it are acted on in their order
                line("--setgroups foo -Z"),
                line("-Z --setgroups foo"),
                line("--map-users x --monotonic x true"),
                line("--monotonic 1 -S x true"),
                script("\"$U\" -h -Z >/dev/null"),
                script("\"$U\" -hZ >/dev/null"),
                script("\"$U\" --bogus -h"),
                script("\"$U\" --version -Z | sed 's/ .*//'"),

                // Where options end
                line("true -Z"),
                line("-- true --bogus"),
                line("-r -- id -u"),
                line("-r - 2>&1"),
                line("-- -r"),
                line("-- -- true"),
                script("POSIXLY_CORRECT=1 \"$U\" -r id -u"),
                script("POSIXLY_CORRECT=1 \"$U\" id -u -r"),
                line("-ru -- id -u"),
                line("-rS0 id -u"),
                line("-rS 0 id -u"),
                line("-r --setuid=0 id -u"),

                // Numbers
                line("-S '' true"),
                line("-S x true"),
                line("-S -1 true"),
                line("-S 0x1 true"),
                line("-S 1x true"),
                line("-S 99999999999999999999999 true"),
                line("-S 4294967295 true"),
                line("-S 4294967296 true"),
                line("-S ' 0' id -u").by(Who.ROOT),
                line("-S +1 id -u").by(Who.ROOT),
                line("-G '' true"),
                line("-G -1 true"),
                line("-G name true"),
                line("-T --monotonic x true"),
                line("-T --monotonic '' true"),
                line("-T --monotonic 1.5 true"),
                line("-T --monotonic 99999999999999999999 true"),
                line("-T --boottime x true"),
                line("-T --boottime -99999999999999999999 true"),
                line("--monotonic 1 true"),
                line("--boottime 0 true"),

                // Ids
                line("--map-user nosuch true"),
                line("--map-user '' true"),
                line("--map-user -1 true"),
                line("--map-user 1x true"),
                line("--map-user 4294967295 true"),
                line("--map-user 4294967296 true"),
                line("--map-user 99999999999999999999 true"),
                line("--map-group nosuch true"),
                line("--map-group '' true"),
                line("--map-group -5 true"),
                line("--map-users foo true"),
                line("--map-users '' true"),
                line("--map-users 1:2 true"),
                line("--map-users 1:2: true"),
                line("--map-users 1:2:3:4 true"),
                line("--map-users 1,2,3x true"),
                line("--map-users 1:2,3 true"),
                line("--map-users Auto true"),
                line("--map-users -1:0:1 true"),
                line("--map-users ' 0:0:1' true"),
                line("--map-users 4294967296:0:1 true"),
                line("--map-users 0:0:0 true"),
                line("--map-groups foo true"),
                line("--owner foo true"),
                line("--owner 1: true"),
                line("--owner 1:2:3 true"),
                line("--owner 1:2x true"),

                // Words
                line("--setgroups foo true"),
                line("--setgroups Allow true"),
                line("--setgroups '' true"),
                line("--propagation foo true"),
                line("--propagation PRIVATE true"),
                line("--propagation '' true"),
                line("--kill-child=9 true"),
                line("--kill-child=FOO true"),
                line("--kill-child= true"),
                line("--kill-child=SIG true"),
                line("--kill-child=SIGsigterm true"),
                line("--kill-child=RTMIN true"),
                line("--kill-child=RTMIN+99 true"),
                line("--kill-child=RT99 true"),

                // Help and version
                script("\"$U\" --help | grep -c Usage:"),
                script("""
                        "$U" -h >/mnt/tmp/help
                        for option in mount uts ipc net pid user cgroup time mount-proc mount-binfmt load-interp propagation root wd \\
                            setuid setgid map-user map-group map-root-user map-current-user map-auto map-subids map-users \\
                            map-groups owner fork kill-child forward-signals setgroups keep-caps monotonic boottime clear-env \\
                            whitelist-env help version; do
                            grep -q -e "--$option" /mnt/tmp/help || echo "not a word on $option"
                        done"""),
                script("\"$U\" --version | sed 's/ .*//'"),
                script("\"$U\" -V | wc -l"),
                script("\"$U\" --help >/dev/full"),
                script("\"$U\" --version >/dev/full"),
                script("\"$U\" --version >&-"),
                script("{ sleep 0.2; \"$U\" --version; } | :"));
    }
}

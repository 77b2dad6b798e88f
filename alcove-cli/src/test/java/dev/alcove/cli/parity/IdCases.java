package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.Case.line;
import static dev.alcove.cli.parity.Case.script;
import static dev.alcove.cli.parity.Case.state;

import java.util.List;

/** Users, groups, maps and capabilities. */
final class IdCases {
    /** More than the 4 KiB that can be written to uid_map. */
    static final String MANY_RANGES = """
            for number in {0..339}; do arguments="$arguments --map-users $number:$((100000 + number)):1"; done
            "$U" $arguments true""";

    private IdCases() {}

    static List<Case> all() {
        return List.of(
                // One id
                state("-r"),
                state("-c"),
                state("--map-root-user --map-current-user"),
                state("-cr"),
                state("--map-user 5"),
                state("--map-group 5"),
                state("--map-user 5 --map-group 6"),
                state("--map-user alcove-test --map-group extra"),
                state("-r --map-user 7"),
                state("--map-user 7 -r"),
                state("--map-user 4294967294"),
                state("--map-user ' +5'"),

                // setgroups
                state("-U --setgroups allow"),
                state("-U --setgroups deny"),
                state("--setgroups allow"),
                line("--setgroups deny true"),
                line("-r --setgroups deny true"),
                line("-r --setgroups allow true"),
                line("-rf --setgroups allow true"),
                line("--map-group 0 --setgroups allow true"),
                state("--map-user 0 --setgroups allow"),
                state("--map-user 0 --setgroups deny"),
                line("--map-auto --setgroups deny true"),
                state("--map-auto --setgroups allow"),

                // Ranges
                state("--map-auto"),
                state("-r --map-auto"),
                state("-c --map-auto"),
                state("--map-auto -f"),
                state("--map-user 5 --map-auto"),
                state("--map-user 70000 --map-group 70000 --map-auto"),
                state("--map-subids"),
                state("-r --map-subids"),
                state("-c --map-subids"),
                state("--map-users auto"),
                state("--map-groups auto"),
                state("--map-users subids --map-groups subids"),
                state("--map-users all --map-groups all"),
                state("-r --map-users all --map-groups all"),
                state("--map-users 0:100000:10"),
                state("--map-users 100000,0,10"),
                state("--map-groups 0:200000:10"),
                state("--map-users 0:100000:10 --map-groups 0:200000:10"),
                state("--map-users 0:100000:10 --map-user 5"),
                state("--map-users 10:100000:10 --map-users 0:100050:5"),
                state("--map-users 0:100000:10 --map-users 10:100100:10 --map-users 20:100200:10 -r"),
                state("-r --map-users 0:100000:10 --map-groups 0:200000:10"),
                state("-r --map-users 1:100000:10 --map-groups 1:200000:10"),
                state("-r --map-groups 1:200000:10"),
                state("--map-users 0:0:1"),
                state("--map-users 0:1001:1 --map-groups 0:1001:1"),
                state("--map-users 0:100000:65536 --map-groups 0:200000:65536"),
                line("--map-users 0:100000:10 --map-users 5:100020:10 true"),
                line("--map-users 0:100000:10 --map-users 20:100005:10 true"),
                line("--map-users 0:5:1 --map-groups 0:5:1 true"),
                line("--map-groups 0:5:1 true"),
                line("--map-users 0:100000:65537 true"),
                line("--map-users 0:4294967295:1 true"),
                line("--map-users 4294967290:100000:10 true"),
                script(MANY_RANGES).by(Who.ROOT),

                // Whom /etc/subuid does not know, and a helper that is not there
                script("setpriv --reuid 1002 --regid 1002 --clear-groups \"$U\" --map-auto true")
                        .by(Who.ROOT),
                script("setpriv --reuid 1003 --regid 1003 --clear-groups \"$U\" --map-auto true")
                        .by(Who.ROOT),
                script("echo stranger:500000:1000 >/mnt/subuid; \"$U\" --map-auto true")
                        .by(Who.ROOT),
                script("echo 0:x:5 >/mnt/subuid; \"$U\" --map-auto true").by(Who.ROOT),
                script("echo 0:5:99999999999999999999 >/mnt/subuid; \"$U\" --map-auto true")
                        .by(Who.ROOT),
                script("printf '0\\n0:5\\n\\nroot:7:8:9\\n' >/mnt/subuid; \"$U\" --map-auto true")
                        .by(Who.ROOT),
                script("printf '0\\n0:5\\n\\nroot:7:8' >/mnt/subuid; \"$U\" --map-auto /mnt/state")
                        .by(Who.ROOT),
                script("echo alcove-test:x:5 >/mnt/subuid; \"$U\" --map-auto true")
                        .by(Who.ROOT),
                script("mkdir empty; PATH=$PWD/empty \"$U\" --map-auto /mnt/state")
                        .by(Who.USER),

                // Who runs it
                state("-S 5 -G 6"),
                state("-G 6"),
                state("-S 5"),
                state("-r -S 0"),
                line("-r -G 0 true"),
                line("-r -S 5 true"),
                line("-U -S 0 true"),
                state("--map-auto -S 0 -G 0"),
                state("--map-auto -S 5 -G 6"),
                state("--map-auto -r -S 5 -G 6"),
                state("--owner 0:0"),
                state("--owner 1001:1001"),
                state("--owner 1001:1001 -r").by(Who.ROOT),
                state("--owner 1001:1001 --map-auto").by(Who.ROOT),
                state("--owner 1001:1001 -c --map-users all").by(Who.ROOT),
                state("--owner 5:5 -m"),

                // Capabilities
                state("--keep-caps"),
                state("-U --keep-caps"),
                state("-r --keep-caps"),
                state("-c --keep-caps"),
                state("-cf --keep-caps"),
                state("--map-auto -r --keep-caps -S 5 -G 6"),
                state("-c --keep-caps -S 1001").by(Who.USER),
                script("setpriv --bounding-set -sys_admin,-chown \"$U\" -r /mnt/state")
                        .by(Who.ROOT),
                script("setpriv --no-new-privs \"$U\" -r --keep-caps /mnt/state"),
                script("setpriv --no-new-privs \"$U\" --map-auto /mnt/state"),
                script("setpriv --inh-caps +net_admin --ambient-caps +net_admin \"$U\" /mnt/state")
                        .by(Who.ROOT));
    }
}

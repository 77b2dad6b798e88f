package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.Case.line;
import static dev.alcove.cli.parity.Case.script;
import static dev.alcove.cli.parity.Case.state;

import java.util.List;

/** Which namespaces a program gets, and what it finds in them. */
final class NamespaceCases {
    private NamespaceCases() {}

    static List<Case> all() {
        return List.of(
                state(""),
                state("-m"),
                state("-u"),
                state("-i"),
                state("-n"),
                state("-p"),
                state("-pf"),
                state("-C"),
                state("-T"),
                state("-U"),
                state("-Um"),
                state("-rm"),
                state("-ru"),
                state("-ri"),
                state("-rn"),
                state("-rp"),
                state("-rpf"),
                state("-rC"),
                state("-rT"),
                state("-muinpCTf").by(Who.ROOT),
                state("-rmuinpCTf"),
                state("--mount --uts --ipc --net --pid --user --cgroup --time --fork"),
                state("-Upf --mount-proc"),
                state("-rpf --mount-proc"),
                line("-rpf --mount-proc ps -o pid=,ppid=,comm="),

                // A new PID namespace without a fork: the first child is PID 1, and with it all ends
                line("-rp sh -c 'sh -c \"echo \\$\\$\"; sh -c \"echo \\$\\$\"'"),

                // What is inside is not outside
                script("hostname >before; \"$U\" -ru sh -c 'hostname inside; hostname'; hostname | cmp - before"),
                script("\"$U\" -rn ls /proc/self/net/dev_snmp6 /proc/sys/net/ipv4/conf"),
                script(
                        "\"$U\" -rm sh -c 'mount -t tmpfs inside /mnt/root/tmp; touch /mnt/root/tmp/x'; ls /mnt/root/tmp"),

                // Clocks
                state("-rT --monotonic 86400"),
                state("-rT --boottime 86400"),
                state("-rTf --boottime 864000 --monotonic -3"),
                state("-rT --boottime 7200 --boottime 3600"),
                state("-T --boottime 3600").by(Who.ROOT),
                state("-rT --monotonic 0"),
                state("-rT --monotonic ' +5'"),
                line("-rT --monotonic 9223372036854775807 true"),
                line("-rT --monotonic 9000000000 true"),
                line("-rT --boottime -99999999 true"),
                line("-T --boottime 5 true"),

                // Limits of a user namespace of its own
                script("unshare -r sh -c 'echo 0 >/proc/sys/user/max_uts_namespaces && exec \"$0\" -u true' \"$U\""),
                script("unshare -r sh -c 'echo 0 >/proc/sys/user/max_user_namespaces && exec \"$0\" -U true' \"$U\""),
                script(
                        "unshare -r sh -c 'echo 1 >/proc/sys/user/max_mnt_namespaces && exec \"$0\" -m \"$0\" -m true' \"$U\""),

                // Nested
                state("-r \"$U\" -r"),
                state("-r \"$U\" -U"),
                state("-c \"$U\" -c"),
                line("-rm \"$U\" -R / \"$U\" -U true"));
    }
}

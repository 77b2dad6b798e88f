package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.Case.line;
import static dev.alcove.cli.parity.Case.script;
import static dev.alcove.cli.parity.Case.state;

import java.util.List;

/** Mounts, directories, and namespaces that are bound onto files. */
final class FileCases {
    private FileCases() {}

    static List<Case> all() {
        return List.of(
                // Propagation
                state("-rm --propagation private"),
                state("-rm --propagation shared"),
                state("-rm --propagation slave"),
                state("-rm --propagation unchanged"),
                state("--propagation shared"),
                script("mount --make-rshared /mnt; \"$U\" -m /mnt/state").by(Who.ROOT),
                script("mount --make-rshared /mnt; \"$U\" -m --propagation slave /mnt/state")
                        .by(Who.ROOT),
                script("mount --make-rshared /mnt; \"$U\" -m --propagation unchanged /mnt/state")
                        .by(Who.ROOT),
                script("mount --make-rshared /; \"$U\" -m --propagation unchanged --mount-proc /mnt/state")
                        .by(Who.ROOT),
                script("mount --make-rshared /; \"$U\" -m --propagation shared --mount-proc /mnt/state")
                        .by(Who.ROOT),
                script("mount --make-rshared /; \"$U\" -m --propagation slave --mount-proc=/mnt/root/proc /mnt/state")
                        .by(Who.ROOT),

                // proc and binfmt_misc
                state("--mount-proc"),
                state("-U --mount-proc"),
                state("-rpf --mount-proc=/mnt/root/proc"),
                line("-rpf --mount-proc=/nosuch true"),
                line("-rpf --mount-proc= true"),
                line("-rpf --mount-proc=/etc/passwd true"),
                line("--mount-binfmt true"),
                state("-pf --mount-binfmt"),
                state("-rpf --mount-binfmt"),
                state("-rpf --mount-binfmt=/mnt/root/tmp"),
                state("-r --mount-binfmt=/mnt/root/tmp"),
                line("-rpf --mount-binfmt=/nosuch true"),
                script("\"$U\" -rpf -l ':parity:M::ParityMagic::/bin/cat:' sh -c '"
                        + "ls /proc/sys/fs/binfmt_misc; printf \"ParityMagic works\\n\" >x; chmod 755 x; ./x'"),
                script("\"$U\" -rpf -l ':parity:M::ParityMagic::/bin/cat:F' sh -c '"
                        + "printf \"ParityMagic works\\n\" >x; chmod 755 x; ./x'"),
                line("-rpf -l nonsense true"),
                line("-l ':parity:M::ParityMagic::/bin/cat:' true"),
                script("\"$U\" -rpf -R /mnt/root -l ':parity:M::ParityMagic::/usr/bin/cat:F' /usr/bin/sh -c '"
                        + "printf \"ParityMagic works\\n\" >/tmp/x; /usr/bin/chmod 755 /tmp/x; /tmp/x'"),

                // Root and working directory
                script("\"$U\" -rR /mnt/root /state | grep -v 'state mount'"),
                script("\"$U\" -R /mnt/root /usr/bin/pwd"),
                script("\"$U\" -rR /mnt/root -w /usr/bin ./pwd"),
                script("\"$U\" -rR /mnt/root -w tmp /usr/bin/pwd"),
                script("\"$U\" -rpf -R /mnt/root --mount-proc /state"),
                script("\"$U\" -rpf -R /mnt/root --mount-proc --propagation slave /state"),
                script("\"$U\" -rR /mnt/root ls /"),
                script("\"$U\" -rR /mnt/root"),
                state("-w /usr"),
                state("-w .."),
                state("-rw /usr -w /mnt"),
                line("-w /nosuch true"),
                line("-w '' true"),
                line("-w /etc/passwd true"),
                line("-R /nosuch true"),
                line("-rR /nosuch true"),
                line("-rR '' true"),
                line("-rR /etc/passwd true"),
                line("-rR /mnt/root -w nosuch true"),
                line("-rR /mnt/root /mnt/state"),
                script("mkdir -m 700 closed; \"$U\" -w closed/in true; chmod 0 closed; \"$U\" -w closed true"),
                script("mkdir $'odd\\377\\n'; \"$U\" -w $'odd\\377\\n' /mnt/state"),

                // Namespaces that outlive their processes
                script("touch ns; \"$U\" --uts=ns hostname kept && nsenter --uts=ns hostname")
                        .by(Who.ROOT),
                script("touch ns; \"$U\" --uts=/mnt/tmp/ns -w / hostname kept && nsenter --uts=ns hostname")
                        .by(Who.ROOT),
                script("touch ns; \"$U\" -f --uts=ns hostname kept && sleep 0.2; nsenter --uts=ns hostname")
                        .by(Who.ROOT),
                script(
                                // On one CPU: Linux 6.18 takes the older of two mount namespaces for the newer one if
                                // they were made
                                // on different ones, and refuses with EINVAL.
                                """
                                touch ns
                                taskset -c 0 unshare -m bash -c '"$0" --mount=ns mount -t tmpfs kept /mnt/root/tmp
                                    nsenter --mount=ns grep -c " kept " /proc/thread-self/mountinfo' "$U"
                                """)
                        .by(Who.ROOT),
                script("touch ns; mount --make-rshared /mnt; \"$U\" --mount=ns true")
                        .by(Who.ROOT),
                script("touch ns; \"$U\" -f --pid=ns true; sleep 0.2; stat -f -c %T ns")
                        .by(Who.ROOT),
                script("touch ns; \"$U\" -f --pid=ns --mount-proc sleep 0.3; stat -f -c %T ns")
                        .by(Who.ROOT),
                script("touch ns; \"$U\" --pid=ns true").by(Who.ROOT),
                script("touch ns; \"$U\" --user=ns -r true; nsenter --user=ns id -u")
                        .by(Who.ROOT),
                script("touch ns; \"$U\" --user=ns --map-auto true; nsenter -S 5 --user=ns id -u")
                        .by(Who.ROOT),
                script(
                                "touch ns; \"$U\" --time=ns --boottime 864000 true; nsenter --time=ns cat /proc/self/timens_offsets")
                        .by(Who.ROOT),
                script("touch a b c d e; \"$U\" --ipc=a --net=b --cgroup=c --uts=d -mr --user=e /mnt/state;"
                                + " stat -f -c %T a b c d e")
                        .by(Who.ROOT),
                script("touch a b; \"$U\" --uts=a --uts=b true; stat -f -c %T a b")
                        .by(Who.ROOT),
                script("touch ns; \"$U\" --uts=ns -m true; stat -f -c %T ns; umount ns; stat -f -c %T ns")
                        .by(Who.ROOT),
                script("\"$U\" --uts=/nosuch true").by(Who.ROOT),
                script("\"$U\" -m --uts=/nosuch true").by(Who.ROOT),
                script("\"$U\" --uts= true").by(Who.ROOT),
                script("mkdir d; \"$U\" --uts=d true").by(Who.ROOT),
                script("\"$U\" -f --uts=/nosuch sh -c 'sleep 0.2; echo the child ran'")
                        .by(Who.ROOT),
                script("\"$U\" -fm --uts=/nosuch sh -c 'sleep 0.2; echo the child ran'")
                        .by(Who.ROOT),
                line("--uts=/mnt/tmp/ns true").by(Who.USER),
                script("touch ns; \"$U\" --uts=ns -r true").by(Who.USER),
                script("touch ns; \"$U\" --uts=ns -m true").by(Who.USER),
                script(
                                "touch ns; unshare -rm sh -c '\"$0\" --uts=ns hostname kept && nsenter --uts=ns hostname' \"$U\"")
                        .by(Who.USER),
                script("touch ns; unshare -rm sh -c '\"$0\" -m --uts=ns true; stat -f -c %T ns' \"$U\"")
                        .by(Who.USER));
    }
}

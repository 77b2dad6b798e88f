package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.Case.script;

import java.util.List;

/**
 * What is asked of {@code lsns} in a whole zoo, and is recorded: util-linux 2.38 does not list what nothing keeps but a
 * descriptor, a socket or a mount, and has neither {@code -P}, {@code -Q} nor {@code -H}.
 */
final class LsnsNewerCases {
    private LsnsNewerCases() {}

    static List<Case> all() {
        return List.of(
                // Without a process
                script("lsns -l -o NS,TYPE,NPROCS,PID,PPID,UID,USER,PATH"),
                script("lsns -T -t net -t user -o NS,TYPE,NPROCS,USER,PNS,ONS"),
                script("lsns -l -t net"),
                script("lsns -l -t net -W"),
                script("lsns -l -t net -r"),
                script("lsns -t net -J -W -o NS,TYPE,NETNSID,NSFS,USER,ONS"),
                script("lsns $descriptor_net"),
                script("lsns -o NS,TYPE $socket_net"),
                script("lsns -p $descriptor -t net -o NS,NPROCS,COMMAND"),
                script("/usr/bin/nsenter -U -m --preserve-credentials -t $mounts lsns -P -o NS,TYPE,NSFS,USER")
                        .by(Who.USER),

                // Namespaces without processes only
                script("lsns -P"),
                script("lsns --persistent -l -o NS,TYPE,UID,NSFS,ONS"),
                script("lsns -P -W -t net -n"),
                script("lsns -P -T -o NS,TYPE"),
                script("lsns -P -J -o NS,TYPE,PID,USER,COMMAND,PATH,PPID"),
                script("lsns -P -r"),
                script("lsns -P -p 1"),
                script("lsns -P -t pid"),

                // Filters
                script("lsns -Q 'TYPE == \"uts\"' -o NS,TYPE,USER,NPROCS"),
                script("lsns --filter 'USER == \"alcove-test\" && TYPE =~ \"^(pid|mnt)$\"' -o NS,PID,TYPE"),
                script("lsns -l -Q 'NPROCS > 2 and TYPE != \"user\" and PID > 2' -o NS,NPROCS,COMMAND"),
                script("lsns -Q 'not PID' -o NS,TYPE"),
                script("lsns -Q 'NPROCS == 0 || COMMAND =~ \"infinity$\"' -l -o TYPE,COMMAND -t uts | sort"),
                script("lsns -T -Q \"PID >= $users and PID < $((users + 6)) and TYPE == 'user'\""),
                script("lsns -T -Q \"PID >= $users and PID < $((users + 6)) and TYPE == \\\"user\\\"\""),
                script("lsns -l -Q \"ONS == $ghost_user\" -o TYPE,COMMAND | sort"),
                script("lsns -Q 'NSFS =~ \"netns\"' -t net -o NS,NSFS"),
                script("lsns -J -Q \"PID == $((clock + 1))\""),
                script("lsns -J -Q \"PID == $clock\" -t uts"),
                script("lsns -Q 'UID eq 1001 && TYPE == \"cgroup\"' -n -r"),
                script("lsns -Q 'NPROCS'  -t time -n -o TYPE"),
                script("lsns -Q 'BOGUS == 1'"),
                script("lsns -Q 'NS =='"),
                script("lsns -l -o NS,TYPE -Q ''"),
                script("lsns -Q '(NS > 1'"),
                script("lsns -Q"),

                // Columns and widths as they are now
                script("lsns -H | head -n 13 | tr -s ' ' | sed 's/^ //'").byAnyone(),
                script("lsns -H -J | head -n 53").byAnyone(),
                script("lsns -H -r | head -n 13").byAnyone(),
                script("lsns --list-columns -n | head -n 13 | tr -s ' ' | sed 's/^ //'")
                        .byAnyone(),
                script("lsns -l -n -t time"),
                script("lsns -l -t user -t pid"),
                script("lsns -t cgroup -t net -Towner"),
                script("lsns -p 1 -t uts -n -o NPROCS,PID"),
                script("lsns -p $thread -t net -n"),
                script("lsns -t user -n -o NS,TYPE,NPROCS,PID"),
                script("lsns --output-all -t pid -l"),
                script("lsns -p $((everything + 1)) -t pid -o TYPE,PID,NPROCS"),

                // Usage
                script("lsns -h >/dev/null").byAnyone(),
                script("lsns -hZ >/dev/null").byAnyone(),
                script("lsns -J -r").byAnyone(),
                script("lsns --json --raw -Z").byAnyone(),
                script("lsns -l -T -t pid").byAnyone(),
                script("lsns -T -l -t pid").byAnyone(),
                script("lsns -p -1").byAnyone(),
                script("lsns -p 0").byAnyone(),
                script("lsns --p 1").byAnyone(),
                script("lsns --no").byAnyone(),
                script("lsns -o NS,,TYPE").byAnyone());
    }
}

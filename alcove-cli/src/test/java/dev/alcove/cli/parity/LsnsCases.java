package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.Case.script;

import java.util.List;
import java.util.stream.Stream;

/** What is asked of {@code lsns} in a zoo, whose animals {@code zoo.bash} describes: {@code $users} is a PID. */
final class LsnsCases {
    private LsnsCases() {}

    private static Case terminal(int columns, String arguments) {
        return script("script -qec \"stty cols " + columns + "; lsns " + arguments + "\" /dev/null <>/mnt/never");
    }

    /** Those that util-linux 2.38 answers as the newest does, in a plain zoo. */
    static List<Case> live() {
        return Stream.of(listings(), columns(), processes(), texts(), usage())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> listings() {
        return List.of(
                script("lsns"),
                script("lsns -l"),
                script("lsns -r"),
                script("lsns -J"),
                script("lsns -T"),
                script("lsns -T=owner"),
                script("lsns -Towner -l -o NS,TYPE"),
                script("lsns --tree=parent"),
                script("lsns --tree=process -o NS,PID,PPID,COMMAND"),
                script("lsns -Tparent -J"),
                script("lsns -Towner -r"),
                script("lsns -n -T -o NS,ONS,PNS"),
                script("lsns -t mnt"),
                script("lsns -t pid"),
                script("lsns -t pid -t cgroup -t mnt"),
                script("lsns -t cgroup -t user -Tparent"),
                script("lsns -t time -J"),
                script("lsns -t net"),
                script("lsns -t net -W"),
                script("lsns -t net -r"),
                script("lsns -t net -l"),
                script("lsns -t net -n -W -o NS,NSFS,NETNSID"),
                script("lsns -t ipc -t ipc"));
    }

    private static List<Case> columns() {
        return List.of(
                script("lsns -o NS"),
                script("lsns -o ns,Type,nProcs"),
                script("lsns -o +PATH"),
                script("lsns -o +PPID,UID -t cgroup"),
                script("lsns -l -o COMMAND,NS"),
                script("lsns -l -o USER,UID,PID -o TYPE"),
                script("lsns -o NS,NS,NS -t time"),
                script("lsns -r -o TYPE,PATH,COMMAND"),
                script("lsns -n -o NS,PNS,ONS -t user -t pid"),
                script("lsns -l -t uts -o NS,PNS,ONS"),
                script("lsns --output-all -t mnt"),
                script("lsns --output-all -J -t cgroup"),
                script("lsns --output-all -r -t pid"),
                script("lsns --output-all -o +NS -r -t time"),
                script("lsns -J -o UID,NPROCS,PID,PPID,PNS,ONS -t user"));
    }

    private static List<Case> processes() {
        return List.of(
                script("lsns -p $everything"),
                script("lsns -p $everything -t cgroup -o +PATH,PPID,UID"),
                script("lsns -p $((everything + 1))"),
                script("lsns -p $ghost -T"),
                script("lsns -p $((zombie + 1)) -J -o NS,TYPE,PID,COMMAND"),
                script("lsns -p $thread -t net"),
                script("lsns -p 999999"),
                script("lsns -p 999999 -J"),
                script("lsns -p $users -p $clock -t cgroup"),
                script("lsns $(ns $family ipc)"),
                script("lsns -l $(ns $family ipc)"),
                script("lsns -J $(ns $family ipc)"),
                script("lsns -r $(ns $family ipc)"),
                script("lsns -n -o PID,COMMAND,PPID $(ns $family ipc)"),
                script("lsns -Towner $(ns $family ipc)"),
                script("lsns $(ns $((pids + 1)) pid)"),
                script("lsns -o +NS,TYPE $(ns $((pids + 1)) pid)"),
                script("lsns $(ns $users user)"),
                script("lsns -t net $(ns $family ipc)"),
                script("lsns 1"),
                script("lsns 0"));
    }

    /** Widths, bytes and character sets. */
    private static List<Case> texts() {
        return List.of(
                script("lsns -t uts"),
                script("lsns -u -t uts"),
                script("lsns -J -t uts"),
                script("lsns -r -t uts"),
                script("LC_ALL=C.UTF-8 lsns -t uts"),
                script("LC_ALL=C.UTF-8 lsns -r -t uts"),
                script("LC_ALL=C.UTF-8 lsns -J -t uts"),
                script("LC_ALL=C.UTF-8 lsns -T -t cgroup -t user"),
                script("LC_ALL=C.UTF-8 lsns -t net"),
                script("LC_ALL=C.UTF-8 lsns $(ns $family ipc)"),
                script("LC_ALL=nosuch lsns -t pid"),
                script("LANG=C.UTF-8 LC_ALL= lsns -t pid"),
                script("LC_ALL= LC_CTYPE=C.UTF-8 LANG=C lsns -t mnt"),
                script("COLUMNS=60 lsns -t uts"),
                script("COLUMNS=30 lsns -t net"),
                terminal(60, "-t uts"),
                terminal(60, "-u -t uts"),
                terminal(60, "-t net"),
                terminal(20, "-t pid"),
                terminal(200, "-t uts"),
                script("export LC_ALL=C.UTF-8; script -qec 'stty cols 64; lsns -t uts' /dev/null <>/mnt/never"));
    }

    private static List<Case> usage() {
        return Stream.of(
                        script("lsns -t bogus"),
                        script("lsns -t ''"),
                        script("lsns -t NET"),
                        script("lsns -t"),
                        script("lsns -Tbogus"),
                        script("lsns --tree="),
                        script("lsns -o BOGUS"),
                        script("lsns -o NS,BOGUS,TYPE"),
                        script("lsns -o ''"),
                        script("lsns -o +"),
                        script("lsns -o NS,"),
                        script("lsns -o ,NS"),
                        script("lsns -p x"),
                        script("lsns -p ''"),
                        script("lsns x"),
                        script("lsns ''"),
                        script("lsns 1x"),
                        script("lsns 99999999999999999999999"),
                        script("lsns -p 1 4026531837"),
                        script("lsns --bogus"),
                        script("lsns -Z"),
                        script("lsns --output"),
                        script("lsns --json=x"),
                        script("lsns --t mnt"),
                        script("lsns --out NS -t time"),
                        script("lsns --version | sed 's/ .*//'"))
                .map(Case::byAnyone)
                .toList();
    }
}

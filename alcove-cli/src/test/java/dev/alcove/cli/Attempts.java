package dev.alcove.cli;

import java.util.List;

/** What container root tries, by subject. {@code $CANARY} is a secret file of the host, {@code $VICTIM} a process of the host. */
final class Attempts {
    private static final String NOT_THERE = "No such file|Directory nonexistent|No such process|cannot open";

    private Attempts() {}

    /** Kernel parameters and the like: all of it would change the host. */
    static List<Attempt> parameters() {
        return List.of(
                write("core_pattern, a program of the host's", "/proc/sys/kernel/core_pattern", "|/tmp/x"),
                Attempt.of(
                        "the program that loads modules",
                        Attempt.DENIED + "|" + NOT_THERE,
                        "must_fail sh -c 'echo /tmp/x >/proc/sys/kernel/modprobe'"),
                Attempt.of("sysrq", Attempt.DENIED + "|" + NOT_THERE, "must_fail sh -c 'echo h >/proc/sysrq-trigger'"),
                write("panic_on_oops", "/proc/sys/kernel/panic_on_oops", "1"),
                write("drop_caches", "/proc/sys/vm/drop_caches", "1"),
                write("the next PID", "/proc/sys/kernel/ns_last_pid", "9"),
                write("affinity of interrupts", "/proc/irq/default_smp_affinity", "1"),
                write("uevent helper", "/sys/kernel/uevent_helper", "/tmp/x"),
                write("uevents of a device", "/sys/class/net/lo/uevent", "add"),
                Attempt.of(
                        "register a binary format",
                        Attempt.DENIED + "|" + NOT_THERE,
                        "must_fail sh -c 'echo :x:M::xx::/tmp/x: >/proc/sys/fs/binfmt_misc/register'"),
                Attempt.of(
                        "make sysctls writable by way of another proc mount",
                        "must_fail mount -t proc proc /tmp; must_fail sh -c 'echo x >/proc/sys/kernel/hotplug'"),
                Attempt.of("masked: the memory as a core file", "^0$", "head -c 10 /proc/kcore | wc -c"),
                Attempt.of("masked: keys", "^0$", "cat /proc/keys | wc -c"),
                Attempt.of("masked: interrupts and timers", "^0$", "cat /proc/interrupts /proc/timer_list | wc -c"),
                Attempt.of("masked: firmware", "^0$", "ls /sys/firmware | wc -l"),
                Attempt.of("the log of the kernel", "must_fail head -c 1 /proc/kmsg; must_fail sys 103 3 @99 99"),
                Attempt.of("write to a mask", Attempt.DENIED, "must_fail touch /sys/firmware/x"));
    }

    private static Attempt write(String name, String file, String text) {
        return Attempt.of(name, "must_fail sh -c 'echo \"" + text + "\" >" + file + "'");
    }

    /** Mounts, and the roots of processes. */
    static List<Attempt> mounts() {
        return List.of(
                Attempt.of("cgroup version 1, for its release_agent", "must_fail mount -t cgroup -o rdma cgroup /tmp"),
                Attempt.of("cgroup version 2", "must_fail mount -t cgroup2 cgroup2 /tmp"),
                Attempt.of("release_agent of what is there", Attempt.DENIED + "|" + NOT_THERE + "|^none$", """
                        for f in $(find /sys/fs/cgroup -name release_agent 2>/dev/null); do
                            must_fail sh -c "echo /tmp/x >$f"
                        done
                        echo none
                        """),
                Attempt.of("bind over a mask", "must_fail mount --bind /tmp /sys/firmware"),
                Attempt.of("umount of masks", "must_fail umount /proc/keys; must_fail umount -l /sys/firmware"),
                Attempt.of("umount of the read-only sysctls", "must_fail umount -l /proc/sys"),
                Attempt.of(
                        "umount of the root",
                        "must_fail umount -l /; must_fail umount -l /proc; must_fail umount -l /dev"),
                Attempt.of(
                        "remount of the root, to be written",
                        "must_fail mount -o remount,rw /; must_fail touch /etc/x"),
                Attempt.of("remount as a bind", "must_fail mount -o remount,bind,rw /; must_fail touch /usr/x"),
                Attempt.of("remount of the sysctls", "must_fail mount -o remount,bind,rw /proc/sys"),
                Attempt.of("remount of sysfs", "must_fail mount -o remount,rw /sys"),
                Attempt.of("mount of proc", "must_fail mount -t proc proc /tmp"),
                Attempt.of("mount of sysfs", "must_fail mount -t sysfs sysfs /tmp"),
                Attempt.of("mount of tmpfs", "must_fail mount -t tmpfs tmpfs /tmp"),
                Attempt.of("mount of devtmpfs", "must_fail mount -t devtmpfs devtmpfs /tmp"),
                Attempt.of(
                        "mount of debugfs and tracefs",
                        "must_fail mount -t debugfs d /tmp; must_fail mount -t tracefs t /tmp"),
                Attempt.of("mount of an overlay", "must_fail mount -t overlay -o lowerdir=/:/usr overlay /tmp"),
                Attempt.of("shared propagation", "must_fail mount --make-rshared /"),
                Attempt.call("fsopen", "430 tmpfs 0"),
                Attempt.call("fspick", "433 -100 / 0"),
                Attempt.call("open_tree, copying", "428 -100 / 1"),
                Attempt.call("move_mount", "429 -100 /tmp -100 /run 0"),
                Attempt.call("mount_setattr", "442 -100 / 0 @32 32"),
                Attempt.call("pivot_root", "155 /tmp /tmp"),
                Attempt.call("mount by its number", "165 none /tmp tmpfs 0 0"),
                Attempt.call("umount2 by its number", "166 /proc/sys 2"),
                Attempt.of("chroot twice, and climb", "^inside$", """
                        mkdir /tmp/a
                        perl -e '
                            opendir(my $top, "/") or die; chroot("/tmp/a") or die "chroot: $!";
                            chdir($top) or die "chdir: $!"; chdir("..") for 1..64; chroot(".") or die;
                            print -e $ENV{CANARY} ? "ESCAPED\\n" : "inside\\n"'
                        """),
                Attempt.of(
                        "the root is read-only, whichever way",
                        "Read-only",
                        "must_fail touch /etc/x; must_fail touch /proc/self/root/etc/x"),
                Attempt.of(
                        "attributes of files of the host",
                        "Read-only",
                        "must_fail chmod 777 /etc/passwd; must_fail chown 1 /usr"),
                Attempt.of(
                        "links to files of the host",
                        "Read-only|cross-device|Cross-device",
                        "must_fail ln /etc/passwd /tmp/x"),
                Attempt.call("a file by its handle, as shocker did", "304 -100 @64 0"));
    }

    /** What was open, or can be reached by way of processes. */
    static List<Attempt> leaks() {
        return List.of(
                Attempt.of("descriptors of the caller", "^0 1 2 3 $", "ls /proc/self/fd | tr '\\n' ' '; echo"),
                Attempt.of("the working directory of the caller", "^/$", "pwd -P"),
                Attempt.of("a file in the host's /tmp", NOT_THERE, "must_fail cat \"$CANARY\""),
                Attempt.of(
                        "what is in /tmp, /run and homes",
                        "^0$",
                        "ls -A /tmp /run /root /home | grep -v ':$' | grep -c ."),
                Attempt.of(
                        "descriptors of init", "must_fail sh -c 'echo >/proc/1/fd/0'; must_fail readlink /proc/1/fd/0"),
                Attempt.of(
                        "descriptors of init, opened anew",
                        "must_fail cat /proc/1/fd/0; must_fail cat /proc/1/fdinfo/0"),
                Attempt.of("working directory of init", "must_fail ls /proc/1/cwd/"),
                Attempt.of("root of init", "must_fail ls /proc/1/root/"),
                Attempt.of("program of init", "must_fail cat /proc/1/exe; must_fail cp /etc/passwd /proc/1/exe"),
                Attempt.of("program of init, executed", "must_fail /proc/1/exe"),
                Attempt.of("memory of init", "must_fail head -c 1 /proc/1/mem; must_fail cat /proc/1/maps"),
                Attempt.of("environment of init", "must_fail cat /proc/1/environ"),
                Attempt.of("stack of init", "must_fail cat /proc/1/stack"),
                Attempt.of("processes of the host", NOT_THERE, "must_fail ls /proc/$VICTIM"),
                Attempt.of(
                        "own program, overwritten",
                        Attempt.DENIED + "|Text file busy",
                        "must_fail cp /etc/passwd /proc/self/exe"),
                Attempt.of("sockets of the host without a name", "^1$", "wc -l </proc/net/unix"),
                Attempt.of(
                        "System V IPC of the host",
                        "^3$",
                        "cat /proc/sysvipc/shm /proc/sysvipc/msg /proc/sysvipc/sem | wc -l"));
    }

    /** A byte of init's memory, with process_vm_readv or process_vm_writev. */
    private static String memory(int call) {
        return """
                perl -e '
                    my $byte = "x";
                    my $here = pack("PQ", $byte, 1);
                    my $there = pack("QQ", 0x400000, 1);
                    if (syscall(%d, 1, $here, 1, $there, 1, 0) >= 0) { print "ESCAPED\\n" } else { print "$!\\n" }'
                """.formatted(call);
    }

    /** Processes: others' memory, signals, namespaces, rights. */
    static List<Attempt> processes() {
        return List.of(
                Attempt.call("ptrace of init", "101 16 1 0 0"),
                Attempt.call("ptrace of init, seizing it", "101 0x4206 1 0 0"),
                Attempt.of("ptrace of the host", "No such process", "must_fail sys 101 16 $VICTIM 0 0"),
                Attempt.of("memory of init, read", memory(310)),
                Attempt.of("memory of init, written", memory(311)),
                Attempt.of("descriptors of init, fetched", "fd=$(sys 434 1 0); must_fail sys 438 ${fd#result } 0 0"),
                Attempt.call("kcmp with init", "312 1 1 0 0 0"),
                Attempt.of("SIGKILL to init", "^alive$", "kill -9 1; kill -STOP 1; sleep 0.05; echo alive"),
                Attempt.of("SIGKILL to the host", "No such process", "must_fail kill -9 $VICTIM"),
                Attempt.of("SIGKILL to everybody", "^trying$", "echo trying; kill -9 -1"),
                Attempt.call("unshare a user namespace", "272 0x10000000"),
                Attempt.call("unshare a mount namespace", "272 0x20000"),
                Attempt.call("unshare a network namespace", "272 0x40000000"),
                Attempt.call("clone into a user namespace", "56 0x10000011 0 0 0 0"),
                Attempt.call("clone into a mount namespace", "56 0x20011 0 0 0 0"),
                Attempt.call("clone into a cgroup namespace", "56 0x2000011 0 0 0 0"),
                Attempt.of(
                        "clone3, whose flags no filter sees", "Function not implemented", "must_fail sys 435 @88 88"),
                Attempt.of("namespaces of init", "for n in mnt net pid user; do must_fail cat /proc/1/ns/$n; done"),
                Attempt.of("setns", "exec 5</proc/self/ns/mnt; must_fail sys 308 5 0; must_fail nsenter -m -t $$ true"),
                Attempt.of("the parent of the PID namespace", "exec 5</proc/self/ns/pid; must_fail sys 16 5 0xb702 0"),
                Attempt.of("no_new_privs is set", "NoNewPrivs:\\s+1", "grep NoNewPrivs /proc/self/status"),
                Attempt.of("no_new_privs taken back", "Invalid argument", "must_fail sys 157 38 0 0 0 0"),
                Attempt.of(
                        "the filter taken back", "Invalid argument|" + Attempt.DENIED, "must_fail sys 157 22 0 0 0 0"),
                Attempt.of(
                        "more capabilities, by way of the ambient ones",
                        "setpriv|" + Attempt.DENIED,
                        "must_fail setpriv --inh-caps +sys_admin --ambient-caps +sys_admin true"),
                Attempt.of("more capabilities, by a file that has them", """
                        cp /usr/bin/mount /tmp/x
                        perl -e '
                            my ($file, $name, $value) = ("/tmp/x", "security.capability", pack("V5", 0x2000001, 0x200000, 0, 0, 0));
                            syscall(188, $file, $name, $value, 20, 0) == 0 or print "no such attribute: $!\n"'
                        must_fail /tmp/x -t tmpfs none /mnt
                        """),
                new Attempt(
                        "a program that is setuid",
                        List.of("-u", "65534", "--cap-drop", "ALL"),
                        "^euid 65534$|has no such id",
                        "[ -u /usr/bin/su ] || echo no such program; perl -e 'print \"euid $>\\n\"'; must_fail mount -t tmpfs t /tmp"));
    }

    /** Devices, terminals, sockets. */
    static List<Attempt> devices() {
        return List.of(
                Attempt.of("a disk", device("b", 254, 0)),
                Attempt.of("another disk", device("b", 8, 0)),
                Attempt.of("a disk in memory", device("b", 253, 0)),
                Attempt.of("a disk, elsewhere", "must_fail sh -c 'mknod /tmp/d b 253 0 && head -c 1 /tmp/d'"),
                Attempt.of("memory", device("c", 1, 1)),
                Attempt.of("ports", device("c", 1, 4)),
                Attempt.of("log of the kernel", device("c", 1, 11)),
                Attempt.of("fuse", device("c", 10, 229)),
                Attempt.of("loop devices", device("c", 10, 237)),
                Attempt.of("virtual machines", device("c", 10, 232)),
                Attempt.of("userfaultfd as a device", device("c", 10, 257)),
                Attempt.of("links of the network", device("c", 10, 200)),
                Attempt.of(
                        "devices that are there",
                        "^fd full mqueue null ptmx pts random shm stderr stdin stdout tty urandom zero $",
                        "ls /dev | tr '\\n' ' '; echo"),
                Attempt.of("characters pushed into a terminal", "Operation not permitted", """
                        perl -e '
                            open(my $t, "+<", "/dev/ptmx") or die "ptmx: $!";
                            my $c = "x";
                            for my $request (0x5412, 0x100005412, 0x541c) {
                                if (ioctl($t, $request, $c)) { print "ESCAPED\\n" } else { print "$!\\n" }
                            }'
                        """),
                Attempt.of(
                        "the terminal of the caller",
                        "No such device|" + Attempt.DENIED,
                        "must_fail sh -c 'echo x >/dev/tty'"),
                Attempt.of(
                        "packets of the host's network",
                        "^lo$",
                        "ls /sys/class/net; must_fail sh -c 'grep -q eth0 /proc/net/dev'"),
                Attempt.of(
                        "raw packets, in its own network only",
                        "^1 link$",
                        "sys 41 17 3 768 >/dev/null; echo $(grep -c : /proc/net/dev) link"),
                Attempt.of("links of its network changed", "must_fail ip link add x type dummy"),
                Attempt.call("a socket to the hypervisor", "41 40 1 0"));
    }

    /** Opens a device that it makes in the one directory where devices can be opened. */
    private static String device(String type, int major, int minor) {
        return "rm -f /dev/x; must_fail sh -c 'mknod /dev/x " + type + " " + major + " " + minor + " && exec 5</dev/x'";
    }

    /** System calls for who administers a host. */
    static List<Attempt> calls() {
        return List.of(
                Attempt.call("load a module", "175 @64 64 x"),
                Attempt.of("load a module, by descriptor", "exec 5</etc/passwd; must_fail sys 313 5 x 0"),
                Attempt.call("remove a module", "176 x 0"),
                Attempt.call("load another kernel", "246 0 0 0 0"),
                Attempt.call("load another kernel, by descriptor", "320 0 0 0 x 0"),
                Attempt.call("reboot", "169 0xfee1dead 672274793 0 0"),
                Attempt.call("swap on", "167 /tmp/x 0"),
                Attempt.call("swap off", "168 /tmp/x"),
                Attempt.call("accounting", "163 /tmp/x"),
                Attempt.call("quotas", "179 0 x 0 0"),
                Attempt.call("host name", "170 x 1"),
                Attempt.call("domain name", "171 x 1"),
                Attempt.call("set the time", "164 @16 0"),
                Attempt.call("set a clock", "227 0 @16"),
                Attempt.of(
                        "adjust the time",
                        "must_fail perl -e '$t = pack(\"Lx4q25\", 0x4000, (10000) x 25); exit(0) if syscall(159, $t) >= 0; print \"$!\\n\"; exit 1'"),
                Attempt.call("ports of the processor", "172 3"),
                Attempt.call("one port of the processor", "173 0x70 1 1"),
                Attempt.call("BPF", "321 0 @128 128"),
                Attempt.call("performance counters", "298 @128 0 -1 -1 0"),
                Attempt.call("userfaultfd", "323 0"),
                Attempt.call("io_uring", "425 8 @120"),
                Attempt.call("io_uring, entered", "426 3 0 0 0 0 0"),
                Attempt.call("fanotify", "300 0 0"),
                Attempt.call("keyrings: search", "250 10 -3 user x 0"),
                Attempt.call("keyrings: leave the session's", "250 1 x"),
                Attempt.call("keyrings: add a key", "248 user x y 1 -3"),
                Attempt.call("keyrings: request a key", "249 user x y -3"),
                Attempt.call("personality without random addresses", "135 0x40000"),
                Attempt.call("personality with executable reading", "135 0x400000"),
                Attempt.call("terminal hung up", "153"),
                Attempt.call("pages of another", "279 1 1 @8 @8 @8 0"),
                Attempt.call("advice for another", "440 3 @16 1 4 0"),
                Attempt.of("a system call of x32", "Bad system call|" + Attempt.DENIED, "must_fail sys 0x40000027"),
                Attempt.of(
                        "a system call that does not exist yet",
                        "Function not implemented|" + Attempt.DENIED,
                        "must_fail sys 999"),
                Attempt.of("nicer than others", "must_fail sys 141 0 0 -5"),
                Attempt.of("real time", "must_fail chrt -f 1 true"),
                Attempt.of("higher limits", "must_fail prlimit --nofile=99999999:99999999 true"));
    }
}

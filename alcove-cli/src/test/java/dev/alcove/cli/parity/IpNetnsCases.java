package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.IpCases.lines;

import java.util.List;

/** The global options of {@code ip}, its batches, and {@code ip netns}. */
final class IpNetnsCases {
    static final String USAGE = "ip | head -n 1; ip help | head -n 1; ip -h | head -n 1; ip netns help | head -n 1";
    static final String NO_NETNS = "ip -n; ip -netns";
    static final String CONTINUATION = "printf 'netns \\\\\n' > more; ip -b more";
    static final String WRONG_IN_BATCH =
            "printf 'netns\nnetns set a x\nnetns add b\n' > wrong; ip -b wrong; ip -force -b wrong";
    static final String STALE = "mkdir /run/netns; touch /run/netns/stale; ip netns";
    static final String FILE = "touch /run/netns; ip netns; rm /run/netns";
    static final String SET_NONE = "ip netns set none 1; ip netns set none auto";
    static final String NO_COMMAND =
            "ref netns add a; ip netns exec a no-such-command; ip netns exec a /etc/passwd; ip netns exec a ''";
    static final String FAILS_IN_ALL =
            "ref netns add a; ref netns add b; ip -all netns exec sh -c 'exit 3'; ip -all netns exec no-such-command";
    static final String MONITOR = """
            "$IP" netns monitor > events & m=$!; await sh -c "grep -qs inotify /proc/$m/fdinfo/*"; ref netns add a; ref netns del a
            for i in 1 2 3 4 5 6 7 8 9 10; do [ -s events ] || sleep 0.1; done; cat events; kill $m""";
    static final String RESOLV_CONF = """
            own_etc; ref netns add a; mkdir -p /etc/netns/a; echo inside > /etc/netns/a/resolv.conf
            rm -f /etc/resolv.conf; ln -s /run/no/such/file /etc/resolv.conf; ip netns exec a cat /etc/resolv.conf; cat /etc/resolv.conf""";
    static final String MASKED_SYS = """
            mount -t tmpfs tmpfs /sys/fs; setpriv --reuid 65534 --regid 65534 --clear-groups unshare -Urmn sh -c '
            mount -t tmpfs tmpfs /run; "$IP" netns add a; "$IP" netns exec a echo there; echo $?' 2>&1""";
    static final String CGROUPS = "ref netns add a; ip netns exec a sh -c 'grep -q /sys/fs/cgroup /proc/self/mounts'";
    static final String DELETE_ALL =
            "mkdir -p /run/netns/d; ref netns add a; ip -all netns del; ls /run/netns | grep -v d; rmdir /run/netns/d";
    static final String ADD_INSIDE = "ref netns add a; ip -n a netns add c; ip netns";
    static final String NSID_WORD = "ip netns list-id nsid -1; ip netns list-id target-nsid -1 nsid 2";

    private static final String[] NAMES = {"netns list"};

    private IpNetnsCases() {}

    static List<Case> all() {
        return List.of(
                // The command line: options, their abbreviations and arguments, objects
                lines("""
                        ip bogus; ip ''; ip netns bogus; ip netns ''; ip -bogus; ip --bogus netns; ip -x; ip -f bogus netns
                        ip -rcvbuf x netns; ip -rc -1 netns; ip -c=bogus netns; ip -col=alway; ip -- bogus; ip -netns none netns
                        """),
                lines("ip -loops; ip -l; ip -family; ip -f; ip -rc; ip -b; ip -batch"),
                lines(NO_NETNS),
                lines(USAGE),
                lines("""
                        ref netns add a; ip net; ip netns l; ip netns s; ip netns lst; ip netns sho; ip netns list x y
                        ip -4 netns; ip -6 netns; ip -0 netns; ip -M netns; ip -B netns; ip -f inet netns; ip -fam inet6 netns
                        ip -d -s -s -stat -h -hu -human-readable -iec -r -o -N -t -ts -br -c -c=auto -color=never -force -- netns
                        ip --details --statistics netns; ip -rc 1000 netns; ip -l 5 netns; ip -a netns; ip -force netns
                        """),
                // Batches
                lines("""
                        printf 'netns add a # comment\\n\\n  # nothing\\nnetns add "b"\\nnetns \\\\\\nadd c\\nnetns list\\n' > lines
                        ip -b lines; ip -batch - < lines; echo 'netns list' | ip -b -; ip -b none; ip -b lines netns add x
                        printf 'netns add d\\nnetns add d\\nnetns add e\\n' > twice; ip -b twice; ip -force -b twice; ip -b twice -force
                        """, NAMES),
                lines("""
                        printf 'netns add \\047a' > open; ip -b open; printf 'netns list\\nbogus\\nnetns add a\\n' > bogus; ip -b bogus
                        ip -force -b bogus; printf '\\tnetns\\tadd\\tt \\n' > tabs; ip -b tabs
                        printf 'netns add "q r"\\nnetns del \\047q r\\047' > quoted; ip -b quoted
                        """, NAMES),
                lines(CONTINUATION),
                lines(WRONG_IN_BATCH, NAMES),
                // Adding, listing and deleting
                lines("""
                        ip netns; ip -j netns; ip netns add a; ip netns; ip netns list; ip -j netns list; ip -j -p netns list
                        ip netns add a; ip netns add; ip netns a b c; ip -br netns; stat -c '%a %F %s' /run/netns /run/netns/a
                        grep -c ' /run/netns ' /proc/self/mountinfo; grep -o ' /run/netns rw.*shared' /proc/self/mountinfo
                        """, NAMES),
                lines("""
                        ip netns del; ip netns del none; ref netns add a; ref netns add b; ref netns add c; ip netns d a x; ip netns delete b
                        ip netns; ip netns del a; ip -all netns del; ip -a netns delete; ip netns; ip -j netns; ip -j -p netns
                        """, NAMES),
                lines("""
                        ip netns add /; ip netns add .; ip netns add ..; ip netns add ''; ip netns del a/b; ip netns exec /x true
                        ip netns add "$(printf 'x%.0s' {1..255})"; ip netns add "$(printf 'x%.0s' {1..256})"; ip netns del "$(printf 'x%.0s' {1..255})"
                        ip netns identify a/b; ip netns pids ..; ip netns list a/b; ip -all netns list a/b
                        """, NAMES),
                lines("""
                        ip netns add 'a b'; ip netns add $'\\t"\\\\'; ip netns add $'gr\\xc3\\xbcn'; ip netns add $'\\xff'; ip netns add -x
                        ip netns | sort; ip -j netns list | tr -d '\\n' | grep -o '"name":"[^,]*"' | sort; ip netns del 'a b'; ip netns del $'\\xff'
                        """),
                // What somebody else did to the directory
                lines(STALE),
                lines(FILE),
                lines(DELETE_ALL),
                lines("""
                        mkdir /run/netns; ip netns; ip -j netns; ip -j -p netns; mkdir /run/netns/d; ip netns del d; ls /run/netns
                        ip netns add d; rmdir /run/netns/d; touch /run/netns; ip netns del none
                        """),
                lines("""
                        touch /run/netns; ip netns add a; ip netns del a; rm /run/netns
                        """),
                lines("""
                        mkdir /run/netns; mount -t tmpfs -o ro tmpfs /run/netns; ip netns add a; ip netns del a
                        """),
                // Attaching
                lines("""
                        ip netns attach; ip netns attach a; ip netns attach a x; ip netns attach a 0; ip netns attach a 1x; ip netns attach a ''
                        ip netns attach a 4000000; ip netns attach a -5; ip netns attach a 99999999999; ip netns; ls /run/netns
                        unshare -n sleep 60 & p=$!; await [ ! /proc/$p/ns/net -ef /proc/self/ns/net ]; ip netns att a $p; ip netns attach a $p
                        [ /run/netns/a -ef /proc/$p/ns/net ] && echo same; ip netns identify $p; [ "$(ip netns pids a)" = $p ] && echo pid
                        """, NAMES),
                // Finding
                lines("""
                        ip netns identify; ip netns identify 1; ip netns identify x; ip netns identify -1; ip netns identify 4000000; ip netns identify 1 2
                        ip netns identify 99999999999; ref netns add a; ip -n a netns identify; ip netns i; ip netns pids; ip netns pids none; ip netns p a
                        ip netns pids a b; ip -n a netns identify 1; "$REFERENCE" netns exec a sleep 60 & p=$!
                        await [ /run/netns/a -ef /proc/$p/ns/net ]; ip netns identify $p; [ "$(ip netns pids a)" = $p ] && echo found
                        """),
                // Numbers
                // 7.1 says nothing to this; what is recorded is for none that does yet.
                lines("ip netns set none 1; ip netns set none auto"),
                lines(NSID_WORD),
                lines("""
                        ip netns set; ip netns set a; ref netns add a; ref netns add b; ref netns add c; ip netns set a; ip netns set a x; ip netns set a -1
                        ip netns set a 7; ip netns; ip -j netns; ip -j -p netns; ip netns set b auto; ip netns set c 0x20; ip netns set a 99999999999
                        ip netns list-id; ip -j netns list-id; ip -j -p netns list-id; ip netns list-; ip netns list-id nsid 7; ip -j netns list-id nsid 32
                        """, "netns list-id", "netns list"),
                lines("""
                        ip netns list-id; ip -j netns list-id; ip -j -p netns list-id; ip netns list-id bogus >/dev/null; ip netns list-id nsid
                        ip netns list-id nsid x; ip netns list-id nsid 5 nsid 6; ip netns list-id target-nsid 1 target-nsid 1; ip netns list-id target-nsid
                        ip netns list-id target-nsid x
                        """),
                lines("""
                        ref netns add a; ref netns add b; ref netns set a 1; ref netns set b 2; ref -n a netns set b 5; ref -n a netns set a 6
                        ip netns list-id target-nsid 1; ip -j netns list-id target-nsid 1; ip netns list-id target-nsid 1 nsid 5
                        ip -j -p netns list-id nsid 6 target-nsid 1; ip -n a netns list-id; ip -n a netns list; ref netns del b; ip netns list-id
                        """, "netns list-id"),
                lines("""
                        ref netns add a; ip netns set a 3; ip netns set a 3; ip netns set a 4; ip netns set a auto; ref netns add b; ip netns set b 3
                        """, "netns list"),
                // -netns
                lines(ADD_INSIDE),
                lines("""
                        ip -n none netns; ip -n '' netns; ip -netns none bogus; ref netns add a; ref netns add b; ip -n a netns
                        ip -n a -n b netns identify; ip -net a netns identify; echo netns identify | ip -n a -b -; ip -n a netns del b
                        """),
                // exec
                lines("""
                        ip netns exec; ip netns exec a; ip netns exec none true; ref netns add a; ip netns exec a; ip netns exec a true; ip netns exec a false
                        ip netns exec a sh -c 'exit 77'; ip netns e a echo '$x' "a b" ''; ip net exec a sh -c 'echo $0 "$@"' -a --b -c
                        ip netns exec a sh -c 'kill -TERM $$'; echo in | ip netns exec a cat; ip netns exec a sh -c 'echo out; echo err >&2'
                        "$IP" netns exec a sh -c 'echo $$' > pid & wait $!; [ "$(cat pid)" = $! ] && echo the same process
                        """),
                lines("""
                        ref netns add a; ip netns exec a cat /proc/net/dev; ip netns exec a ls /sys/class/net; ip netns exec a grep -c . /proc/self/mounts >/dev/null
                        ip netns exec a grep ' /sys ' /proc/self/mounts; ip netns exec a pwd; X=1 ip netns exec a sh -c 'echo $X $LC_ALL'
                        ip netns exec a sh -c '[ /proc/self/ns/net -ef /run/netns/a ] && echo there'; ip netns exec a ls /run/netns
                        mkdir dir; ip netns exec a mount -t tmpfs tmpfs dir; grep work/dir /proc/self/mounts; ip netns exec a sh -c 'ls /proc/self/fd | wc -l'
                        """),
                lines("""
                        ref netns add a; ref netns add b; ip -n b netns exec a ls /sys/class/net; ip -d -4 netns exec a echo options; ip -j netns exec a echo json
                        printf 'netns exec a echo one\\nnetns exec a false\\nnetns exec a echo two\\n' > lines; ip -b lines; ip -force -b lines
                        """),
                lines("""
                        ip -all netns exec true; ref netns add a; ip -all netns exec; ip -all netns exec ls /sys/class/net; ip -a netns exec sh -c 'exit 0'
                        """),
                lines("""
                        own_etc; ref netns add a; mkdir -p /etc/netns/a/sub /etc/sub; echo inside > /etc/netns/a/hosts; echo inside > /etc/netns/a/sub/file
                        echo outside > /etc/sub/file; echo none > /etc/netns/a/no-such-file; ip netns exec a cat /etc/hosts /etc/sub/file
                        cat /etc/sub/file; ip -n a netns exec a cat /etc/hosts; ip -all netns exec cat /etc/hosts
                        """),
                lines("""
                        own_etc; ref netns add a; mkdir -p /etc/netns/a /run/resolve; echo outside > /run/resolve/conf; echo inside > /etc/netns/a/resolv.conf
                        rm -f /etc/resolv.conf; ln -s /run/resolve/conf /etc/resolv.conf; ip netns exec a cat /etc/resolv.conf /run/resolve/conf; cat /etc/resolv.conf
                        """),
                lines(
                        "ref netns add a; printf 'netns exec none true\\nnetns list\\n' > none; ip -b none; ip -force -b none"),
                lines(NO_COMMAND),
                lines(FAILS_IN_ALL),
                lines(RESOLV_CONF),
                lines(CGROUPS),
                lines(MASKED_SYS),
                // Monitoring
                lines(MONITOR),
                // By nobody, who may not, and who is root in namespaces of his own
                lines("""
                        nobody() { tell setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
                        nobody "$IP" netns add a; nobody "$IP" netns; ref netns add a; nobody "$IP" netns; nobody "$IP" netns del a
                        nobody "$IP" netns set a 1; nobody "$IP" -n a netns; nobody "$IP" netns exec a true; nobody "$IP" netns add b
                        nobody "$IP" netns identify $$; nobody "$IP" netns pids a; nobody "$IP" netns attach b $$
                        """),
                lines("""
                        setpriv --reuid 65534 --regid 65534 --clear-groups unshare -Urmn bash -c '
                        mount -t tmpfs tmpfs /run; mount -t sysfs sysfs /sys; "$IP" netns add a; "$IP" netns; "$IP" netns set a 4; "$IP" netns
                        "$IP" netns exec a ls /sys/class/net; "$IP" netns exec a false; echo $?; "$IP" netns del a; "$IP" netns' 2>&1
                        """));
    }
}

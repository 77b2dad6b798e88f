package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.Difference.both;

import java.util.List;

/** Every case in which Alcove means to differ from util-linux, and why. */
final class DeliberateDifferences {
    private static final String CAP_SYS_ADMIN =
            "err this needs CAP_SYS_ADMIN: run as root, or add -Ur (--user --map-root-user) to do it in a user namespace of your own";

    private static final String NOT_TRUNCATED =
            "An id that Linux cannot express is refused; util-linux takes its last 32 bits, so that 4294967296 is root.";
    private static final String RANGES =
            "Ranges are what is written: no blanks, no signs, no ids beyond 32 bits, none past the last id. util-linux takes these"
                    + " for other ranges, leaves them out, or takes -1 for `auto`.";
    private static final String EXACT_OWNERS =
            "A line of /etc/subuid is root's if it says root or 0. util-linux takes that of any user whose name is not a number.";
    private static final String NO_RANGE =
            "A line of /etc/subuid that is no range is passed over, as newuidmap does; util-linux stops at it.";
    private static final String FAILS_CLOSED =
            "A list of variables to keep of which none is set leaves none; util-linux then keeps all.";
    private static final String NO_HELPER_LEFT =
            "Nothing is left when unshare fails; util-linux leaves its helper process waiting for ever.";
    private static final String BIND_FIRST =
            "The program does not run if its namespace could not be bound; util-linux lets it run beside the error message.";
    private static final String KERNEL_LIMITS =
            "Whether a map is too large is for the kernel to say, whose limits have changed before.";

    static final List<Difference> UNSHARE = List.of(
            both(
                    NOT_TRUNCATED,
                    "\"$U\" -S 4294967296 true",
                    "exit 1",
                    "err unshare: failed to parse uid: '4294967296': Numerical result out of range"),
            both(RANGES, "\"$U\" --map-users -1:0:1 true", "exit 1", "err unshare: invalid mapping '-1:0:1'"),
            both(RANGES, "\"$U\" --map-users ' 0:0:1' true", "exit 1", "err unshare: invalid mapping ' 0:0:1'"),
            both(
                    RANGES,
                    "\"$U\" --map-users 4294967296:0:1 true",
                    "exit 1",
                    "err unshare: invalid mapping '4294967296:0:1'"),
            both(
                    RANGES,
                    "\"$U\" --map-users 0:4294967295:1 true",
                    "exit 1",
                    "err unshare: invalid mapping '0:4294967295:1'"),
            both(
                    RANGES,
                    "\"$U\" --map-users 4294967290:100000:10 true",
                    "exit 1",
                    "err unshare: invalid mapping '4294967290:100000:10'"),
            both(
                    EXACT_OWNERS,
                    "echo stranger:500000:1000 >/mnt/subuid; \"$U\" --map-auto true",
                    "exit 1",
                    "err unshare: no line matching user \"root\" in /etc/subuid",
                    "err have an administrator run: usermod --add-subuids 501000-566535 root"),
            both(
                    EXACT_OWNERS,
                    "echo alcove-test:x:5 >/mnt/subuid; \"$U\" --map-auto true",
                    "exit 1",
                    "err unshare: no line matching user \"root\" in /etc/subuid",
                    "err have an administrator run: usermod --add-subuids 100000-165535 root"),
            both(
                    NO_RANGE,
                    "echo 0:x:5 >/mnt/subuid; \"$U\" --map-auto true",
                    "exit 1",
                    "err unshare: no line matching user \"root\" in /etc/subuid",
                    "err have an administrator run: usermod --add-subuids 100000-165535 root"),
            both(
                    NO_RANGE,
                    "echo 0:5:99999999999999999999 >/mnt/subuid; \"$U\" --map-auto true",
                    "exit 1",
                    "err unshare: no line matching user \"root\" in /etc/subuid",
                    "err have an administrator run: usermod --add-subuids 100000-165535 root"),
            both(
                    NO_RANGE,
                    "printf '0\\n0:5\\n\\nroot:7:8:9\\n' >/mnt/subuid; \"$U\" --map-auto true",
                    "exit 1",
                    "err unshare: no line matching user \"root\" in /etc/subuid",
                    "err have an administrator run: usermod --add-subuids 100000-165535 root"),
            both(FAILS_CLOSED, "env -i A=1 \"$U\" --whitelist-env '' env", "exit 0"),
            both(FAILS_CLOSED, "env -i A=1 \"$U\" --whitelist-env NOSUCH env", "exit 0"),
            both(
                    NO_HELPER_LEFT,
                    "touch ns; \"$U\" --uts=ns -m true",
                    "exit 1",
                    "err unshare: unshare failed: Operation not permitted",
                    CAP_SYS_ADMIN),
            both(
                    BIND_FIRST,
                    "\"$U\" -f --uts=/nosuch sh -c 'sleep 0.2; echo the child ran'",
                    "exit 1",
                    "err unshare: mount /proc/PID/ns/uts on /nosuch failed: No such file or directory",
                    "err the file must exist: create it with touch"),
            both(
                    BIND_FIRST,
                    "\"$U\" -fm --uts=/nosuch sh -c 'sleep 0.2; echo the child ran'",
                    "exit 1",
                    "err unshare: mount /proc/PID/ns/uts on /nosuch failed: No such file or directory",
                    "err the file must exist: create it with touch"),
            both(
                    KERNEL_LIMITS,
                    IdCases.MANY_RANGES,
                    "exit 1",
                    "err unshare: failed to write /proc/PID/uid_map: Invalid argument",
                    "err ranges of ids must not overlap, and a map has at most 340 lines and less than 4096 bytes"));

    private static final String EMPTY_NAMES =
            "A list of columns that is empty, or has an empty name, is refused with a message; util-linux says nothing.";

    /** Of {@link LsnsCases#live}. */
    static final List<Difference> LSNS = List.of(
            both(EMPTY_NAMES, "lsns -o ''", "exit 1", "err lsns: no column is named: ''"),
            both(EMPTY_NAMES, "lsns -o +", "exit 1", "err lsns: no column is named: '+'"),
            both(EMPTY_NAMES, "lsns -o ,NS", "exit 1", "err lsns: unknown column: ,NS"));

    /** Of {@link LsnsNewerCases}. */
    static final List<Difference> LSNS_NEWER =
            List.of(both(EMPTY_NAMES, "lsns -o NS,,TYPE", "exit 1", "err lsns: unknown column: ,TYPE"));

    private DeliberateDifferences() {}
}

package dev.alcove.cli.parity;

import static dev.alcove.cli.parity.Difference.both;

import java.util.List;

/** Every case in which Alcove's {@code nsenter} means to differ from util-linux's, and why. */
final class NsenterCaseDifferences {
    private static final String NOT_TRUNCATED =
            "An id that Linux cannot express is refused; util-linux takes its last 32 bits, so that 4294967296 is root.";
    private static final String NO_DESCRIPTOR =
            "A negative descriptor is refused; util-linux does as if the option were not there.";
    private static final String WHOSE =
            "What is missing is the target; util-linux tells of a process 0 that there is none.";
    private static final String IDENTIFIER =
            "What follows a colon is an identifier; a util-linux that was built without them takes it for a file.";
    private static final String WDNS = "The directory may be the next word, as the help of util-linux says.";
    private static final String NUMBERS =
            "Messages have numbers that the caller knows, not those of nsenter's own descriptors.";
    private static final String KEEP_CAPS =
            "Capabilities are kept; util-linux forgets the option where the user namespace is all that is entered.";

    static final List<Difference> ALL = List.of(
            both(
                    NOT_TRUNCATED,
                    "\"$U\" -S 4294967296 true",
                    "exit 1",
                    "err nsenter: failed to parse uid: '4294967296': Numerical result out of range"),
            both(
                    NOT_TRUNCATED,
                    "\"$U\" -G 4294967296 true",
                    "exit 1",
                    "err nsenter: failed to parse gid: '4294967296': Numerical result out of range"),
            both(
                    NO_DESCRIPTOR,
                    "\"$U\" -N -1 -t 1 true",
                    "exit 1",
                    "err nsenter: failed to parse file descriptor: '-1': Numerical result out of range"),
            both(WHOSE, "\"$U\" -a true", "exit 1", "err nsenter: no target PID specified"),
            both(
                    IDENTIFIER,
                    "\"$U\" -n:12x true",
                    "exit 1",
                    "err nsenter: failed to parse nsid: 12x: Invalid argument"),
            both(WDNS, NsenterCases.NEXT_WORD, "out /usr", "exit 0"),
            both(
                    NUMBERS,
                    NsenterCases.SOCKET,
                    "out entered another net",
                    "out entered another net",
                    "exit 0",
                    "err nsenter: pidfd_getfd(TARGET, 99): Bad file descriptor",
                    "err process TARGET has no descriptor 99",
                    "err nsenter: ioctl(0, SIOCGSKNS): Inappropriate ioctl for device",
                    "err descriptor 0 of process TARGET is not a socket"),
            new Difference(KEEP_CAPS, NsenterCases.KEEP_CAPS, Who.ROOT, keptCaps("Groups: 0 65534", "0 0 1")),
            new Difference(
                    KEEP_CAPS,
                    NsenterCases.KEEP_CAPS,
                    Who.USER,
                    keptCaps("Uid: 0 0 0 0|+ status Gid: 0 0 0 0|+ status Groups: 0 65534", "0 1001 1")));

    private NsenterCaseDifferences() {}

    private static List<String> keptCaps(String ids, String map) {
        String facts =
                "exit 0|+ status " + ids + "|+ CapInh: all|+ CapPrm: all|+ CapEff: all|+ CapBnd: all|+ CapAmb: all"
                        + "|+ uid_map " + map + "|+ gid_map " + map + "|+ setgroups deny|+ ns user new";
        return List.of(facts.split("\\|", -1));
    }
}

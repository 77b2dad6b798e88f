package dev.alcove.cli.ip;

import dev.alcove.linux.raw.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The global options, which stand in front of the object. */
public final class IpGlobals {
    private static final int LOOPS = 0;
    private static final int FAMILY = 1;
    private static final int INET = 2;
    private static final int INET6 = 3;
    private static final int PACKET = 4;
    private static final int MPLS = 5;
    private static final int BRIDGE = 6;
    private static final int HUMAN = 7;
    private static final int IEC = 9;
    private static final int STATS = 10;
    private static final int STATISTICS = 11;
    private static final int DETAILS = 12;
    private static final int RESOLVE = 13;
    private static final int ONELINE = 14;
    private static final int TIMESTAMP = 15;
    private static final int TSHORT = 16;
    private static final int VERSION = 17;
    private static final int FORCE = 18;
    private static final int BATCH = 19;
    private static final int BRIEF = 20;
    private static final int JSON = 21;
    private static final int PRETTY = 22;
    private static final int RCVBUF = 23;
    private static final int HELP = 25;
    private static final int NETNS = 26;
    private static final int NUMERIC = 27;
    private static final int ALL = 28;
    private static final int ECHO = 29;
    private static final int EXPLAIN = 30;
    private static final int DEBUG = 31;

    private static final int DEFAULT_LOOPS = 10;

    /** In the order of iproute2, by which an abbreviation is one option and not another; at the indexes above. */
    private static final IpOption[] OPTIONS = {
        IpOption.value("-loops", "loop count", "COUNT", "how often to try to flush"),
        IpOption.value("-family", "family type", "inet|inet6|mpls|bridge|link", "the protocol family"),
        IpOption.exact("-4", "the family inet"),
        IpOption.exact("-6", "the family inet6"),
        IpOption.exact("-0", "the family link"),
        IpOption.exact("-M", "the family mpls"),
        IpOption.exact("-B", "the family bridge"),
        IpOption.flag("-human", ""),
        IpOption.flag("-human-readable", "print numbers with a suffix: 1.5K"),
        IpOption.flag("-iec", "print such numbers in powers of 1024"),
        IpOption.flag("-stats", ""),
        IpOption.flag("-statistics", "print more, twice for even more"),
        IpOption.flag("-details", "print details"),
        IpOption.flag("-resolve", "print names of hosts instead of addresses"),
        IpOption.flag("-oneline", "print each record on a line of its own"),
        IpOption.flag("-timestamp", "print the time of what is monitored"),
        IpOption.flag("-tshort", "print it in a short form"),
        IpOption.flag("-Version", "print the version and exit"),
        IpOption.flag("-force", "let a batch go on after a failure"),
        IpOption.value("-batch", "batch file", "FILE", "read commands from FILE, or from standard input if it is -"),
        IpOption.flag("-brief", "print the most important columns only"),
        IpOption.flag("-json", "print JSON"),
        IpOption.flag("-pretty", "indent it"),
        IpOption.value("-rcvbuf", "rcvbuf size", "BYTES", "the size of the socket's receive buffer"),
        IpOption.attached("-color", true, "always|auto|never", "print in colors, with auto for a terminal only"),
        IpOption.flag("-help", "print how it is used"),
        IpOption.value("-netns", "", "NAME", "be in that network namespace"),
        IpOption.flag("-Numeric", "print numbers instead of names"),
        IpOption.flag("-all", "do it in, or to, all network namespaces"),
        IpOption.exact("-echo", "ask the kernel for what it made of a request"),
        IpOption.attached("-explain", false, "text|json", "print the system calls of netns exec, make none"),
        IpOption.exact("-debug", "print a stack trace with an error of Alcove's own"),
    };

    private final int[] counts = new int[OPTIONS.length];
    private int family = Socket.AF_UNSPEC;
    private int loops = DEFAULT_LOOPS;
    private long receiveBuffer;
    private String color = "never";
    private @Nullable String explain;
    private @Nullable String batch;
    private final List<String> netns = new ArrayList<>();

    private IpGlobals() {}

    /** The options, in the order in which they are looked for. */
    public static List<IpOption> options() {
        return List.of(OPTIONS);
    }

    /** Reads options up to the first word that is none. */
    static IpGlobals parse(IpWords words) throws IpException {
        IpGlobals globals = new IpGlobals();
        while (words.more() && words.peek().startsWith("-")) {
            String word = words.next();
            if (word.equals("--")) {
                break;
            }
            globals.take(word.startsWith("--") ? word.substring(1) : word, words);
            if (globals.isHelp() || globals.isVersion()) {
                break; // answered at once
            }
        }
        return globals;
    }

    private void take(String word, IpWords words) throws IpException {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        for (int i = 0; i < OPTIONS.length; i++) {
            boolean attached = OPTIONS[i].isAttached();
            if (OPTIONS[i].matches(attached ? name : word) && (!attached || takeAttached(i, value))) {
                counts[i]++;
                takeArgument(i, words);
                return;
            }
        }
        throw IpException.usage("Option \"" + word + "\" is unknown, try \"ip -help\".");
    }

    /** Takes what follows an equals sign; says whether it is something. */
    private boolean takeAttached(int option, String value) {
        if (option == EXPLAIN) {
            explain = value.isEmpty() ? "text" : value;
            return explain.equals("text") || explain.equals("json");
        }
        color = value.isEmpty() ? "always" : value;
        return color.equals("always") || color.equals("auto") || color.equals("never");
    }

    private void takeArgument(int option, IpWords words) throws IpException {
        IpOption declared = OPTIONS[option];
        if (!declared.argument().isEmpty() && !words.more()) {
            throw IpException.missing(declared.argument());
        }
        switch (option) {
            case LOOPS -> loops = (int) IpWords.number(words.next());
            case FAMILY -> takeFamily(words.next());
            case INET -> family = Socket.AF_INET;
            case INET6 -> family = Socket.AF_INET6;
            case PACKET -> family = Socket.AF_PACKET;
            case MPLS -> family = Socket.AF_MPLS;
            case BRIDGE -> family = Socket.AF_BRIDGE;
            case BATCH -> batch = words.next();
            case RCVBUF -> takeReceiveBuffer(words.next());
            case NETNS -> netns.add(words.next());
            default -> {
                // counting it is enough
            }
        }
    }

    private void takeFamily(String word) throws IpException {
        family = switch (word) {
            case "inet" -> Socket.AF_INET;
            case "inet6" -> Socket.AF_INET6;
            case "link" -> Socket.AF_PACKET;
            case "mpls" -> Socket.AF_MPLS;
            case "bridge" -> Socket.AF_BRIDGE;
            case "help" -> {
                counts[HELP]++;
                yield family;
            }
            default -> throw IpException.wrong("invalid protocol family", word);
        };
    }

    private void takeReceiveBuffer(String word) throws IpException {
        receiveBuffer = IpWords.number(word);
        if (receiveBuffer < 0 || receiveBuffer > 0xffffffffL) {
            throw IpException.usage("Invalid rcvbuf size '" + word + "'");
        }
    }

    /** {@code AF_*}; {@code AF_UNSPEC} where none was asked for. */
    public int family() {
        return family;
    }

    /** How often to try to flush, 10 unless told. */
    public int loops() {
        return loops;
    }

    /** The size of the socket's receive buffer in bytes; 0 where none was asked for. */
    public long receiveBuffer() {
        return receiveBuffer;
    }

    public boolean isHuman() {
        return counts[HUMAN] + counts[HUMAN + 1] > 0;
    }

    public boolean isIec() {
        return counts[IEC] > 0;
    }

    /** How often statistics were asked for. */
    public int statistics() {
        return counts[STATS] + counts[STATISTICS];
    }

    /** How often details were asked for. */
    public int details() {
        return counts[DETAILS];
    }

    public boolean isResolve() {
        return counts[RESOLVE] > 0;
    }

    public boolean isOneline() {
        return counts[ONELINE] > 0;
    }

    public boolean isTimestamp() {
        return counts[TIMESTAMP] + counts[TSHORT] > 0;
    }

    public boolean isShortTimestamp() {
        return counts[TSHORT] > 0;
    }

    public boolean isForce() {
        return counts[FORCE] > 0;
    }

    public boolean isBrief() {
        return counts[BRIEF] > 0;
    }

    public boolean isJson() {
        return counts[JSON] > 0;
    }

    public boolean isPretty() {
        return counts[PRETTY] > 0;
    }

    public boolean isNumeric() {
        return counts[NUMERIC] > 0;
    }

    public boolean isAll() {
        return counts[ALL] > 0;
    }

    public boolean isEcho() {
        return counts[ECHO] > 0;
    }

    /** {@code text} or {@code json} if the system calls are to be printed and not made. */
    @Nullable String explain() {
        return explain;
    }

    /** The file of commands. */
    @Nullable String batch() {
        return batch;
    }

    /** The network namespaces to go into, one after the other. */
    List<String> netns() {
        return netns;
    }

    /** {@code always}, {@code auto} or {@code never}. */
    String color() {
        return color;
    }

    boolean isHelp() {
        return counts[HELP] > 0;
    }

    boolean isVersion() {
        return counts[VERSION] > 0;
    }

    boolean isDebug() {
        return counts[DEBUG] > 0;
    }
}

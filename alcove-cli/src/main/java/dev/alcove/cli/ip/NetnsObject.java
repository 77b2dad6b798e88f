package dev.alcove.cli.ip;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.net.netns.NetnsDirectory;
import dev.alcove.net.netns.NetnsEvent;
import dev.alcove.net.netns.NetnsWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** {@code ip netns}: network namespaces with names. */
final class NetnsObject implements IpObject {
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final String NO_NAME = "No netns name specified";
    private static final String EXTRA = "extra arguments specified";

    /** In the order of iproute2, in which an abbreviation is looked for; list has three names. */
    private static final String[] COMMANDS = {
        "list",
        "show",
        "lst",
        "list-id",
        "help",
        "add",
        "set",
        "delete",
        "identify",
        "pids",
        "exec",
        "monitor",
        "attach"
    };

    private final NetnsDirectory names = NetnsDirectory.system(StandardCharsets.ISO_8859_1);

    @Override
    public void run(IpContext context, List<String> words) throws IpException, IOException {
        if (!context.globals().isAll() && words.size() > 1 && !names.isValid(words.get(1))) {
            throw IpException.usage("Invalid netns name \"" + words.get(1) + "\"");
        }
        String command = words.isEmpty() ? "list" : command(words.getFirst());
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        if (context.globals().explain() != null && !command.equals("exec")) {
            throw IpException.usage("Option \"-explain\" is for netns exec alone.");
        }
        switch (command) {
            case "list", "show", "lst" -> new NetnsListing(context, names).list();
            case "list-id" -> new NetnsListing(context, names).listIds(new IpWords(rest));
            case "add" -> names.add(name(rest));
            case "attach" -> attach(rest);
            case "set" -> set(context, rest);
            case "delete" -> delete(context, rest);
            case "identify" -> identify(context, rest);
            case "pids" -> pids(context, rest);
            case "exec" -> new NetnsExec(context, names).run(rest);
            case "monitor" -> monitor(context);
            default -> throw IpException.usage(usage());
        }
    }

    @Override
    public String[] commands() {
        return COMMANDS.clone();
    }

    private static String command(String word) throws IpException {
        for (String command : COMMANDS) {
            if (IpWords.matches(word, command)) {
                return command;
            }
        }
        throw IpException.usage("Command \"" + word + "\" is unknown, try \"ip netns help\".");
    }

    static String usage() {
        return """
                Usage: ip netns [list]
                       ip netns add NAME
                       ip netns attach NAME PID
                       ip [-all] netns delete [NAME]
                       ip [-all] [-explain[=text|json]] netns exec [NAME] COMMAND [ARGUMENT]...
                       ip netns identify [PID]
                       ip netns pids NAME
                       ip netns set NAME auto|NSID
                       ip netns list-id [target-nsid NSID] [nsid NSID]
                       ip netns monitor
                NSID is a number from 0 on.""";
    }

    private static String name(List<String> words) throws IpException {
        if (words.isEmpty()) {
            throw IpException.failure(NO_NAME);
        }
        return words.getFirst();
    }

    private void attach(List<String> words) throws IpException, LinuxException {
        if (words.size() < 2) {
            throw IpException.failure("No netns name and PID specified");
        }
        long pid = IpWords.number(words.get(1));
        if (pid == 0 || pid < Integer.MIN_VALUE || pid > Integer.MAX_VALUE) {
            throw IpException.failure("Invalid PID: " + words.get(1));
        }
        names.attach(words.getFirst(), (int) pid);
    }

    private static void set(IpContext context, List<String> words) throws IpException, IOException {
        String name = name(words);
        if (words.size() < 2) {
            throw IpException.failure("No nsid specified");
        }
        String word = words.get(1);
        int nsid = -1;
        if (!word.equals("auto")) {
            nsid = (int) IpWords.number(word, Integer.MIN_VALUE, Integer.MAX_VALUE, "Invalid \"netnsid\" value");
            if (nsid < 0) {
                throw IpException.wrong("\"netnsid\" value should be >= 0", word);
            }
        }
        new NetnsNumbers(context).set(name, nsid);
    }

    /** One name, or with {@code -all} every name: what cannot be deleted does not keep the others. */
    private void delete(IpContext context, List<String> words) throws IpException, LinuxException {
        names.delete(context.globals().isAll() ? names.list() : List.of(name(words)));
    }

    private void identify(IpContext context, List<String> words) throws IpException, IOException {
        if (words.size() > 1) {
            throw IpException.failure(EXTRA);
        }
        List<String> found = words.isEmpty() ? names.identify() : names.identify(pid(words.getFirst()));
        // One that has several names is called by the last.
        context.out().text((found.isEmpty() ? "" : found.getLast()) + "\n");
    }

    private static int pid(String word) throws IpException {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                throw IpException.failure("Specified string '" + word + "' is not a pid");
            }
        }
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException tooLarge) {
            throw IpException.failure("Cannot open network namespace: " + Errno.ENOENT.text());
        }
    }

    private void pids(IpContext context, List<String> words) throws IpException, IOException {
        String name = name(words);
        if (words.size() > 1) {
            throw IpException.failure(EXTRA);
        }
        for (int pid : names.pids(name)) {
            context.out().text(pid + "\n");
        }
    }

    /** Until somebody ends it, or nobody reads it any more. Each line is written as it comes. */
    private void monitor(IpContext context) throws IOException {
        try (NetnsWatch watch = names.watch()) {
            do {
                for (NetnsEvent event : watch.receive(FOREVER)) {
                    switch (event.kind()) {
                        case ADD -> context.out().text("add " + event.name() + "\n");
                        case DELETE -> context.out().text("delete " + event.name() + "\n");
                        case LOST -> context.warn("events were lost: they came too fast");
                    }
                }
            } while (context.out().flush());
        }
    }
}

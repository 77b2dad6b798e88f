package dev.alcove.cli.ip;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code ip}: the global options, then an object and what to do to it, or a file of such lines. */
public final class Ip {
    /** The iproute2 whose words, output and messages these are. */
    static final String REFERENCE = "iproute2-7.1.0";

    private final IpHost host;

    /** @param host where it prints */
    public Ip(IpHost host) {
        this.host = host;
    }

    /**
     * Runs a command line.
     *
     * @param arguments byte strings
     * @return the exit status
     */
    public int run(List<String> arguments) throws IOException {
        try {
            IpWords words = new IpWords(arguments);
            IpGlobals globals = IpGlobals.parse(words);
            if (globals.isVersion()) {
                host.write("ip utility, " + host.version() + " (as " + REFERENCE + ")\n");
                return 0;
            }
            String batch = globals.batch();
            if (globals.isHelp() || batch == null && !words.more()) {
                throw IpUsage.all();
            }
            for (String name : globals.netns()) {
                NetnsSwitch.enter(name);
            }
            try (IpContext context = context(globals)) {
                return batch == null ? one(context, words.rest()) : batch(context, batch);
            }
        } catch (IpException e) {
            host.err(e.lines());
            return e.status();
        }
    }

    private IpContext context(IpGlobals globals) throws IOException {
        Map<String, String> environment = Map.of();
        boolean colored = globals.color().equals("always");
        if (!globals.color().equals("never")) {
            environment = System.getenv();
            colored |= globals.color().equals("auto") && Terminal.columns() > 0;
        }
        boolean dark = IpColor.isDark(environment.getOrDefault("COLORFGBG", ""));
        return new IpContext(globals, new IpOutput(globals, host, colored, dark), host);
    }

    private static int one(IpContext context, List<String> words) throws IpException, IOException {
        try {
            execute(context, words);
            return 0;
        } finally {
            context.out().flush();
        }
    }

    /** Runs one line after the other, up to the first that fails, or all if forced. */
    private int batch(IpContext context, String name) throws IpException, IOException {
        context.setBatch();
        int status = 0;
        try (IpBatch batch = IpBatch.open(name)) {
            List<String> words = batch.next();
            while (words != null) {
                try {
                    if (!words.isEmpty()) {
                        execute(context, words);
                    }
                } catch (IpException e) {
                    context.out().flush();
                    host.err(e.lines() + "Command failed " + batch.place() + "\n");
                    status = e.endsBatch() ? e.status() : IpException.FAILURE;
                    if (e.endsBatch() || !context.globals().isForce()) {
                        break;
                    }
                }
                words = batch.next();
            }
        } finally {
            context.out().flush();
        }
        return status;
    }

    private static void execute(IpContext context, List<String> words) throws IpException, IOException {
        String name = IpObjects.find(words.getFirst());
        if (name == null) {
            throw IpException.failure("Object \"" + words.getFirst() + "\" is unknown, try \"ip help\".");
        }
        if (name.equals("help")) {
            throw IpUsage.all();
        }
        IpObject object = IpObjects.of(name);
        if (object == null) {
            throw IpException.unsupported("object \"" + name + "\"");
        }
        context.forget();
        try {
            object.run(context, words.subList(1, words.size()));
        } catch (LinuxException e) {
            throw IpException.failed(e);
        }
    }
}

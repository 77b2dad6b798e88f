package dev.alcove.cli;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the {@code alcove} command begins: runs a command, and turns what goes wrong into a message and an exit status.
 *
 * <p>A message is {@code alcove: COMMAND: what failed: why}, with what helps on the next line; never a stack trace,
 * unless {@code --debug} asks for it.
 */
public final class Main {
    private static final String TRAINING = "alcove.training";

    private Main() {}

    /**
     * Runs the command line.
     *
     * @param args the name that Alcove was called by, {@code alcove} or that of a command, and then the arguments
     */
    public static void main(String[] args) {
        String training = System.getProperty(TRAINING);
        if (training == null) {
            // System.exit would first load a logger, to ask whether that is to be logged; and there are no shutdown
            // hooks.
            Runtime.getRuntime().halt(decodeAndRun(args));
        } else if (Training.play(training) != 0) {
            System.exit(CommandException.FAILURE);
        }
    }

    /** Runs a command line as the JVM decoded it; gives the exit status. */
    static int decodeAndRun(String[] args) {
        try {
            return run(Arguments.bytes(args));
        } catch (CommandException e) {
            return report(new Invocation("alcove", "alcove", args, 1), e);
        }
    }

    /** Runs a command line of byte strings, the first of which is the name that Alcove was called by. */
    private static int run(String[] args) {
        Command linked = args.length == 0 ? null : Commands.ofLink(args[0]);
        String name = linked == null ? "alcove" : args[0];
        Invocation invocation = new Invocation(name, name, args, Math.min(1, args.length));
        return run(linked == null ? new AlcoveOptions() : linked, invocation);
    }

    /** Runs a command to its end, whatever that is; gives the exit status. */
    @SuppressWarnings("CatchingUnchecked")
    static int run(Command command, Invocation invocation) {
        try {
            return command.run(invocation);
        } catch (CommandException e) {
            return report(invocation, e);
        } catch (LinuxException e) {
            Optional<Errno> errno = e.errno();
            String why = errno.isPresent() ? errno.get().text() : "Unknown error " + e.errnoNumber();
            return report(invocation, e.attempt() + ": " + why, e.remedy().orElse(null), e);
        } catch (IOException e) {
            return report(invocation, String.valueOf(e.getMessage()), null, e);
        } catch (Throwable e) {
            return unexpected(invocation, e);
        }
    }

    private static int report(Invocation invocation, CommandException e) {
        tell(invocation, String.valueOf(e.getMessage()), e.remedy());
        return e.status();
    }

    private static int report(Invocation invocation, String message, @Nullable String remedy, Throwable e) {
        tell(invocation, message, remedy);
        if (invocation.debug) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            Console.err(new String(trace.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
        return CommandException.FAILURE;
    }

    private static void tell(Invocation invocation, String message, @Nullable String remedy) {
        Console.err(invocation.prefix + ": " + message + "\n" + (remedy == null ? "" : remedy + "\n"));
    }

    /** What nobody foresaw, and what a JVM says that may not call native code or has no memory to spare. */
    private static int unexpected(Invocation invocation, Throwable thrown) {
        Throwable e =
                thrown instanceof ExceptionInInitializerError && thrown.getCause() != null ? thrown.getCause() : thrown;
        String message = e instanceof UnsupportedOperationException || e instanceof IllegalStateException
                ? String.valueOf(e.getMessage())
                : "unexpected " + e;
        String remedy = e instanceof IllegalCallerException
                ? "start the JVM with --enable-native-access=dev.alcove.linux"
                : invocation.debug ? null : "see what led to it with: " + invocation.typed + " --debug";
        return report(invocation, message.replace('\n', ' '), remedy, thrown);
    }
}

package dev.alcove.cli;

import dev.alcove.launch.Image;
import dev.alcove.launch.Program;
import dev.alcove.linux.Arch;
import dev.alcove.namespace.UnshareOptions;
import dev.alcove.namespace.UnshareProgram;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code compile}: writes what {@code unshare} would become to an ELF file, a launcher that needs no JVM. */
final class CompileCommand implements Command {
    private static final int HELP = 1;
    private static final int VERSION = 2;
    private static final int OUTPUT = 3;
    private static final int ARCH = 4;
    private static final int DEBUG = 5;
    private static final String OUTPUT_GROUP = "Output";
    private static final String UNSHARE = "unshare";

    private @Nullable String output;
    private Arch arch = Arch.HOST;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "compile",
                "write a launcher that runs without a JVM",
                "unshare [OPTION]... [PROGRAM [ARGUMENT]...]",
                "Write an executable file that does what the command unshare with its options would do. The arguments\n"
                        + "that the file is called with are added to those of PROGRAM.",
                Option.help(HELP),
                Option.version(VERSION),
                Option.value(OUTPUT, 'o', "output", "FILE", OUTPUT_GROUP, "write the launcher to FILE")
                        .details("A file that is there already is replaced, at once: nobody sees half of a launcher."),
                Option.value(
                        ARCH,
                        Option.NO_SHORT,
                        "arch",
                        "x86_64|aarch64",
                        OUTPUT_GROUP,
                        "the machine that it is for (this one)"),
                Option.debug(DEBUG));
    }

    @Override
    public int run(Invocation invocation) throws CommandException, IOException {
        Syntax syntax = syntax();
        Getopt getopt = invocation.parse(syntax);
        for (int option = getopt.next(); option != Getopt.END; option = getopt.next()) {
            switch (option) {
                case HELP -> {
                    Console.out(HelpText.of(syntax, invocation.typed));
                    return 0;
                }
                case VERSION -> {
                    Console.out("alcove " + Version.text() + "\n");
                    return 0;
                }
                case OUTPUT -> output = getopt.requiredArgument();
                case ARCH -> arch = arch(getopt.requiredArgument());
                case DEBUG -> invocation.debug = true;
                default -> throw new IllegalStateException("option " + option);
            }
        }
        return compile(invocation, getopt.operands());
    }

    private int compile(Invocation invocation, int index) throws CommandException, IOException {
        if (index == invocation.args.length) {
            throw invocation.usage("nothing to compile: no command given");
        }
        if (!invocation.args[index].equals(UNSHARE)) {
            throw invocation.usage("cannot compile '" + invocation.args[index] + "', only " + UNSHARE);
        }
        Invocation compiled = new Invocation(invocation.prefix, "alcove " + UNSHARE, invocation.args, index + 1);
        UnshareArguments arguments = new UnshareArguments();
        if (Planned.answers(arguments.parse(compiled), new UnshareCommand(), compiled)) {
            return 0;
        }
        invocation.debug |= compiled.debug;
        UnshareOptions options = arguments.options();
        String file = output;
        Program program = UnshareProgram.compiled(options, arguments.caller(), nameOf(file));
        if (!Planned.explain(program, options.explain())) {
            if (file == null) {
                throw invocation.usage("no file given to write to: add -o FILE");
            }
            WholeFile.write(file, WholeFile.EXECUTABLE, Image.of(program, arch));
        }
        return 0;
    }

    /** What the messages of the launcher start with: its file's name. */
    private static String nameOf(@Nullable String file) {
        return file == null ? UNSHARE : file.substring(file.lastIndexOf('/') + 1);
    }

    private static Arch arch(String text) throws CommandException {
        return switch (text) {
            case "x86_64" -> Arch.X86_64;
            case "aarch64" -> Arch.AARCH64;
            default -> throw new CommandException("unsupported --arch argument '" + text + "': not x86_64 or aarch64");
        };
    }
}

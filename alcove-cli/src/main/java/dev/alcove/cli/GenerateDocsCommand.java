package dev.alcove.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * {@code generate-docs DIR}, for the build and not for people: writes man pages and completions below a directory, where
 * a system expects them below {@code share}. The date in the man pages is that of {@code SOURCE_DATE_EPOCH}, in seconds
 * since 1970, or else today's.
 */
final class GenerateDocsCommand implements Command {
    private static final int HELP = 1;
    private static final int DEBUG = 2;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "generate-docs",
                "write man pages and completions",
                "DIR",
                "Write man pages and completions below DIR, as they are found below share.",
                Option.help(HELP),
                Option.debug(DEBUG));
    }

    @Override
    public int run(Invocation invocation) throws CommandException, IOException {
        Getopt getopt = invocation.parse(syntax());
        for (int option = getopt.next(); option != Getopt.END; option = getopt.next()) {
            if (option == HELP) {
                Console.out(HelpText.of(syntax(), invocation.typed));
                return 0;
            }
            invocation.debug = true;
        }
        if (getopt.operands() + 1 != invocation.args.length) {
            throw invocation.usage("one directory is needed");
        }
        write(Path.of(invocation.args[getopt.operands()]), date(System.getenv("SOURCE_DATE_EPOCH")));
        return 0;
    }

    private static String date(@Nullable String epoch) throws CommandException {
        Instant time = epoch == null
                ? Instant.now()
                : Instant.ofEpochSecond(Numbers.parse(epoch, "SOURCE_DATE_EPOCH", 0, Integer.MAX_VALUE));
        return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** Writes everything. */
    static void write(Path directory, String date) throws IOException {
        for (Manual manual : Manuals.all()) {
            file(directory, "man/man1/" + manual.page() + ".1", ManPage.of(manual, date, Version.text()));
        }
        file(directory, "bash-completion/completions/alcove", BashCompletion.script());
        file(directory, "zsh/site-functions/_alcove", ZshCompletion.script());
        file(directory, "fish/vendor_completions.d/alcove.fish", FishCompletion.script());
    }

    private static void file(Path directory, String name, String contents) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, contents);
    }
}

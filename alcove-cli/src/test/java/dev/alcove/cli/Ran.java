package dev.alcove.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What a command left behind when it had run: exit status, standard output and standard error.
 *
 * @param status the exit status, 128 + n where signal n ended it
 * @param out all of its standard output
 * @param err all of its standard error
 */
record Ran(int status, String out, String err) {
    private static final int MINUTES = 10;

    /** Where the build says that a thing is: the value of a system property that alcove-cli's pom sets. */
    static Path where(String property) {
        return Path.of(Objects.requireNonNull(System.getProperty(property), property));
    }

    /** Runs a command with an empty standard input and exactly these variables. */
    static Ran with(Map<String, String> environment, Object... command) throws IOException, InterruptedException {
        return Running.start(environment, command).end();
    }

    /** A command that has not been waited for. */
    record Running(Process process, Path out, Path err) {
        static Running start(Map<String, String> environment, Object... command) throws IOException {
            Path out = Files.createTempFile("alcove", ".out");
            Path err = Files.createTempFile("alcove", ".err");
            var builder = new ProcessBuilder(
                            List.of(command).stream().map(Object::toString).toList())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new Running(builder.start(), out, err);
        }

        Ran end() throws IOException, InterruptedException {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("still running after " + MINUTES + " minutes: " + process.info());
            }
            var ran = new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return ran;
        }
    }
}

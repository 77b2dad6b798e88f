package dev.alcove.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a command left behind when it had run.
 *
 * @param status the exit status, 128 + n where signal n ended it
 * @param out all of its standard output, a char for each byte
 * @param err all of its standard error
 */
record Ran(int status, String out, String err) {
    private static final int MINUTES = 3;

    static Ran command(List<String> command) throws IOException, InterruptedException {
        return process(new ProcessBuilder(command));
    }

    static Ran process(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("alcove", ".out");
        Path err = Files.createTempFile("alcove", ".err");
        try {
            Process process = builder.redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("still running after " + MINUTES + " minutes: " + builder.command());
            }
            return new Ran(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.ISO_8859_1),
                    Files.readString(err, StandardCharsets.ISO_8859_1));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}

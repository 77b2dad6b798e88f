package dev.alcove.cli;

import dev.alcove.launch.Become;
import dev.alcove.launch.Program;
import dev.alcove.linux.LinuxException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays command lines so that the JVM learns which classes Alcove needs: {@code -Dalcove.training=FILE} together with
 * {@code -XX:AOTCacheOutput=CACHE}. Each line of FILE is one, as it would follow {@code alcove}: words between spaces.
 *
 * <p>A JVM that becomes another program writes no cache, so no command gets that far: its argument vector has one
 * string that is longer than the kernel takes, and {@code execveat} fails with E2BIG after all that Alcove does itself.
 */
final class Training {
    /** {@code MAX_ARG_STRLEN}, in bytes, with pages of 4 KiB; larger pages allow more. */
    private static final int MAX_ARG_STRLEN = 32 * 4096;

    private static final int LARGEST_PAGE_FACTOR = 16;
    private static final int E2BIG = 7;

    private static boolean on;

    private Training() {}

    /** Plays the lines of a file; gives the exit status: whatever the command lines ended with, that of success. */
    static int play(String file) {
        on = true;
        String lines;
        try (FileInputStream in = new FileInputStream(file)) {
            lines = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            Console.err("alcove: cannot train: " + e.getMessage() + "\n");
            return CommandException.FAILURE;
        }
        int start = 0;
        for (int end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n', start)) {
            Main.decodeAndRun(words("alcove " + lines.substring(start, end)));
            start = end + 1;
        }
        return 0;
    }

    static boolean isOn() {
        return on;
    }

    /** Does everything that {@link Become#become} does, short of becoming the program. */
    static void almostBecome(Program program, List<String> arguments) throws LinuxException {
        List<String> tooLong = new ArrayList<>(arguments);
        tooLong.add("x".repeat(MAX_ARG_STRLEN * LARGEST_PAGE_FACTOR));
        try {
            Become.become(program, tooLong);
        } catch (LinuxException e) {
            if (e.errnoNumber() != E2BIG) {
                throw e;
            }
        }
    }

    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int end = line.indexOf(' '); end >= 0; end = line.indexOf(' ', start)) {
            words.add(line.substring(start, end));
            start = end + 1;
        }
        words.add(line.substring(start));
        return words.toArray(new String[0]);
    }
}

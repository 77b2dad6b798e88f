package dev.alcove.launch;

import dev.alcove.linux.LinuxException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the failure of a step, as a child reported it, into an exception with the remedy that fits. */
final class Failures {
    private Failures() {}

    static LinuxException exception(Step step, int errno) {
        Failure failure = Objects.requireNonNull(Program.failureOf(step));
        Step culprit = step instanceof Step.Fail fail ? fail.call() : step;
        return new LinuxException(
                failure.attempt(), Explanation.describe(culprit), errno, remedy(failure.remedies(), errno));
    }

    private static @Nullable String remedy(List<Remedy> remedies, int errno) {
        for (Remedy remedy : remedies) {
            if ((remedy.errno() == 0 || remedy.errno() == errno) && fits(remedy)) {
                return remedy.text();
            }
        }
        return null;
    }

    private static boolean fits(Remedy remedy) {
        String file = remedy.file();
        if (file == null) {
            return true;
        }
        // In one read: files of sysctls are empty to whoever asks for a part at a time.
        try (FileInputStream in = new FileInputStream(file)) {
            byte[] contents = new byte[Remedy.CONTENTS_LIMIT];
            int length = Math.max(0, in.read(contents));
            return new String(contents, 0, length, StandardCharsets.ISO_8859_1).equals(remedy.contents() + "\n");
        } catch (IOException e) {
            return remedy.contents() == null; // no such file: that is the cause, or this setting is not
        }
    }
}

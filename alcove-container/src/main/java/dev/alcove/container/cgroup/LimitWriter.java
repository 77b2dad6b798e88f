package dev.alcove.container.cgroup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes limits. Some only go after others: swap and memory depend on which rises, a quota on its period. So what fails is
 * tried again after the rest, for as long as anything succeeds; in the end, what was there before is put back.
 */
final class LimitWriter {
    private LimitWriter() {}

    private record Write(Path file, String value, @Nullable String before) {}

    static void write(List<Limit> limits, String path) throws CgroupException {
        List<Write> pending = new ArrayList<>();
        for (Limit limit : limits) {
            Path file = limit.hierarchy().directory(path).resolve(limit.file());
            // The rules of devices cannot be read back; they come last, after all that may well fail.
            boolean readable = !limit.file().startsWith("devices.");
            String before = readable ? limit.restore(CgroupFiles.read(file)) : null;
            pending.add(new Write(file, limit.value(), before));
        }
        List<Write> done = new ArrayList<>();
        CgroupException failure = attempt(pending, done);
        if (failure != null) {
            putBack(done, failure);
            throw failure;
        }
    }

    private static @Nullable CgroupException attempt(List<Write> writes, List<Write> done) {
        List<Write> pending = writes;
        while (!pending.isEmpty()) {
            List<Write> failed = new ArrayList<>();
            CgroupException first = null;
            for (Write write : pending) {
                try {
                    CgroupFiles.write(write.file(), write.value());
                    done.add(write);
                } catch (CgroupException e) {
                    failed.add(write);
                    first = first == null ? e : first;
                }
            }
            if (failed.size() == pending.size()) {
                return first;
            }
            pending = failed;
        }
        return null;
    }

    private static void putBack(List<Write> done, CgroupException failure) {
        List<Write> back = new ArrayList<>();
        for (int i = done.size() - 1; i >= 0; i--) {
            Write write = done.get(i);
            if (write.before() != null) {
                back.add(new Write(write.file(), write.before(), null));
            }
        }
        CgroupException further = attempt(back, new ArrayList<>());
        if (further != null) {
            failure.addSuppressed(further);
        }
    }
}

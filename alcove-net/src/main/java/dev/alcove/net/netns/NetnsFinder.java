package dev.alcove.net.netns;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NamespaceId;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.Stat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Looks through names and processes. For one thread. */
final class NetnsFinder implements AutoCloseable {
    private static final String PROC = "/proc";

    private final FileCalls files = new FileCalls();
    private final Charset charset;

    /** @param charset the one of the names */
    NetnsFinder(Charset charset) throws LinuxException {
        this.charset = charset;
    }

    boolean exists() {
        return files.stat(NetnsDirectory.PATH, 0, Stat.STATX_TYPE) != -Errno.ENOENT.number();
    }

    /** All names; none if there is no directory. */
    List<String> names() throws LinuxException {
        List<String> names = new ArrayList<>();
        for (String bytes : entries(NetnsDirectory.PATH, true)) {
            names.add(new String(bytes.getBytes(StandardCharsets.ISO_8859_1), charset));
        }
        return names;
    }

    /** The names of a namespace. */
    List<String> names(NamespaceId id) throws LinuxException {
        List<String> names = new ArrayList<>();
        for (String bytes : entries(NetnsDirectory.PATH, true)) {
            if (is(NetnsDirectory.PATH + "/" + bytes, id)) {
                names.add(new String(bytes.getBytes(StandardCharsets.ISO_8859_1), charset));
            }
        }
        return names;
    }

    /** The processes in a namespace. */
    List<Integer> pids(NamespaceId id) throws LinuxException {
        List<Integer> pids = new ArrayList<>();
        for (String entry : entries(PROC, false)) {
            char first = entry.charAt(0);
            if (first >= '0' && first <= '9' && is(PROC + "/" + entry + "/ns/net", id)) {
                pids.add(Integer.parseInt(entry));
            }
        }
        return pids;
    }

    /** Which namespace a file is. */
    NamespaceId id(String path) throws LinuxException {
        int result = files.stat(path, 0, Stat.STATX_INO);
        if (result < 0) {
            throw NetnsCalls.failure(
                    "Cannot open network namespace", "statx(AT_FDCWD, \"" + path + "\", ...)", result, null);
        }
        return new NamespaceId(files.device(), files.inode());
    }

    private boolean is(String path, NamespaceId id) {
        return files.stat(path, 0, Stat.STATX_INO) == 0 && files.inode() == id.inode() && files.device() == id.device();
    }

    private List<String> entries(String directory, boolean optional) throws LinuxException {
        List<String> entries = new ArrayList<>();
        int fd = files.openDirectory(directory);
        if (optional && fd == -Errno.ENOENT.number()) {
            return entries;
        }
        check(directory, fd);
        try {
            while (check(directory, files.list(fd)) > 0) {
                for (int name = files.nextName(); name >= 0; name = files.nextName()) {
                    String entry = files.name(name);
                    if (!entry.equals(".") && !entry.equals("..")) {
                        entries.add(entry);
                    }
                }
            }
        } finally {
            files.close(fd);
        }
        return entries;
    }

    private static int check(String directory, int result) throws LinuxException {
        if (result < 0) {
            throw NetnsCalls.failure(
                    "Failed to open directory " + directory, "getdents64(\"" + directory + "\")", result, null);
        }
        return result;
    }

    @Override
    public void close() {
        files.close();
    }
}

package dev.alcove.namespace.catalogue;

import dev.alcove.linux.LinuxException;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.FileCalls;
import dev.alcove.linux.raw.PageSize;
import dev.alcove.linux.raw.Stat;
import java.util.Arrays;

/** What is true of all of {@code /proc}, found out once in a scan. The directory stays open as long as the scan lasts. */
final class Proc {
    /** The directory. */
    final int directory;

    /** The numbers of all processes, ascending. */
    final int[] pids;

    /** The running process's number; 0 if this {@code /proc} does not show it. */
    final int self;

    /** The device that all namespaces are on. */
    final long nsfsDevice;

    /** In bytes. */
    final int pageSize;

    Proc(FileCalls files) throws LinuxException {
        directory = files.openDirectory(At.AT_FDCWD, files.keep("/proc"));
        if (directory < 0) {
            String call = "openat(AT_FDCWD, \"/proc\", O_RDONLY|O_DIRECTORY|O_CLOEXEC)";
            throw new LinuxException("cannot list the processes", call, -directory, null);
        }
        pids = pids(files);
        int link = files.readLink(directory, files.keep("self"));
        self = link > 0 ? Integer.parseInt(files.text(0, link)) : 0;
        nsfsDevice = files.stat(directory, files.keep("self/ns/mnt"), 0, Stat.STATX_INO) == 0 ? files.device() : 0;
        pageSize = PageSize.read(files);
    }

    private int[] pids(FileCalls files) {
        int[] found = new int[1024];
        int count = 0;
        while (files.list(directory) > 0) {
            for (int name = files.nextName(); name >= 0; name = files.nextName()) {
                int pid = files.number(name);
                if (pid > 0) {
                    found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                    found[count++] = pid;
                }
            }
        }
        int[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }
}

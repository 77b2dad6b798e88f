package dev.alcove.namespace;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Pidfd;
import dev.alcove.namespace.process.NativeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Opens namespaces that are kept under a name: by the files that they are bound to, or as those of the process that holds them. */
final class KeptHandles {
    private KeptHandles() {}

    static Namespace open(String name, NamespaceType type) throws IOException {
        KeptNamespaces set = find(name);
        if (!set.types().contains(type)) {
            throw missing("no " + type.procName() + " namespace is kept as '" + name + "'");
        }
        return open(set, type);
    }

    static NamespaceSet openAll(String name) throws IOException {
        KeptNamespaces set = find(name);
        List<Namespace> opened = new ArrayList<>();
        try {
            for (NamespaceType type : set.types()) {
                opened.add(open(set, type));
            }
            return NamespaceSet.of(opened);
        } catch (IOException | RuntimeException e) {
            opened.forEach(Namespace::close);
            throw e;
        }
    }

    private static KeptNamespaces find(String name) throws IOException {
        KeptNamespaces set = NamespaceStore.of(Caller.current()).findAny(NativeText.bytes(name));
        if (set == null) {
            throw missing("no namespaces are kept as '" + name + "'");
        }
        String why = set.whyUnusable();
        if (why != null) {
            throw missing("cannot open the namespaces that are kept as '" + name + "': " + why);
        }
        return set;
    }

    private static Namespace open(KeptNamespaces set, NamespaceType type) throws IOException {
        String file = String.valueOf(set.file(type));
        if (!file.startsWith("/proc/")) {
            return Namespace.ofPath(BytePaths.of(file));
        }
        try (Pidfd holder = Pidfd.open(set.holder())) {
            // Now that it is open its PID cannot become another's: it still is the holder, or was another's before.
            if (!KeptNamespaces.isAlive(set.holder(), set.holderStart())) {
                throw missing("the process that held '" + set.name() + "' has ended");
            }
            return Namespace.ofProcess(holder, type);
        }
    }

    private static LinuxException missing(String attempt) {
        return new LinuxException(attempt, "openat(...)", Errno.ENOENT.number(), null);
    }
}

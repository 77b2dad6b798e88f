package dev.alcove.container.spec;

import dev.alcove.container.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks {@code linux.sysctl}: each parameter must belong to a namespace that the container has. */
final class SysctlValidator {
    private static final List<String> IPC =
            List.of("kernel.shm", "kernel.msg", "kernel.sem", "kernel.auto_msgmni", "fs.mqueue.");

    private SysctlValidator() {}

    static void check(Linux linux, Problems problems) {
        linux.sysctl().keySet().stream().sorted().forEach(name -> {
            String at = JsonText.member("$.linux.sysctl", name);
            if (problems.text(at, name)) {
                name(linux, at, name, problems);
            }
            problems.text(at, linux.sysctl().get(name));
        });
    }

    private static void name(Linux linux, String at, String name, Problems problems) {
        // As in sysctl(8), a name whose first separator is / has no dots, but a file's name that may hold some.
        boolean slashes = name.indexOf('/') >= 0 && (name.indexOf('.') < 0 || name.indexOf('/') < name.indexOf('.'));
        String dotted = slashes ? name.replace('.', '\0').replace('/', '.').replace('\0', '/') : name;
        List<String> components = List.of(dotted.split("\\.", -1));
        String type = namespace(dotted);
        if (components.contains("") || components.contains("/") || components.contains("//")) {
            problems.add(at, "must be a name such as net.ipv4.ip_forward, is " + Problems.quoted(name));
        } else if (dotted.equals("kernel.hostname") || dotted.equals("kernel.domainname")) {
            problems.add(at, "say it in $." + components.getLast() + ", not as a kernel parameter");
        } else if (type == null) {
            problems.add(at, Problems.quoted(name) + " belongs to no namespace, and would change the host");
        } else {
            problems.require(
                    LinuxValidator.has(linux, type),
                    at,
                    Problems.quoted(name) + " needs a " + type
                            + " namespace in $.linux.namespaces, or it would change the host");
        }
    }

    private static @Nullable String namespace(String name) {
        if (name.startsWith("net.")) {
            return "network";
        }
        if (name.startsWith("user.")) {
            return "user";
        }
        return IPC.stream().anyMatch(name::startsWith) ? "ipc" : null;
    }
}

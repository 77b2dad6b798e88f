package dev.alcove.container.cgroup;

import dev.alcove.container.spec.LinuxDeviceCgroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code linux.resources.devices}: rules for the v1 controller. cgroup v2 would need an eBPF program, which is not made. */
final class DeviceRules {
    /** Allowed in any container: making nodes, and the default devices of the OCI spec. */
    private static final List<String> DEFAULTS = List.of(
            "c *:* m",
            "b *:* m",
            "c 1:3 rwm",
            "c 1:5 rwm",
            "c 1:7 rwm",
            "c 1:8 rwm",
            "c 1:9 rwm",
            "c 5:0 rwm",
            "c 5:1 rwm",
            "c 5:2 rwm",
            "c 136:* rwm");

    private DeviceRules() {}

    static List<Limit> limits(List<LinuxDeviceCgroup> rules, CgroupHierarchies hierarchies) throws CgroupException {
        List<Limit> limits = new ArrayList<>();
        CgroupHierarchy devices = hierarchies.find("devices");
        if (rules.isEmpty() || devices == null) {
            requireTrivial(rules);
            return limits;
        }
        for (LinuxDeviceCgroup rule : rules) {
            limits.add(Limit.of(devices, "devices", rule.allow() ? "devices.allow" : "devices.deny", text(rule)));
        }
        for (String allowed : DEFAULTS) {
            limits.add(Limit.of(devices, "devices", "devices.allow", allowed));
        }
        return limits;
    }

    private static void requireTrivial(List<LinuxDeviceCgroup> rules) throws CgroupException {
        for (LinuxDeviceCgroup rule : rules) {
            String text = text(rule);
            boolean trivial = rule.allow() ? isDefault(text) : text.equals("a");
            if (!trivial) {
                throw new CgroupException("linux.resources.devices: the rule to " + (rule.allow() ? "allow " : "deny ")
                        + text + " needs the devices controller of cgroup v1, which is not mounted;"
                        + " with cgroup v2 only \"deny all\" and the default devices are taken");
            }
        }
    }

    private static boolean isDefault(String text) {
        for (String allowed : DEFAULTS) {
            boolean same = allowed.substring(0, allowed.lastIndexOf(' '))
                    .equals(text.substring(0, Math.max(0, text.lastIndexOf(' '))));
            if (same && (allowed.endsWith("rwm") || allowed.equals(text))) {
                return true;
            }
        }
        return false;
    }

    private static String text(LinuxDeviceCgroup rule) {
        String type = Objects.requireNonNullElse(rule.type(), "a");
        if (type.equals("a")) {
            return "a";
        }
        String access = Objects.requireNonNullElse(rule.access(), "rwm");
        return type + " " + number(rule.major()) + ":" + number(rule.minor()) + " " + access;
    }

    private static String number(@Nullable Long number) {
        return number == null || number < 0 ? "*" : Long.toString(number);
    }
}

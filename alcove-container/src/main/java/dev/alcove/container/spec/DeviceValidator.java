package dev.alcove.container.spec;

import dev.alcove.container.json.JsonText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks {@code linux.devices}. */
final class DeviceValidator {
    private static final List<String> TYPES = List.of("c", "b", "u", "p");
    /** The kernel has 12 bits for the major number and 20 for the minor one. */
    static final int MAJOR = 0xfff;

    static final int MINOR = 0xfffff;

    private DeviceValidator() {}

    static void check(List<LinuxDevice> devices, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < devices.size(); i++) {
            LinuxDevice device = devices.get(i);
            String at = JsonText.element("$.linux.devices", i);
            problems.absolute(at + ".path", device.path());
            problems.require(seen.add(device.path()), at + ".path", Problems.quoted(device.path()) + " comes twice");
            problems.word(at + ".type", device.type(), TYPES);
            boolean pipe = device.type().equals("p");
            problems.range(at + ".major", device.major(), 0, pipe ? 0 : MAJOR);
            problems.range(at + ".minor", device.minor(), 0, pipe ? 0 : MINOR);
            problems.range(at + ".fileMode", device.fileMode(), 0, 07777);
            problems.range(at + ".uid", device.uid(), 0, Fields.ID);
            problems.range(at + ".gid", device.gid(), 0, Fields.ID);
        }
    }
}

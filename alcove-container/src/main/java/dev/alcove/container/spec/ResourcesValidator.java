package dev.alcove.container.spec;

import dev.alcove.container.json.JsonText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks {@code linux.resources}: the ranges that the files of cgroups(7) have. */
final class ResourcesValidator {
    private static final String AT = "$.linux.resources";
    private static final List<String> RULE_TYPES = List.of("a", "c", "b");
    private static final Pattern ACCESS = Pattern.compile("[rwm]{1,3}");
    private static final Pattern PAGE_SIZE = Pattern.compile("[1-9][0-9]{0,8}[KMG]B");

    private final LinuxResources resources;
    private final Problems problems;

    private ResourcesValidator(LinuxResources resources, Problems problems) {
        this.resources = resources;
        this.problems = problems;
    }

    static void check(LinuxResources resources, Problems problems) {
        ResourcesValidator validator = new ResourcesValidator(resources, problems);
        validator.devices();
        validator.memory();
        LinuxCpu cpu = resources.cpu();
        if (cpu != null) {
            CpuValidator.check(cpu, problems);
        }
        validator.blockIo();
        validator.hugepages();
        validator.network();
        validator.rdma();
        validator.unified();
    }

    private void devices() {
        for (int i = 0; i < resources.devices().size(); i++) {
            LinuxDeviceCgroup rule = resources.devices().get(i);
            String at = JsonText.element(AT + ".devices", i);
            problems.word(at + ".type", rule.type(), RULE_TYPES);
            // -1 is for all, as null is.
            problems.range(at + ".major", rule.major(), -1, Fields.UINT32);
            problems.range(at + ".minor", rule.minor(), -1, Fields.UINT32);
            String access = rule.access();
            problems.require(
                    access == null
                            || ACCESS.matcher(access).matches()
                                    && access.chars().distinct().count() == access.length(),
                    at + ".access",
                    "must be some of rwm, each once, is " + Problems.quoted(String.valueOf(access)));
        }
    }

    private void memory() {
        LinuxMemory memory = resources.memory();
        if (memory == null) {
            return;
        }
        String at = AT + ".memory";
        problems.range(at + ".limit", memory.limit(), -1, Long.MAX_VALUE);
        problems.range(at + ".reservation", memory.reservation(), -1, Long.MAX_VALUE);
        problems.range(at + ".swap", memory.swap(), -1, Long.MAX_VALUE);
        problems.range(at + ".kernel", memory.kernel(), -1, Long.MAX_VALUE);
        problems.range(at + ".kernelTCP", memory.kernelTCP(), -1, Long.MAX_VALUE);
        problems.range(at + ".swappiness", memory.swappiness(), 0, 100);
        long limit = limited(memory.limit());
        long swap = limited(memory.swap());
        long reservation = limited(memory.reservation());
        problems.require(
                swap == 0 || limit == 0 || swap >= limit,
                at + ".swap",
                "must be at least the memory's limit " + limit + ", as it is of both together, is " + swap);
        problems.require(
                swap == 0 || limit > 0, at + ".swap", "needs a limit of memory, as it is of both together, is " + swap);
        problems.require(
                reservation == 0 || limit == 0 || reservation <= limit,
                at + ".reservation",
                "must be at most the limit " + limit + ", is " + reservation);
    }

    /** 0 for no limit. */
    private static long limited(@Nullable Long limit) {
        return limit == null || limit < 0 ? 0 : limit;
    }

    private void blockIo() {
        LinuxBlockIo blockIo = resources.blockIO();
        if (blockIo == null) {
            return;
        }
        String at = AT + ".blockIO";
        problems.range(at + ".weight", blockIo.weight(), 10, 1000);
        problems.range(at + ".leafWeight", blockIo.leafWeight(), 10, 1000);
        for (int i = 0; i < blockIo.weightDevice().size(); i++) {
            LinuxWeightDevice device = blockIo.weightDevice().get(i);
            String path = JsonText.element(at + ".weightDevice", i);
            device(path, device.major(), device.minor());
            problems.require(
                    device.weight() != null || device.leafWeight() != null, path, "needs weight or leafWeight");
            problems.range(path + ".weight", device.weight(), 10, 1000);
            problems.range(path + ".leafWeight", device.leafWeight(), 10, 1000);
        }
        throttles(at + ".throttleReadBpsDevice", blockIo.throttleReadBpsDevice());
        throttles(at + ".throttleWriteBpsDevice", blockIo.throttleWriteBpsDevice());
        throttles(at + ".throttleReadIOPSDevice", blockIo.throttleReadIOPSDevice());
        throttles(at + ".throttleWriteIOPSDevice", blockIo.throttleWriteIOPSDevice());
    }

    private void throttles(String at, List<LinuxThrottleDevice> devices) {
        for (int i = 0; i < devices.size(); i++) {
            LinuxThrottleDevice device = devices.get(i);
            String path = JsonText.element(at, i);
            device(path, device.major(), device.minor());
            problems.range(path + ".rate", device.rate(), 0, Long.MAX_VALUE);
        }
    }

    private void device(String at, long major, long minor) {
        problems.range(at + ".major", major, 0, DeviceValidator.MAJOR);
        problems.range(at + ".minor", minor, 0, DeviceValidator.MINOR);
    }

    private void hugepages() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < resources.hugepageLimits().size(); i++) {
            LinuxHugepageLimit limit = resources.hugepageLimits().get(i);
            String at = JsonText.element(AT + ".hugepageLimits", i);
            String size = limit.pageSize();
            problems.require(
                    PAGE_SIZE.matcher(size).matches(),
                    at + ".pageSize",
                    "must be a size such as 64KB, 2MB or 1GB, is " + Problems.quoted(size));
            problems.require(seen.add(size), at + ".pageSize", Problems.quoted(size) + " comes twice");
            problems.range(at + ".limit", limit.limit(), 0, Long.MAX_VALUE);
        }
    }

    private void network() {
        LinuxNetwork network = resources.network();
        if (network == null) {
            return;
        }
        problems.range(AT + ".network.classID", network.classID(), 0, Fields.UINT32);
        for (int i = 0; i < network.priorities().size(); i++) {
            LinuxInterfacePriority priority = network.priorities().get(i);
            String at = JsonText.element(AT + ".network.priorities", i);
            name(at + ".name", priority.name());
            problems.range(at + ".priority", priority.priority(), 0, Fields.UINT32);
        }
    }

    private void rdma() {
        resources.rdma().forEach((device, limits) -> {
            String at = JsonText.member(AT + ".rdma", device);
            name(at, device);
            problems.require(
                    limits.hcaHandles() != null || limits.hcaObjects() != null, at, "needs hcaHandles or hcaObjects");
            problems.range(at + ".hcaHandles", limits.hcaHandles(), 0, Fields.UINT32);
            problems.range(at + ".hcaObjects", limits.hcaObjects(), 0, Fields.UINT32);
        });
    }

    private void unified() {
        resources.unified().forEach((file, value) -> {
            String at = JsonText.member(AT + ".unified", file);
            problems.text(at, value);
            if (problems.text(at, file)) {
                problems.require(
                        file.indexOf('/') < 0 && file.indexOf('.') > 0,
                        at,
                        "must be the name of a file such as memory.high, is " + Problems.quoted(file));
            }
        });
    }

    /** A name that goes into a line of its own, between blanks. */
    private void name(String at, String name) {
        if (problems.text(at, name)) {
            problems.require(
                    !name.isEmpty() && name.chars().noneMatch(Character::isWhitespace),
                    at,
                    "must be a name without blanks, is " + Problems.quoted(name));
        }
    }
}

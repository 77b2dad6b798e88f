package dev.alcove.container.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code linux.resources} of {@code config.json}. */
final class ResourcesReader {
    private static final int UINT16 = 0xffff;

    private ResourcesReader() {}

    static LinuxResources resources(Fields fields) {
        fields.refuse("has moved to $.process.oomScoreAdj", "oomScoreAdj");
        return new LinuxResources(
                fields.objects("devices", ResourcesReader::device),
                fields.object("memory", ResourcesReader::memory),
                fields.object("cpu", ResourcesReader::cpu),
                fields.object(
                        "pids", pids -> new LinuxPids(pids.requiredNumber("limit", Long.MIN_VALUE, Long.MAX_VALUE))),
                fields.object("blockIO", ResourcesReader::blockIo),
                fields.objects("hugepageLimits", ResourcesReader::hugepageLimit),
                fields.object("network", ResourcesReader::network),
                fields.objectMap("rdma", ResourcesReader::rdma),
                fields.stringMap("unified"));
    }

    private static LinuxDeviceCgroup device(Fields fields) {
        return new LinuxDeviceCgroup(
                fields.requiredFlag("allow"),
                fields.string("type"),
                signed(fields, "major"),
                signed(fields, "minor"),
                fields.string("access"));
    }

    private static LinuxMemory memory(Fields fields) {
        return new LinuxMemory(
                signed(fields, "limit"),
                signed(fields, "reservation"),
                signed(fields, "swap"),
                signed(fields, "kernel"),
                signed(fields, "kernelTCP"),
                natural(fields, "swappiness"),
                fields.bool("disableOOMKiller"),
                fields.bool("useHierarchy"),
                fields.bool("checkBeforeUpdate"));
    }

    private static LinuxCpu cpu(Fields fields) {
        return new LinuxCpu(
                natural(fields, "shares"),
                signed(fields, "quota"),
                natural(fields, "burst"),
                natural(fields, "period"),
                signed(fields, "realtimeRuntime"),
                natural(fields, "realtimePeriod"),
                fields.string("cpus"),
                fields.string("mems"),
                signed(fields, "idle"));
    }

    private static LinuxBlockIo blockIo(Fields fields) {
        return new LinuxBlockIo(
                fields.integer("weight", 0, UINT16),
                fields.integer("leafWeight", 0, UINT16),
                fields.objects("weightDevice", ResourcesReader::weightDevice),
                throttles(fields, "throttleReadBpsDevice"),
                throttles(fields, "throttleWriteBpsDevice"),
                throttles(fields, "throttleReadIOPSDevice"),
                throttles(fields, "throttleWriteIOPSDevice"));
    }

    private static LinuxWeightDevice weightDevice(Fields fields) {
        return new LinuxWeightDevice(
                requiredSigned(fields, "major"),
                requiredSigned(fields, "minor"),
                fields.integer("weight", 0, UINT16),
                fields.integer("leafWeight", 0, UINT16));
    }

    private static List<LinuxThrottleDevice> throttles(Fields fields, String name) {
        return fields.objects(
                name,
                device -> new LinuxThrottleDevice(
                        requiredSigned(device, "major"),
                        requiredSigned(device, "minor"),
                        device.requiredNumber("rate", 0, Long.MAX_VALUE)));
    }

    private static LinuxHugepageLimit hugepageLimit(Fields fields) {
        return new LinuxHugepageLimit(
                fields.requiredString("pageSize"), fields.requiredNumber("limit", 0, Long.MAX_VALUE));
    }

    private static LinuxNetwork network(Fields fields) {
        return new LinuxNetwork(
                fields.number("classID", 0, Fields.UINT32),
                fields.objects(
                        "priorities",
                        priority -> new LinuxInterfacePriority(
                                priority.requiredString("name"),
                                priority.requiredNumber("priority", 0, Fields.UINT32))));
    }

    private static LinuxRdma rdma(Fields fields) {
        return new LinuxRdma(
                fields.number("hcaHandles", 0, Fields.UINT32), fields.number("hcaObjects", 0, Fields.UINT32));
    }

    private static @Nullable Long signed(Fields fields, String name) {
        return fields.number(name, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static @Nullable Long natural(Fields fields, String name) {
        return fields.number(name, 0, Long.MAX_VALUE);
    }

    private static long requiredSigned(Fields fields, String name) {
        return fields.requiredNumber(name, Long.MIN_VALUE, Long.MAX_VALUE);
    }
}

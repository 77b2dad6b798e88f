package dev.alcove.container.spec;

import dev.alcove.container.json.JsonWriter;

/** Writes {@code linux.resources} of {@code config.json}. */
final class ResourcesWriter {
    private ResourcesWriter() {}

    static void resources(JsonWriter out, LinuxResources resources) {
        out.objects(
                "devices",
                resources.devices(),
                (o, rule) -> o.bool("allow", rule.allow())
                        .string("type", rule.type())
                        .number("major", rule.major())
                        .number("minor", rule.minor())
                        .string("access", rule.access()));
        out.object("memory", resources.memory(), ResourcesWriter::memory);
        out.object("cpu", resources.cpu(), ResourcesWriter::cpu);
        out.object("pids", resources.pids(), (o, pids) -> o.number("limit", pids.limit()));
        out.object("blockIO", resources.blockIO(), ResourcesWriter::blockIo);
        out.objects(
                "hugepageLimits",
                resources.hugepageLimits(),
                (o, limit) -> o.string("pageSize", limit.pageSize()).number("limit", limit.limit()));
        out.object(
                "network",
                resources.network(),
                (o, network) -> o.number("classID", network.classID())
                        .objects(
                                "priorities",
                                network.priorities(),
                                (p, priority) ->
                                        p.string("name", priority.name()).number("priority", priority.priority())));
        out.map(
                "rdma",
                resources.rdma(),
                (o, rdma) -> o.number("hcaHandles", rdma.hcaHandles()).number("hcaObjects", rdma.hcaObjects()));
        out.map("unified", resources.unified());
    }

    private static void memory(JsonWriter out, LinuxMemory memory) {
        out.number("limit", memory.limit())
                .number("reservation", memory.reservation())
                .number("swap", memory.swap())
                .number("kernel", memory.kernel())
                .number("kernelTCP", memory.kernelTCP())
                .number("swappiness", memory.swappiness())
                .bool("disableOOMKiller", memory.disableOOMKiller())
                .bool("useHierarchy", memory.useHierarchy())
                .bool("checkBeforeUpdate", memory.checkBeforeUpdate());
    }

    private static void cpu(JsonWriter out, LinuxCpu cpu) {
        out.number("shares", cpu.shares())
                .number("quota", cpu.quota())
                .number("burst", cpu.burst())
                .number("period", cpu.period())
                .number("realtimeRuntime", cpu.realtimeRuntime())
                .number("realtimePeriod", cpu.realtimePeriod())
                .string("cpus", cpu.cpus())
                .string("mems", cpu.mems())
                .number("idle", cpu.idle());
    }

    private static void blockIo(JsonWriter out, LinuxBlockIo blockIo) {
        out.number("weight", blockIo.weight())
                .number("leafWeight", blockIo.leafWeight())
                .objects(
                        "weightDevice",
                        blockIo.weightDevice(),
                        (o, device) -> o.number("major", device.major())
                                .number("minor", device.minor())
                                .number("weight", device.weight())
                                .number("leafWeight", device.leafWeight()))
                .objects("throttleReadBpsDevice", blockIo.throttleReadBpsDevice(), ResourcesWriter::throttle)
                .objects("throttleWriteBpsDevice", blockIo.throttleWriteBpsDevice(), ResourcesWriter::throttle)
                .objects("throttleReadIOPSDevice", blockIo.throttleReadIOPSDevice(), ResourcesWriter::throttle)
                .objects("throttleWriteIOPSDevice", blockIo.throttleWriteIOPSDevice(), ResourcesWriter::throttle);
    }

    private static void throttle(JsonWriter out, LinuxThrottleDevice device) {
        out.number("major", device.major()).number("minor", device.minor()).number("rate", device.rate());
    }
}

package dev.alcove.container.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds {@link LinuxResources} step by step; they start without a limit. Not for many threads at once. */
public final class LinuxResourcesBuilder {
    private List<LinuxDeviceCgroup> devices = new ArrayList<>();
    private @Nullable LinuxMemory memory;
    private @Nullable LinuxCpu cpu;
    private @Nullable LinuxPids pids;
    private @Nullable LinuxBlockIo blockIO;
    private List<LinuxHugepageLimit> hugepageLimits = new ArrayList<>();
    private @Nullable LinuxNetwork network;
    private Map<String, LinuxRdma> rdma = new LinkedHashMap<>();
    private Map<String, String> unified = new LinkedHashMap<>();

    /** Starts without a limit. */
    public LinuxResourcesBuilder() {}

    /** Starts with what LinuxResources say, all of it. */
    public static LinuxResourcesBuilder from(LinuxResources linuxResources) {
        return new LinuxResourcesBuilder()
                .devices(linuxResources.devices())
                .memory(linuxResources.memory())
                .cpu(linuxResources.cpu())
                .pids(linuxResources.pids())
                .blockIO(linuxResources.blockIO())
                .hugepageLimits(linuxResources.hugepageLimits())
                .network(linuxResources.network())
                .rdma(linuxResources.rdma())
                .unified(linuxResources.unified());
    }

    /** Sets all of {@code devices}: which devices it may use, the last rule that fits counts. */
    public LinuxResourcesBuilder devices(List<LinuxDeviceCgroup> devices) {
        this.devices = new ArrayList<>(devices);
        return this;
    }

    /** Adds one, as the last. */
    public LinuxResourcesBuilder addDevice(LinuxDeviceCgroup device) {
        devices.add(device);
        return this;
    }

    /** Memory and swap. */
    public LinuxResourcesBuilder memory(@Nullable LinuxMemory memory) {
        this.memory = memory;
        return this;
    }

    /** Processor time. */
    public LinuxResourcesBuilder cpu(@Nullable LinuxCpu cpu) {
        this.cpu = cpu;
        return this;
    }

    /** How many tasks. */
    public LinuxResourcesBuilder pids(@Nullable LinuxPids pids) {
        this.pids = pids;
        return this;
    }

    /** Block devices. */
    public LinuxResourcesBuilder blockIO(@Nullable LinuxBlockIo blockIO) {
        this.blockIO = blockIO;
        return this;
    }

    /** Sets all of {@code hugepageLimits}: huge pages, by their size. */
    public LinuxResourcesBuilder hugepageLimits(List<LinuxHugepageLimit> hugepageLimits) {
        this.hugepageLimits = new ArrayList<>(hugepageLimits);
        return this;
    }

    /** Adds one, as the last. */
    public LinuxResourcesBuilder addHugepageLimit(LinuxHugepageLimit hugepageLimit) {
        hugepageLimits.add(hugepageLimit);
        return this;
    }

    /** Net_cls and net_prio, which only cgroup v1 has. */
    public LinuxResourcesBuilder network(@Nullable LinuxNetwork network) {
        this.network = network;
        return this;
    }

    /** Sets all of {@code rdma}: rDMA resources by device. */
    public LinuxResourcesBuilder rdma(Map<String, LinuxRdma> rdma) {
        this.rdma = new LinkedHashMap<>(rdma);
        return this;
    }

    /** Sets one, in place of one of the same name. */
    public LinuxResourcesBuilder putRdma(String name, LinuxRdma value) {
        rdma.put(name, value);
        return this;
    }

    /** Sets all of {@code unified}: files of cgroup v2 and what is written to them. */
    public LinuxResourcesBuilder unified(Map<String, String> unified) {
        this.unified = new LinkedHashMap<>(unified);
        return this;
    }

    /** Sets one, in place of one of the same name. */
    public LinuxResourcesBuilder putUnified(String name, String value) {
        unified.put(name, value);
        return this;
    }

    /** The record, which later changes of the builder do not reach. */
    public LinuxResources build() {
        return new LinuxResources(devices, memory, cpu, pids, blockIO, hugepageLimits, network, rdma, unified);
    }
}

package dev.alcove.container.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Linux} step by step; it starts empty. Not for many threads at once. */
public final class LinuxBuilder {
    private List<LinuxIdMapping> uidMappings = new ArrayList<>();
    private List<LinuxIdMapping> gidMappings = new ArrayList<>();
    private Map<String, String> sysctl = new LinkedHashMap<>();
    private @Nullable LinuxResources resources;
    private @Nullable String cgroupsPath;
    private List<LinuxNamespace> namespaces = new ArrayList<>();
    private List<LinuxDevice> devices = new ArrayList<>();
    private @Nullable LinuxSeccomp seccomp;
    private @Nullable String rootfsPropagation;
    private List<String> maskedPaths = new ArrayList<>();
    private List<String> readonlyPaths = new ArrayList<>();
    private @Nullable String mountLabel;
    private @Nullable LinuxIntelRdt intelRdt;
    private @Nullable LinuxPersonality personality;
    private Map<String, LinuxTimeOffset> timeOffsets = new LinkedHashMap<>();

    /** Starts empty. */
    public LinuxBuilder() {}

    /** Starts with what Linux says, all of it. */
    public static LinuxBuilder from(Linux linux) {
        return new LinuxBuilder()
                .uidMappings(linux.uidMappings())
                .gidMappings(linux.gidMappings())
                .sysctl(linux.sysctl())
                .resources(linux.resources())
                .cgroupsPath(linux.cgroupsPath())
                .namespaces(linux.namespaces())
                .devices(linux.devices())
                .seccomp(linux.seccomp())
                .rootfsPropagation(linux.rootfsPropagation())
                .maskedPaths(linux.maskedPaths())
                .readonlyPaths(linux.readonlyPaths())
                .mountLabel(linux.mountLabel())
                .intelRdt(linux.intelRdt())
                .personality(linux.personality())
                .timeOffsets(linux.timeOffsets());
    }

    /** Sets all of {@code uidMappings}: the user ids of a new user namespace. */
    public LinuxBuilder uidMappings(List<LinuxIdMapping> uidMappings) {
        this.uidMappings = new ArrayList<>(uidMappings);
        return this;
    }

    /** Adds one, as the last. */
    public LinuxBuilder addUidMapping(LinuxIdMapping uidMapping) {
        uidMappings.add(uidMapping);
        return this;
    }

    /** Sets all of {@code gidMappings}: its group ids. */
    public LinuxBuilder gidMappings(List<LinuxIdMapping> gidMappings) {
        this.gidMappings = new ArrayList<>(gidMappings);
        return this;
    }

    /** Adds one, as the last. */
    public LinuxBuilder addGidMapping(LinuxIdMapping gidMapping) {
        gidMappings.add(gidMapping);
        return this;
    }

    /** Sets all of {@code sysctl}: values of kernel parameters that belong to a namespace, by name with dots. */
    public LinuxBuilder sysctl(Map<String, String> sysctl) {
        this.sysctl = new LinkedHashMap<>(sysctl);
        return this;
    }

    /** Sets one, in place of one of the same name. */
    public LinuxBuilder putSysctl(String name, String value) {
        sysctl.put(name, value);
        return this;
    }

    /** Limits, set in its cgroup. */
    public LinuxBuilder resources(@Nullable LinuxResources resources) {
        this.resources = resources;
        return this;
    }

    /** Its cgroup: absolute below the root of the hierarchy, or relative to where the runtime likes. */
    public LinuxBuilder cgroupsPath(@Nullable String cgroupsPath) {
        this.cgroupsPath = cgroupsPath;
        return this;
    }

    /** Sets all of {@code namespaces}: new ones, and ones to join; a type that is not here is shared with the runtime. */
    public LinuxBuilder namespaces(List<LinuxNamespace> namespaces) {
        this.namespaces = new ArrayList<>(namespaces);
        return this;
    }

    /** Adds one, as the last. */
    public LinuxBuilder addNamespace(LinuxNamespace namespace) {
        namespaces.add(namespace);
        return this;
    }

    /** Adds new namespaces of these types. */
    public LinuxBuilder unshare(String... types) {
        for (String type : types) {
            namespaces.add(new LinuxNamespace(type, null));
        }
        return this;
    }

    /** Sets all of {@code devices}: device nodes in /dev, besides those that every container has. */
    public LinuxBuilder devices(List<LinuxDevice> devices) {
        this.devices = new ArrayList<>(devices);
        return this;
    }

    /** Adds one, as the last. */
    public LinuxBuilder addDevice(LinuxDevice device) {
        devices.add(device);
        return this;
    }

    /** Which system calls it may make. */
    public LinuxBuilder seccomp(@Nullable LinuxSeccomp seccomp) {
        this.seccomp = seccomp;
        return this;
    }

    /** {@code shared}, {@code slave}, {@code private}, {@code unbindable}, or one of them with an {@code r} in front. */
    public LinuxBuilder rootfsPropagation(@Nullable String rootfsPropagation) {
        this.rootfsPropagation = rootfsPropagation;
        return this;
    }

    /** Sets all of {@code maskedPaths}: what cannot be read: a directory is empty, a file is /dev/null. */
    public LinuxBuilder maskedPaths(List<String> maskedPaths) {
        this.maskedPaths = new ArrayList<>(maskedPaths);
        return this;
    }

    /** Adds one, as the last. */
    public LinuxBuilder addMaskedPath(String maskedPath) {
        maskedPaths.add(maskedPath);
        return this;
    }

    /** Sets all of {@code readonlyPaths}: what cannot be written. */
    public LinuxBuilder readonlyPaths(List<String> readonlyPaths) {
        this.readonlyPaths = new ArrayList<>(readonlyPaths);
        return this;
    }

    /** Adds one, as the last. */
    public LinuxBuilder addReadonlyPath(String readonlyPath) {
        readonlyPaths.add(readonlyPath);
        return this;
    }

    /** The SELinux context of its mounts. */
    public LinuxBuilder mountLabel(@Nullable String mountLabel) {
        this.mountLabel = mountLabel;
        return this;
    }

    /** Refused by name: Alcove does not manage resctrl. */
    public LinuxBuilder intelRdt(@Nullable LinuxIntelRdt intelRdt) {
        this.intelRdt = intelRdt;
        return this;
    }

    /** The execution domain: personality(2). */
    public LinuxBuilder personality(@Nullable LinuxPersonality personality) {
        this.personality = personality;
        return this;
    }

    /** Sets all of {@code timeOffsets}: offsets of the clocks {@code monotonic} and {@code boottime} of a new time namespace. */
    public LinuxBuilder timeOffsets(Map<String, LinuxTimeOffset> timeOffsets) {
        this.timeOffsets = new LinkedHashMap<>(timeOffsets);
        return this;
    }

    /** Sets one, in place of one of the same name. */
    public LinuxBuilder putTimeOffset(String name, LinuxTimeOffset value) {
        timeOffsets.put(name, value);
        return this;
    }

    /** The record, which later changes of the builder do not reach. */
    public Linux build() {
        return new Linux(
                uidMappings,
                gidMappings,
                sysctl,
                resources,
                cgroupsPath,
                namespaces,
                devices,
                seccomp,
                rootfsPropagation,
                maskedPaths,
                readonlyPaths,
                mountLabel,
                intelRdt,
                personality,
                timeOffsets);
    }
}

package dev.alcove.container.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@link CgroupStats}; a file that the cgroup does not have, in whichever hierarchy, leaves its figures out. */
final class StatsReader {
    /** What v1 has for no limit: the largest number of whole pages, of 4 to 64 KiB. */
    private static final long NO_LIMIT = Long.MAX_VALUE - 0xffff;

    private static final long NANOS_PER_MICRO = 1000;

    private final List<Path> directories = new ArrayList<>();

    StatsReader(List<CgroupHierarchy> members, String path) throws CgroupException {
        for (CgroupHierarchy member : members) {
            directories.add(member.directory(path));
        }
    }

    CgroupStats read() throws CgroupException {
        return new CgroupStats(
                memory(),
                cpu(),
                pids(),
                io(),
                hugetlb(),
                pressure("cpu.pressure"),
                pressure("memory.pressure"),
                pressure("io.pressure"));
    }

    private @Nullable Path find(String file) {
        for (Path directory : directories) {
            if (Files.exists(directory.resolve(file))) {
                return directory.resolve(file);
            }
        }
        return null;
    }

    /** The number that is all of a file; empty where there is none, or it says {@code max}. */
    private OptionalLong number(String... files) throws CgroupException {
        for (String file : files) {
            Path found = find(file);
            if (found != null) {
                String text = CgroupFiles.read(found);
                return text.equals("max") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
            }
        }
        return OptionalLong.empty();
    }

    private OptionalLong limit(String... files) throws CgroupException {
        OptionalLong limit = number(files);
        return limit.isPresent() && limit.getAsLong() >= NO_LIMIT ? OptionalLong.empty() : limit;
    }

    /** The number behind {@code key} in a file of such lines. */
    private OptionalLong keyed(String file, String key) throws CgroupException {
        Path found = find(file);
        if (found != null) {
            for (String line : CgroupFiles.read(found).split("\n", -1)) {
                if (line.startsWith(key + " ")) {
                    return OptionalLong.of(
                            Long.parseLong(line.substring(key.length() + 1).strip()));
                }
            }
        }
        return OptionalLong.empty();
    }

    private Optional<CgroupStats.Memory> memory() throws CgroupException {
        OptionalLong current = number("memory.current", "memory.usage_in_bytes");
        if (current.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong kills = keyed("memory.events", "oom_kill");
        return Optional.of(new CgroupStats.Memory(
                current.getAsLong(),
                number("memory.peak", "memory.max_usage_in_bytes"),
                limit("memory.max", "memory.limit_in_bytes"),
                kills.isPresent() ? kills : keyed("memory.oom_control", "oom_kill")));
    }

    private Optional<CgroupStats.Cpu> cpu() throws CgroupException {
        OptionalLong nanos = number("cpuacct.usage");
        if (nanos.isPresent()) {
            return Optional.of(new CgroupStats.Cpu(
                    nanos.getAsLong(),
                    number("cpuacct.usage_user"),
                    number("cpuacct.usage_sys"),
                    keyed("cpu.stat", "throttled_time")));
        }
        OptionalLong micros = keyed("cpu.stat", "usage_usec");
        if (micros.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CgroupStats.Cpu(
                micros.getAsLong() * NANOS_PER_MICRO,
                nanos(keyed("cpu.stat", "user_usec")),
                nanos(keyed("cpu.stat", "system_usec")),
                nanos(keyed("cpu.stat", "throttled_usec"))));
    }

    private static OptionalLong nanos(OptionalLong micros) {
        return micros.isEmpty() ? micros : OptionalLong.of(micros.getAsLong() * NANOS_PER_MICRO);
    }

    private Optional<CgroupStats.Pids> pids() throws CgroupException {
        OptionalLong current = number("pids.current");
        return current.isEmpty()
                ? Optional.empty()
                : Optional.of(new CgroupStats.Pids(current.getAsLong(), limit("pids.max")));
    }

    private List<CgroupStats.Io> io() throws CgroupException {
        Map<String, Map<String, Long>> devices = new TreeMap<>();
        Path unified = find("io.stat");
        if (unified == null) {
            legacyIo("blkio.throttle.io_service_bytes_recursive", "bytes", devices);
            legacyIo("blkio.throttle.io_serviced_recursive", "ios", devices);
        } else {
            for (String line : CgroupFiles.read(unified).split("\n", -1)) {
                String[] words = line.split(" ", -1);
                for (int i = 1; i < words.length; i++) {
                    int equals = words[i].indexOf('=');
                    String name = equals < 0 ? "" : words[i].substring(0, equals);
                    if (List.of("rbytes", "wbytes", "rios", "wios").contains(name)) {
                        put(devices, words[0], name, Long.parseLong(words[i].substring(equals + 1)));
                    }
                }
            }
        }
        List<CgroupStats.Io> io = new ArrayList<>();
        for (Map.Entry<String, Map<String, Long>> device : devices.entrySet()) {
            String[] numbers = device.getKey().split(":", -1);
            Map<String, Long> all = device.getValue();
            io.add(new CgroupStats.Io(
                    Integer.parseInt(numbers[0]),
                    Integer.parseInt(numbers[1]),
                    all.getOrDefault("rbytes", 0L),
                    all.getOrDefault("wbytes", 0L),
                    all.getOrDefault("rios", 0L),
                    all.getOrDefault("wios", 0L)));
        }
        return io;
    }

    private void legacyIo(String file, String unit, Map<String, Map<String, Long>> devices) throws CgroupException {
        Path found = find(file);
        if (found == null) {
            return;
        }
        for (String line : CgroupFiles.read(found).split("\n", -1)) {
            String[] words = line.split(" ", -1);
            if (words.length == 3 && (words[1].equals("Read") || words[1].equals("Write"))) {
                put(devices, words[0], (words[1].equals("Read") ? "r" : "w") + unit, Long.parseLong(words[2]));
            }
        }
    }

    private static void put(Map<String, Map<String, Long>> devices, String device, String name, long value) {
        Map<String, Long> all = devices.get(device);
        if (all == null) {
            all = new TreeMap<>();
            devices.put(device, all);
        }
        all.put(name, value);
    }

    private List<CgroupStats.HugeTlb> hugetlb() throws CgroupException {
        List<CgroupStats.HugeTlb> found = new ArrayList<>();
        for (Path directory : directories) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(directory, "hugetlb.*B.{current,usage_in_bytes}")) {
                for (Path file : files) {
                    String size = file.getFileName().toString().split("\\.", -1)[1];
                    found.add(new CgroupStats.HugeTlb(
                            size,
                            Long.parseLong(CgroupFiles.read(file)),
                            limit("hugetlb." + size + ".max", "hugetlb." + size + ".limit_in_bytes")));
                }
            } catch (IOException e) {
                throw e instanceof CgroupException c
                        ? c
                        : new CgroupException("cannot list the cgroup " + directory, e);
            }
        }
        return found;
    }

    private Optional<CgroupStats.Pressure> pressure(String file) {
        Path found = find(file);
        if (found == null) {
            return Optional.empty();
        }
        String text;
        try {
            text = CgroupFiles.read(found);
        } catch (CgroupException e) {
            // Where pressure is switched off, by psi=0 or cgroup.pressure, the file is there but cannot be read.
            return Optional.empty();
        }
        Optional<CgroupStats.Stall> some = Optional.empty();
        Optional<CgroupStats.Stall> full = Optional.empty();
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("some ")) {
                some = Optional.of(stall(line));
            } else if (line.startsWith("full ")) {
                full = Optional.of(stall(line));
            }
        }
        return some.isEmpty() ? Optional.empty() : Optional.of(new CgroupStats.Pressure(some.get(), full));
    }

    /** A line such as {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=0}. */
    private static CgroupStats.Stall stall(String line) {
        String[] words = line.split("[ =]", -1);
        return new CgroupStats.Stall(
                Double.parseDouble(words[2]),
                Double.parseDouble(words[4]),
                Double.parseDouble(words[6]),
                Long.parseLong(words[8]));
    }
}

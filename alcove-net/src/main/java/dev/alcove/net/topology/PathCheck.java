package dev.alcove.net.topology;

import dev.alcove.namespace.Namespace;
import dev.alcove.net.InetPrefix;
import dev.alcove.net.RawSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Which hosts of a topology reach which addresses, by echo requests of ICMP that are sent from inside the hosts; no program is
 * needed in them. What a path is said to be comes from the topology: an address to which a subnet or a route of the host leads.
 */
public final class PathCheck {
    private static final int THREADS = 16;

    /**
     * An address to be reached.
     *
     * @param host the host that has it, or the switch
     */
    public record Target(String host, InetPrefix prefix) {}

    private record Path(String from, Target to) {}

    private final List<String> sources;
    private final List<Target> targets;
    private final Map<String, List<InetPrefix>> reach;
    private final Map<Path, Long> times = new HashMap<>();

    private PathCheck(List<String> sources, List<Target> targets, Map<String, List<InetPrefix>> reach) {
        this.sources = sources;
        this.targets = targets;
        this.reach = reach;
    }

    /**
     * Tests all paths, those of different hosts at the same time.
     *
     * @param timeout how long each host waits for its answers, which is also how long lost ones take
     * @throws dev.alcove.linux.LinuxException {@code EPERM}: CAP_NET_RAW is missing over a host's namespace
     */
    public static PathCheck of(RunningTopology topology, Duration timeout) throws IOException {
        PathCheck check = new PathCheck(
                topology.hosts().stream().map(RunningHost::name).toList(), targets(topology), reach(topology));
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Map<Path, Long>>> running = new ArrayList<>();
            for (String source : check.sources) {
                running.add(threads.submit(() -> check.test(topology, source, timeout)));
            }
            for (Future<Map<Path, Long>> future : running) {
                check.times.putAll(result(future));
            }
        }
        return check;
    }

    private static Map<Path, Long> result(Future<Map<Path, Long>> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while paths were tested", e);
        }
    }

    private static List<Target> targets(RunningTopology topology) {
        List<Target> targets = new ArrayList<>();
        for (Element element : topology.elements()) {
            if (element instanceof Element.Address(String place, String link, InetPrefix prefix)) {
                boolean atHost = !place.equals(Element.SWITCHES) && !place.equals(Element.CALLER);
                targets.add(new Target(atHost ? place : link, prefix));
            }
        }
        return targets;
    }

    /** Where each host's subnets and routes lead. */
    private static Map<String, List<InetPrefix>> reach(RunningTopology topology) {
        Map<String, List<InetPrefix>> reach = new HashMap<>();
        for (Element element : topology.elements()) {
            if (element instanceof Element.Address(String place, String link, InetPrefix prefix)) {
                reach.computeIfAbsent(place, host -> new ArrayList<>()).add(prefix);
            } else if (element instanceof Element.Route(String place, HostRoute route)) {
                reach.computeIfAbsent(place, host -> new ArrayList<>()).add(route.to());
            }
        }
        return reach;
    }

    private Map<Path, Long> test(RunningTopology topology, String source, Duration timeout)
            throws IOException, InterruptedException {
        Map<Path, Long> found = new HashMap<>();
        for (boolean ipv6 : new boolean[] {false, true}) {
            List<Target> wanted = targets.stream()
                    .filter(to -> to.prefix().isIpv4() != ipv6 && isDeclared(source, to))
                    .toList();
            if (!wanted.isEmpty()) {
                test(topology, source, ipv6, wanted, timeout, found);
            }
        }
        return found;
    }

    private static void test(
            RunningTopology topology,
            String source,
            boolean ipv6,
            List<Target> wanted,
            Duration timeout,
            Map<Path, Long> found)
            throws IOException, InterruptedException {
        List<InetAddress> addresses =
                wanted.stream().map(target -> target.prefix().address()).toList();
        try (Namespace net = topology.open(source);
                EchoSocket socket = new EchoSocket(RawSockets.icmp(ipv6, net), ipv6)) {
            long[] nanos = socket.ping(addresses, timeout);
            for (int i = 0; i < nanos.length; i++) {
                if (nanos[i] >= 0) {
                    found.put(new Path(source, wanted.get(i)), nanos[i]);
                }
            }
        }
    }

    /** The hosts that requests were sent from. */
    public List<String> sources() {
        return List.copyOf(sources);
    }

    /** The addresses that they were sent to. */
    public List<Target> targets() {
        return List.copyOf(targets);
    }

    /** Whether a subnet or a route of a host leads to an address of another. */
    public boolean isDeclared(String from, Target to) {
        return !from.equals(to.host())
                && reach.getOrDefault(from, List.of()).stream()
                        .anyMatch(prefix -> prefix.contains(to.prefix().address()));
    }

    /** How long the answer took, in nanoseconds; empty if none came. */
    public OptionalLong roundTrip(String from, Target to) {
        Long nanos = times.get(new Path(from, to));
        return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    /** Whether every path that was declared leads to an answer. */
    public boolean isComplete() {
        return sources.stream()
                .allMatch(from -> targets.stream()
                        .allMatch(to ->
                                !isDeclared(from, to) || roundTrip(from, to).isPresent()));
    }
}

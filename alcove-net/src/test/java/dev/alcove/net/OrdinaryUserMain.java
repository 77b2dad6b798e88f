package dev.alcove.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alcove.linux.Errno;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.NetlinkException;
import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.namespace.Namespace;
import dev.alcove.namespace.NamespaceProcessBuilder;
import dev.alcove.namespace.NamespaceType;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Run as an ordinary user: networks in a user namespace of one's own, in a JVM that is never inside; judged by {@code ip} there. Prints
 * that all is as expected, or ends with what is not.
 */
final class OrdinaryUserMain {
    private static final int NETLINK_NETFILTER = 12;
    private static final int HOSTS = 5;

    private final Namespace user;

    private OrdinaryUserMain(Namespace user) {
        this.user = user;
    }

    public static void main(String[] args) throws Exception {
        try (Namespace user = userNamespace()) {
            OrdinaryUserMain main = new OrdinaryUserMain(user);
            main.star();
            long before = descriptors();
            main.star();
            check(descriptors() == before, "descriptors are left");
            main.manyAtOnce();
            main.settings();
            refusals();
        }
        check(ProcessHandle.current().children().findAny().isEmpty(), "processes are left");
        System.out.println("all as expected");
    }

    private static Namespace userNamespace() throws Exception {
        Process process = new NamespaceProcessBuilder("sh", "-c", "echo; exec sleep 1000")
                .unshare(NamespaceType.USER)
                .start();
        process.inputReader(UTF_8).readLine();
        Namespace user = Namespace.ofProcess(process.toHandle(), NamespaceType.USER);
        process.destroyForcibly().waitFor();
        return user;
    }

    /** A bridge, and hosts that hang on it, each with a route; undone, and built again. */
    private void star() throws Exception {
        List<Namespace> nets = NetNamespaces.createIn(user, HOSTS + 1);
        List<Rtnetlink> sockets = Rtnetlink.open(nets);
        Rtnetlink center = sockets.getFirst();
        NetworkChanges changes =
                new NetworkChanges().create(NewLink.bridge("br0").up()).add(Address.of("br0", "10.0.0.1/24"));
        for (int i = 1; i <= HOSTS; i++) {
            changes.create(NewLink.veth("v" + i, NewLink.peer("eth0").in(nets.get(i)))
                    .master("br0")
                    .up());
        }
        NetworkChanges wrong = new NetworkChanges();
        changes.changes().forEach(wrong::add);
        try {
            center.apply(wrong.create(NewLink.bridge("lo")));
            throw new AssertionError("a second lo");
        } catch (NetlinkException e) {
            check(e.errno().equals(Optional.of(Errno.EEXIST)) && e.getSuppressed().length == 0, e.toString());
        }
        check(center.links().size() == 1 && sockets.get(1).links().size() == 1, "something remains");
        center.apply(changes);
        for (int i = 1; i <= HOSTS; i++) {
            sockets.get(i)
                    .apply(new NetworkChanges()
                            .up("eth0")
                            .add(Address.of("eth0", "10.0.0." + (i + 1) + "/24"))
                            .add(Qdisc.root("eth0", Tbf.of(100_000_000, 100_000, Duration.ofMillis(50))))
                            .add(Route.to(InetPrefix.ALL_IPV4).via("10.0.0.1").build()));
        }
        check(ip(nets.getFirst(), "-o", "link").lines().count() == HOSTS + 2, "links of the center");
        String routes = ip(nets.get(HOSTS), "route");
        check(routes.contains("default via 10.0.0.1 dev eth0"), routes);
        try (NetlinkSocket nftables = NetlinkSockets.open(NETLINK_NETFILTER, nets.getFirst());
                Namespace same = NetNamespaces.of(nftables.fd());
                Namespace owner = same.owner().orElseThrow()) {
            check(same.equals(nets.getFirst()) && owner.equals(user), "another namespace");
        }
        try (Namespace same = center.namespace()) {
            check(same.equals(nets.getFirst()), "another namespace");
        }
        sockets.forEach(Rtnetlink::close);
        nets.forEach(Namespace::close);
    }

    /** More than one message can carry. */
    private void manyAtOnce() throws Exception {
        List<Namespace> nets = NetNamespaces.createIn(user, InsideProgram.LIMIT + 3);
        check(nets.stream().map(Namespace::id).distinct().count() == nets.size(), "the same twice");
        List<Rtnetlink> sockets = Rtnetlink.open(nets);
        check(sockets.size() == nets.size() && sockets.getLast().links().size() == 1, "sockets");
        sockets.forEach(Rtnetlink::close);
        nets.forEach(Namespace::close);
    }

    private void settings() throws Exception {
        try (Namespace net = NetNamespaces.createIn(user)) {
            String outside = Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward"));
            Sysctls.set(net, "net.ipv4.ip_forward", "1");
            check(Sysctls.get(net, "net.ipv4.ip_forward").equals("1"), "ip_forward");
            String seen = inside(net, "cat", "/proc/sys/net/ipv4/ip_forward");
            check(seen.equals("1\n"), seen);
            check(Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward")).equals(outside), "ip_forward outside");
        }
    }

    /** What is not the user's is refused with a reason. */
    private static void refusals() throws Exception {
        try {
            NetNamespaces.create().close();
            throw new AssertionError("a namespace without privilege");
        } catch (LinuxException e) {
            check(e.errno().equals(Optional.of(Errno.EPERM)) && e.remedy().isPresent(), e.toString());
        }
        try (Namespace own = Namespace.current(NamespaceType.NET)) {
            NetlinkSockets.open(0, own).close();
            throw new AssertionError("a thread has entered");
        } catch (LinuxException e) {
            check(e.errno().equals(Optional.of(Errno.EPERM)) && e.remedy().isPresent(), e.toString());
        }
        try (Rtnetlink own = Rtnetlink.open()) {
            check(own.link("lo").isPresent(), "everybody may look");
            own.apply(new NetworkChanges().create(NewLink.bridge("alcove-none")));
            throw new AssertionError("a link without privilege");
        } catch (LinuxException e) {
            check(e.errno().equals(Optional.of(Errno.EPERM)) && e.remedy().isPresent(), e.toString());
        }
    }

    private String ip(Namespace net, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("/usr/sbin/ip"));
        command.addAll(List.of(words));
        return inside(net, command.toArray(String[]::new));
    }

    /** What a command tells that is run in the user namespace and the network namespace, by nsenter. */
    private String inside(Namespace net, String... command) throws Exception {
        String own = "/proc/" + ProcessHandle.current().pid() + "/fd/";
        List<String> line = new ArrayList<>(List.of(
                "nsenter",
                "--preserve-credentials",
                "--user=" + own + Descriptors.number(user.fd()),
                "--net=" + own + Descriptors.number(net.fd())));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        check(process.waitFor() == 0, String.join(" ", line) + ": " + output);
        return output;
    }

    private static long descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : Stream.of(open).count();
    }

    private static void check(boolean expected, String what) {
        if (!expected) {
            throw new AssertionError(what);
        }
    }
}

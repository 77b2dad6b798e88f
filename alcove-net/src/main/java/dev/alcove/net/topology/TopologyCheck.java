package dev.alcove.net.topology;

import dev.alcove.net.InetPrefix;
import dev.alcove.net.InterfaceName;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds all that is wrong with a topology and can be known without the kernel. */
final class TopologyCheck {
    private static final int MIN_MTU = 68;
    private static final int MAX_MTU = 65535;
    private static final int MAX_VLAN = 4094;
    private static final int MAX_PORT = 65535;
    private static final long MIN_RATE = 8;
    private static final Pattern SYSCTL = Pattern.compile("net(?:\\.[A-Za-z0-9_-]+)+");

    private final String name;
    private final List<Host> hosts;
    private final List<Switch> switches;
    private final Map<String, Host> hostsByName = new HashMap<>();
    private final Map<String, Switch> switchesByName = new HashMap<>();
    private final Map<String, String> ports = new HashMap<>();
    private final Map<InetAddress, String> owners = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    TopologyCheck(String name, List<Host> hosts, List<Switch> switches) {
        this.name = name;
        this.hosts = hosts;
        this.switches = switches;
    }

    List<Problem> problems() {
        if (!Names.isLabel(name)) {
            problem("name", label("topology", name));
        }
        for (Switch one : switches) {
            if (switchesByName.putIfAbsent(one.name(), one) != null) {
                problem(path(one), "there are two switches of this name");
            }
        }
        for (Host host : hosts) {
            if (hostsByName.putIfAbsent(host.name(), host) != null) {
                problem(path(host), "there are two hosts of this name");
            }
        }
        hosts.forEach(this::checkHost);
        switches.forEach(this::checkSwitch);
        return problems;
    }

    private void checkHost(Host host) {
        if (!Names.isLabel(host.name())) {
            problem(path(host), label("host", host.name()));
        }
        if (switchesByName.containsKey(host.name())) {
            problem(path(host), "a switch has this name too");
        }
        Set<String> links = new HashSet<>();
        for (HostLink link : host.links()) {
            if (!links.add(link.name())) {
                problem(path(host, link), "there are two links of this name");
            }
            checkLink(host, link, path(host, link));
        }
        for (int i = 0; i < host.routes().size(); i++) {
            checkRoute(host, host.routes().get(i), path(host) + ".routes[" + i + "]");
        }
        for (String key : host.sysctls().keySet()) {
            if (!SYSCTL.matcher(key).matches()) {
                problem(path(host) + ".sysctls." + key, "only those below net. belong to a network namespace");
            }
        }
        Nat nat = host.nat().orElse(null);
        if (nat != null) {
            checkNat(nat, path(host) + ".nat");
            if (nat.link().isEmpty() || !links.contains(nat.link().get())) {
                problem(path(host) + ".nat.link", "it must name a link of the host");
            } else if (host.links().stream()
                    .allMatch(one -> one.name().equals(nat.link().get())
                            || one.addresses().isEmpty())) {
                problem(
                        path(host) + ".nat",
                        "no other link of the host has an address, so there is nobody to do NAT for");
            }
        }
    }

    private void checkLink(Host host, HostLink link, String path) {
        checkInterfaceName(link.name(), path);
        if (link.name().equals("lo")) {
            problem(path, "every host has lo already");
        }
        switch (link.end()) {
            case End.Port(String to) -> checkPort(host, link, to, path);
            case End.Peer(String other, String otherLink) -> checkPeer(host, link, other, otherLink, path);
        }
        checkMtu(link.mtu(), path);
        link.rate().ifPresent(rate -> {
            if (rate < MIN_RATE) {
                problem(path + ".rate", rate + " bits per second are less than one byte");
            }
        });
        link.mac().ifPresent(mac -> {
            if (mac.isMulticast()) {
                problem(path + ".mac", mac + " is a multicast address, which no interface can have");
            }
        });
        checkAddresses(link.addresses(), path);
    }

    private void checkPort(Host host, HostLink link, String to, String path) {
        Switch one = switchesByName.get(to);
        if (one == null) {
            boolean host2 = hostsByName.containsKey(to);
            problem(
                    path,
                    "there is no switch '" + to + "'"
                            + (host2 ? "; a link to a host names its link too: " + to + ":LINK" : ""));
            return;
        }
        String port = Names.port(name, host.name(), link.name(), one.nat().isPresent());
        String other = ports.putIfAbsent(port, path);
        if (other != null) {
            problem(
                    path,
                    "its port at the switch would be called " + port + ", as that of " + other + " is: rename one");
        }
        if (link.vlan().isPresent()) {
            int vlan = link.vlan().getAsInt();
            if (!one.vlanFiltering()) {
                problem(path + ".vlan", "switch '" + to + "' has no VLAN filtering");
            } else if (vlan < 1 || vlan > MAX_VLAN) {
                problem(path + ".vlan", vlan + " is not within 1 to " + MAX_VLAN);
            }
        }
    }

    private void checkPeer(Host host, HostLink link, String other, String otherLink, String path) {
        if (link.vlan().isPresent()) {
            problem(path + ".vlan", "it leads to no switch");
        }
        Host peer = hostsByName.get(other);
        if (peer == null) {
            problem(path, "there is no host '" + other + "'");
            return;
        }
        HostLink back = peer.links().stream()
                .filter(candidate -> candidate.name().equals(otherLink))
                .findFirst()
                .orElse(null);
        if (back == null) {
            problem(path, "host '" + other + "' has no link '" + otherLink + "'");
        } else if (!back.end().equals(new End.Peer(host.name(), link.name()))) {
            problem(
                    path,
                    other + ":" + otherLink + " leads to " + back.end() + ", not back to " + host.name() + ":"
                            + link.name());
        } else if (other.equals(host.name()) && otherLink.equals(link.name())) {
            problem(path, "it leads to itself");
        }
    }

    private void checkSwitch(Switch one) {
        String path = path(one);
        checkInterfaceName(one.name(), path);
        checkMtu(one.mtu(), path);
        checkAddresses(one.addresses(), path);
        Nat nat = one.nat().orElse(null);
        if (nat != null) {
            checkNat(nat, path + ".nat");
            if (one.addresses().isEmpty()) {
                problem(path + ".nat", "a switch that does NAT needs an address, by which its hosts reach it");
            }
        }
    }

    private void checkRoute(Host host, HostRoute route, String path) {
        String link = route.link().orElse(null);
        if (link != null && host.links().stream().noneMatch(one -> one.name().equals(link))) {
            problem(path, "the host has no link '" + link + "'");
        }
        if (!route.to().equals(route.to().network())) {
            problem(
                    path,
                    route.to() + " has bits behind its prefix: " + route.to().network() + " is the network");
        }
        InetAddress via = route.via().orElse(null);
        if (via == null) {
            if (link == null) {
                problem(path, "it needs a router (via) or a link");
            }
            return;
        }
        if (via.getClass() != route.to().address().getClass()) {
            problem(
                    path,
                    "the router " + InetPrefix.of(via).addressText() + " is of another family than " + route.to());
        }
        boolean near = host.links().stream()
                .filter(one -> link == null || one.name().equals(link))
                .flatMap(one -> one.addresses().stream())
                .anyMatch(prefix -> prefix.contains(via));
        if (!near && !via.isLinkLocalAddress()) {
            problem(
                    path,
                    "no link of the host reaches the router "
                            + InetPrefix.of(via).addressText() + " directly");
        }
    }

    private void checkNat(Nat nat, String path) {
        for (int i = 0; i < nat.published().size(); i++) {
            PublishedPort port = nat.published().get(i);
            String at = path + ".publish[" + i + "]";
            if (port.first() < 1 || port.last() > MAX_PORT || port.first() > port.last()) {
                problem(at, "ports " + port.first() + " to " + port.last() + " are not within 1 to " + MAX_PORT);
            }
            if (port.to() < 1 || port.to() + (long) port.last() - port.first() > MAX_PORT) {
                problem(at, "port " + port.to() + " and those behind it are not within 1 to " + MAX_PORT);
            }
            Host host = hostsByName.get(port.host());
            if (host == null) {
                problem(at, "there is no host '" + port.host() + "'");
            } else if (host.links().stream().allMatch(link -> link.addresses().isEmpty())) {
                problem(at, "host '" + port.host() + "' has no address");
            }
        }
    }

    private void checkAddresses(List<InetPrefix> addresses, String path) {
        for (InetPrefix prefix : addresses) {
            InetAddress address = prefix.address();
            if (address.isMulticastAddress() || address.isAnyLocalAddress()) {
                problem(path + ".addresses", prefix.addressText() + " is no address that an interface can have");
            }
            String other = owners.putIfAbsent(address, path);
            if (other != null) {
                problem(path + ".addresses", prefix.addressText() + " is that of " + other + " already");
            }
        }
    }

    private void checkMtu(OptionalInt mtu, String path) {
        if (mtu.isPresent() && (mtu.getAsInt() < MIN_MTU || mtu.getAsInt() > MAX_MTU)) {
            problem(path + ".mtu", mtu.getAsInt() + " is not within " + MIN_MTU + " to " + MAX_MTU + " bytes");
        }
    }

    private void checkInterfaceName(String wanted, String path) {
        InterfaceName.refusal(wanted).ifPresent(refusal -> problem(path, refusal));
    }

    private static String label(String what, String wanted) {
        return "invalid name '" + wanted + "' of a " + what + ": letters, digits and inner hyphens, at most "
                + Names.MAX_LENGTH;
    }

    private void problem(String path, String message) {
        problems.add(new Problem(path, message));
    }

    private static String path(Host host) {
        return "hosts." + host.name();
    }

    private static String path(Host host, HostLink link) {
        return path(host) + ".links." + link.name();
    }

    private static String path(Switch one) {
        return "switches." + one.name();
    }
}

package dev.alcove.net.topology;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ports of the outside that lead to a host.
 *
 * @param protocol which of the two kinds of ports
 * @param address of the outside that is listened to; empty: all of them
 * @param first the first port, 1 to 65535
 * @param last the last port, the same as the first unless it is a range
 * @param host where they lead
 * @param to the first port there; the others follow it
 */
public record PublishedPort(
        Protocol protocol, Optional<InetAddress> address, int first, int last, String host, int to) {
    private static final Pattern FORM = Pattern.compile(
            "(?:(?<v4>[0-9.]+):|\\[(?<v6>[0-9A-Fa-f:.]+)]:)?(?<first>[0-9]{1,5})(?:-(?<last>[0-9]{1,5}))?"
                    + ":(?<host>[^:/]+):(?<to>[0-9]{1,5})(?:/(?<protocol>tcp|udp))?");

    /** What has ports. */
    public enum Protocol {
        TCP,
        UDP
    }

    /**
     * Reads {@code [ADDRESS:]PORT[-PORT]:HOST:PORT[/tcp|/udp]}: {@code 8080:web:80}, {@code 192.0.2.1:5000-5010:sip:5000/udp},
     * {@code [2001:db8::1]:8080:web:80}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static PublishedPort parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "invalid published port '" + text + "': [ADDRESS:]PORT[-PORT]:HOST:PORT[/tcp|/udp]");
        }
        String address = parts.group("v4") != null ? parts.group("v4") : parts.group("v6");
        String last = parts.group("last");
        String protocol = parts.group("protocol");
        int first = Integer.parseInt(parts.group("first"));
        return new PublishedPort(
                protocol == null ? Protocol.TCP : Protocol.valueOf(protocol.toUpperCase(Locale.ROOT)),
                Optional.ofNullable(address).map(InetAddress::ofLiteral),
                first,
                last == null ? first : Integer.parseInt(last),
                parts.group("host"),
                Integer.parseInt(parts.group("to")));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        address.map(InetAddress::getHostAddress)
                .ifPresent(literal -> text.append(literal.contains(":") ? "[" + literal + "]" : literal)
                        .append(':'));
        text.append(first);
        if (last != first) {
            text.append('-').append(last);
        }
        return text.append(':')
                .append(host)
                .append(':')
                .append(to)
                .append('/')
                .append(protocol.name().toLowerCase(Locale.ROOT))
                .toString();
    }
}

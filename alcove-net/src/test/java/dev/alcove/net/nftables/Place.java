package dev.alcove.net.nftables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alcove.linux.netlink.NetlinkSocket;
import dev.alcove.linux.raw.Nftables;
import dev.alcove.namespace.Namespace;
import dev.alcove.namespace.NamespaceType;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace of a test's own, with a mount namespace whose /run is empty, held by a process. What is opened through it
 * goes when it is closed.
 */
final class Place implements AutoCloseable {
    private static final int TIMEOUT_MS = 3_000;

    /** How long to wait for an answer that is not to come. */
    private static final int SILENCE_MS = 300;

    private final Process holder;
    private final Namespace network;
    private final List<Closeable> open = new ArrayList<>();

    private Place(Process holder, Namespace network) {
        this.holder = holder;
        this.network = network;
    }

    static Place create() throws Exception {
        Process holder = new ProcessBuilder(
                        "unshare",
                        "-nm",
                        "sh",
                        "-c",
                        "mount -t tmpfs none /run && ip link set lo up && echo ready && read line")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals('r', holder.getInputStream().read());
            return new Place(holder, Namespace.ofProcess(Math.toIntExact(holder.pid()), NamespaceType.NET));
        } catch (Exception | Error e) {
            holder.destroyForcibly();
            throw e;
        }
    }

    long pid() {
        return holder.pid();
    }

    /** What a script, which must succeed, wrote to its standard output and error. */
    String sh(String script, Object... arguments) throws Exception {
        Process process = start(script, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> script + "\n" + output);
        return output;
    }

    private Process start(String script, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("nsenter", "-t", Long.toString(holder.pid()), "-n", "-m", "sh", "-euc", script, "sh"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    NetlinkSocket netlink() throws Exception {
        NetlinkSocket socket =
                network.<NetlinkSocket, IOException>call(() -> NetlinkSocket.open(Nftables.NETLINK_NETFILTER));
        open.add(socket::close);
        return socket;
    }

    Nat nat() throws Exception {
        return Nat.of(netlink(), NetworkFiles.of(network));
    }

    NetworkFiles files() {
        return NetworkFiles.of(network);
    }

    /** A TCP server that tells everybody the address from which they come. */
    void serveTcp(int port) throws Exception {
        ServerSocket server = network.<ServerSocket, IOException>call(() -> new ServerSocket(port));
        open.add(server);
        Thread.ofPlatform().daemon().start(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write(bytes(client.getInetAddress()));
                } catch (IOException e) {
                    // the server is closed, or the client has gone
                }
            }
        });
    }

    /** A UDP server that does the same. */
    void serveUdp(int port) throws Exception {
        DatagramSocket server = network.<DatagramSocket, IOException>call(() -> new DatagramSocket(port));
        open.add(server);
        Thread.ofPlatform().daemon().start(() -> {
            byte[] bytes = new byte[64];
            while (!server.isClosed()) {
                try {
                    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                    server.receive(packet);
                    byte[] address = bytes(packet.getAddress());
                    server.send(new DatagramPacket(address, address.length, packet.getSocketAddress()));
                } catch (IOException e) {
                    // the server is closed
                }
            }
        });
    }

    private static byte[] bytes(InetAddress address) {
        return address.getHostAddress().replaceAll("%.*", "").getBytes(StandardCharsets.US_ASCII);
    }

    /** What a TCP server says. */
    String tcp(String address, int port) throws Exception {
        return tcp(address, port, TIMEOUT_MS);
    }

    private String tcp(String address, int port, int timeout) throws Exception {
        try (SocketChannel channel = network.<SocketChannel, IOException>call(SocketChannel::open)) {
            Socket socket = channel.socket();
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), timeout);
            socket.setSoTimeout(timeout);
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(said);
            return said.toString(StandardCharsets.US_ASCII);
        }
    }

    /** What a UDP server says. */
    String udp(String address, int port) throws Exception {
        try (DatagramSocket socket = network.<DatagramSocket, IOException>call(DatagramSocket::new)) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            socket.send(new DatagramPacket(new byte[] {'?'}, 1));
            DatagramPacket packet = new DatagramPacket(new byte[64], 64);
            socket.receive(packet);
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
        }
    }

    /** Whether nothing answers on a port of TCP. */
    boolean isSilent(String address, int port) throws Exception {
        try {
            tcp(address, port, SILENCE_MS);
            return false;
        } catch (SocketException | SocketTimeoutException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
        network.close();
        holder.destroyForcibly().onExit().join();
    }
}

package dev.alcove.net.topology;

import dev.alcove.linux.Errno;
import dev.alcove.linux.Fd;
import dev.alcove.linux.LinuxException;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Descriptors;
import dev.alcove.linux.raw.Icmp;
import dev.alcove.linux.raw.Memory;
import dev.alcove.linux.raw.Poll;
import dev.alcove.linux.raw.Syscalls;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends echo requests through a raw socket of ICMP or ICMPv6, and measures how long the answers take. The socket is in whichever
 * network namespace it was opened in.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/raw.7.html">raw(7)</a>
 */
final class EchoSocket implements AutoCloseable {
    /** How often a request is sent at most: the first may be lost while neighbours are being found. */
    private static final int ROUNDS = 4;

    private static final int MSG_DONTWAIT = 0x40;
    private static final int PACKET = Icmp.Header.SIZE;

    // What the memory is for: the packet that is sent is at its beginning.
    private static final int TARGET = 64;
    private static final int POLL = 128;
    private static final int REPLY = 256;
    private static final int REPLY_SIZE = 256;

    private static final int IPV4_LENGTH_MASK = 0xf;
    private static final long LOST = Long.MAX_VALUE;

    private final Fd fd;
    private final boolean ipv6;
    private final int identifier = ThreadLocalRandom.current().nextInt(1, 0x10000);
    private final Memory memory;

    /** Takes over an open socket. */
    EchoSocket(Fd fd, boolean ipv6) throws LinuxException {
        this.fd = fd;
        this.ipv6 = ipv6;
        memory = Memory.map(REPLY + REPLY_SIZE);
        memory.buffer().order(ByteOrder.BIG_ENDIAN);
    }

    /**
     * Sends requests to all of the addresses at once.
     *
     * @param addresses at most 16,000, all of the socket's family
     * @return for each the shortest time to its answer in nanoseconds, -1 where none came in time
     */
    long[] ping(List<InetAddress> addresses, Duration timeout) throws LinuxException {
        int count = addresses.size();
        long[] sent = new long[count * ROUNDS];
        long[] best = new long[count];
        Arrays.fill(best, LOST);
        long begin = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            // The second round measures what the first has found; those that follow are for what is still missing.
            for (int i = 0; i < count; i++) {
                if (best[i] == LOST || round == 1) {
                    send(addresses.get(i), round * count + i, sent);
                }
            }
            receive(sent, best, begin + timeout.toNanos() * (round + 1) / ROUNDS, round);
            if (round > 0 && Arrays.stream(best).allMatch(nanos -> nanos != LOST)) {
                break;
            }
        }
        for (int i = 0; i < count; i++) {
            best[i] = best[i] == LOST ? -1 : best[i];
        }
        return best;
    }

    private void send(InetAddress address, int sequence, long[] sent) throws LinuxException {
        ByteBuffer buffer = memory.buffer();
        int size = ipv6 ? Icmp.SockAddrIn6.SIZE : Icmp.SockAddrIn.SIZE;
        for (int i = 0; i < size; i++) {
            buffer.put(TARGET + i, (byte) 0);
        }
        short family = (short) (ipv6 ? Icmp.AF_INET6 : Icmp.AF_INET);
        buffer.putShort(TARGET, ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? family : Short.reverseBytes(family));
        buffer.put(TARGET + (ipv6 ? Icmp.SockAddrIn6.ADDR : Icmp.SockAddrIn.ADDR), address.getAddress());
        buffer.put(Icmp.Header.TYPE, (byte) (ipv6 ? Icmp.ICMPV6_ECHO_REQUEST : Icmp.ICMP_ECHO))
                .put(Icmp.Header.CODE, (byte) 0)
                .putShort(Icmp.Header.CHECKSUM, (short) 0)
                .putShort(Icmp.Header.IDENTIFIER, (short) identifier)
                .putShort(Icmp.Header.SEQUENCE, (short) sequence);
        if (!ipv6) {
            buffer.putShort(Icmp.Header.CHECKSUM, checksum(buffer));
        }
        sent[sequence] = System.nanoTime();
        long result = Descriptors.use(
                fd,
                number -> Syscalls.call(
                        Syscall.SENDTO,
                        number,
                        memory.address(),
                        PACKET,
                        MSG_DONTWAIT,
                        memory.address() + TARGET,
                        size));
        // Nothing leads there, or nobody answers when asked who has the address: then the answer does not come.
        if (Syscalls.failed(result) && !isUnreachable((int) -result)) {
            String call = "sendto(" + fd + ", ..., MSG_DONTWAIT, {" + address.getHostAddress() + "}, " + size + ")";
            throw new LinuxException("cannot send an echo request", call, (int) -result, null);
        }
    }

    private static boolean isUnreachable(int errno) {
        return errno == Errno.ENETUNREACH.number()
                || errno == Errno.EHOSTUNREACH.number()
                || errno == Errno.EAGAIN.number()
                || errno == Errno.ENOBUFS.number()
                || errno == Errno.EADDRNOTAVAIL.number()
                || errno == Errno.ENETDOWN.number();
    }

    /** The sum of the header's 16-bit words, as RFC 1071 has it. There is nothing behind the header. */
    private static short checksum(ByteBuffer buffer) {
        int sum = 0;
        for (int i = 0; i < PACKET; i += Short.BYTES) {
            sum += Short.toUnsignedInt(buffer.getShort(i));
        }
        sum = (sum & 0xffff) + (sum >>> Short.SIZE);
        return (short) ~(sum + (sum >>> Short.SIZE));
    }

    /** Reads answers until nothing is missing, or time is up. */
    private void receive(long[] sent, long[] best, long end, int round) throws LinuxException {
        while (isMissing(sent, best, round) && await(end - System.nanoTime())) {
            long length;
            while ((length = read()) > 0) {
                take((int) length, System.nanoTime(), sent, best);
            }
        }
    }

    /** Whether one of this round's requests has no answer yet: in a second round those have one already from the first. */
    private static boolean isMissing(long[] sent, long[] best, int round) {
        for (int i = 0; i < best.length; i++) {
            long time = sent[round * best.length + i];
            if (best[i] == LOST || round == 1 && time > 0) {
                return true;
            }
        }
        return false;
    }

    private long read() throws LinuxException {
        long result = Descriptors.use(
                fd,
                number -> Syscalls.call(
                        Syscall.RECVFROM, number, memory.address() + REPLY, REPLY_SIZE, MSG_DONTWAIT, 0, 0));
        if (Syscalls.failed(result) && !isUnreachable((int) -result) && result != -Errno.EINTR.number()) {
            String call = "recvfrom(" + fd + ", ..., MSG_DONTWAIT, NULL, NULL)";
            throw new LinuxException("cannot receive an echo reply", call, (int) -result, null);
        }
        return result;
    }

    private void take(int length, long now, long[] sent, long[] best) {
        ByteBuffer packet = memory.buffer().slice(REPLY, length);
        int start = ipv6 ? 0 : (packet.get(0) & IPV4_LENGTH_MASK) * Integer.BYTES;
        if (length < start + PACKET) {
            return;
        }
        int type = Byte.toUnsignedInt(packet.get(start + Icmp.Header.TYPE));
        int from = Short.toUnsignedInt(packet.getShort(start + Icmp.Header.IDENTIFIER));
        int sequence = Short.toUnsignedInt(packet.getShort(start + Icmp.Header.SEQUENCE));
        boolean reply = type == (ipv6 ? Icmp.ICMPV6_ECHO_REPLY : Icmp.ICMP_ECHOREPLY);
        if (reply && from == identifier && sequence < sent.length && sent[sequence] > 0) {
            int index = sequence % best.length;
            best[index] = Math.min(best[index], now - sent[sequence]);
            sent[sequence] = -1;
        }
    }

    private boolean await(long nanos) throws LinuxException {
        if (nanos <= 0) {
            return false;
        }
        ByteBuffer buffer = memory.buffer();
        int timespec = POLL + Poll.SIZE;
        ByteBuffer own = buffer.duplicate().order(ByteOrder.nativeOrder());
        own.putLong(timespec, nanos / 1_000_000_000).putLong(timespec + Long.BYTES, nanos % 1_000_000_000);
        long result = Descriptors.use(fd, number -> {
            own.putInt(POLL + Poll.FD, number)
                    .putShort(POLL + Poll.EVENTS, (short) Poll.POLLIN)
                    .putShort(POLL + Poll.REVENTS, (short) 0);
            return Syscalls.call(Syscall.PPOLL, memory.address() + POLL, 1, memory.address() + timespec, 0, 0, 0);
        });
        if (Syscalls.failed(result) && result != -Errno.EINTR.number()) {
            throw new LinuxException(
                    "cannot wait for echo replies", "ppoll([{" + fd + ", POLLIN}], 1, ...)", (int) -result, null);
        }
        return result != 0;
    }

    @Override
    public void close() {
        fd.close();
        memory.close();
    }
}

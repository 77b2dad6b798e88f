package dev.alcove.container.engine;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Failure;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.IfFlags;
import dev.alcove.linux.raw.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Brings up the loopback of a new network namespace, which is born down: netdevice(7). */
final class LoopbackSteps {
    private final Frame frame;

    LoopbackSteps(Frame frame) {
        this.frame = frame;
    }

    void append() {
        Failure failure = Failures.of("cannot bring up the loopback interface");
        ByteBuffer request = ByteBuffer.allocate(Socket.IFREQ_SIZE).order(ByteOrder.nativeOrder());
        request.put(0, "lo".getBytes(StandardCharsets.US_ASCII)).putShort(Socket.IFR_FLAGS, (short) IfFlags.IFF_UP);
        frame.builder
                .call(
                        frame.fd,
                        failure,
                        Syscall.SOCKET,
                        new Arg.Symbol(Socket.AF_INET, "AF_INET"),
                        new Arg.Symbol(Socket.SOCK_DGRAM | Socket.SOCK_CLOEXEC, "SOCK_DGRAM|SOCK_CLOEXEC"),
                        new Arg.Number(0))
                .call(
                        failure,
                        Syscall.IOCTL,
                        new Arg.Value(frame.fd),
                        new Arg.Symbol(Socket.SIOCSIFFLAGS, "SIOCSIFFLAGS"),
                        new Arg.Described(
                                frame.builder.bytes(request.array()).address(), "{ifr_name=\"lo\", ifr_flags=IFF_UP}"));
        frame.files.close(frame.fd);
    }
}

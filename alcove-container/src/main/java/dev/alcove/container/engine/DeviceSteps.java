package dev.alcove.container.engine;

import dev.alcove.container.spec.LinuxDevice;
import dev.alcove.container.spec.Mount;
import dev.alcove.container.spec.MountOptions;
import dev.alcove.launch.Arg;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Remedy;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.At;
import dev.alcove.linux.raw.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What every container has in {@code /dev}, and the devices of the spec. Whoever may not make device nodes gets those of the host,
 * bound one by one.
 *
 * @see <a href="https://github.com/opencontainers/runtime-spec/blob/v1.2.0/config-linux.md#default-devices">Default Devices</a>
 */
final class DeviceSteps {
    private static final int EEXIST = 17;
    private static final int EPERM = 1;
    private static final int MODE = 0666;

    private static final List<LinuxDevice> DEFAULT = List.of(
            device("/dev/null", 1, 3),
            device("/dev/zero", 1, 5),
            device("/dev/full", 1, 7),
            device("/dev/random", 1, 8),
            device("/dev/urandom", 1, 9),
            device("/dev/tty", 5, 0));

    private static final Map<String, String> LINKS = Map.of(
            "fd", "/proc/self/fd",
            "stdin", "/proc/self/fd/0",
            "stdout", "/proc/self/fd/1",
            "stderr", "/proc/self/fd/2",
            "ptmx", "pts/ptmx");

    private final Frame frame;

    DeviceSteps(Frame frame) {
        this.frame = frame;
    }

    private static LinuxDevice device(String path, long major, long minor) {
        return new LinuxDevice(path, "c", major, minor, MODE, null, null);
    }

    void append() {
        List<LinuxDevice> devices = new ArrayList<>();
        if (hasOwnDev(frame.plan.spec().mounts())) {
            devices.addAll(DEFAULT);
        }
        for (LinuxDevice device : frame.plan.linux().devices()) {
            devices.removeIf(other -> other.path().equals(device.path()));
            devices.add(device);
        }
        for (LinuxDevice device : devices) {
            if (frame.plan.makesDevices() || device.type().equals("p")) {
                make(device);
            } else {
                bind(device);
            }
        }
        if (hasOwnDev(frame.plan.spec().mounts())) {
            LINKS.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(this::link);
        }
    }

    /** Whether {@code /dev} is a file system of the container, and not a directory of somebody else. */
    static boolean hasOwnDev(List<Mount> mounts) {
        boolean own = false;
        for (Mount mount : mounts) {
            if (RootPaths.relative(mount.destination()).equals("dev")) {
                own = !MountOptions.parse(mount.options()).bind();
            }
        }
        return own;
    }

    private void make(LinuxDevice device) {
        String path = Plan.bytes(device.path());
        int slash = path.lastIndexOf('/');
        Failure failure = Failures.of(
                "cannot make the device " + path,
                Remedy.on(EPERM, "it takes CAP_MKNOD, and a cgroup that allows the device"),
                Remedy.on(EEXIST, "there is another file in its place"));
        String directory = slash <= 0 ? "/" : path.substring(0, slash);
        frame.paths.findOrMake(frame.fd, directory, true, false);
        Integer permissions = device.fileMode();
        int mode = permissions == null ? MODE : permissions & 07777;
        Arg name = frame.files.text(path.substring(slash + 1));
        frame.builder.call(
                failure,
                Syscall.MKNODAT,
                new Arg.Value(frame.fd),
                name,
                new Arg.Symbol(typeBits(device.type()) | mode, device.type() + " 0" + Integer.toOctalString(mode)),
                new Arg.Symbol(number(device), "makedev(" + device.major() + ", " + device.minor() + ")"));
        if (device.uid() != null || device.gid() != null) {
            frame.builder.call(
                    Failures.of("cannot give the device " + path + " its owner"),
                    Syscall.FCHOWNAT,
                    new Arg.Value(frame.fd),
                    name,
                    new Arg.Number(device.uid() == null ? 0 : device.uid()),
                    new Arg.Number(device.gid() == null ? 0 : device.gid()),
                    new Arg.Flags(At.AT_SYMLINK_NOFOLLOW, Arg.Family.AT));
        }
        frame.files.close(frame.fd);
    }

    private static int typeBits(String type) {
        return switch (type) {
            case "b" -> Stat.S_IFBLK;
            case "p" -> Stat.S_IFIFO;
            default -> Stat.S_IFCHR;
        };
    }

    /** A device number as mknodat(2) takes it: 32 bits, the minor number around the major. */
    private static long number(LinuxDevice device) {
        return device.type().equals("p")
                ? 0
                : (device.minor() & 0xff) | (device.major() & 0xfff) << 8 | (device.minor() & 0xfff00) << 12;
    }

    private void bind(LinuxDevice device) {
        String path = Plan.bytes(device.path());
        frame.files.cloneTree(
                frame.tree, FileSteps.CWD, path, 0, Failures.of("cannot bind the device " + path + " of the host"));
        frame.paths.findOrMake(frame.fd, path, false, false);
        frame.files.moveMount(frame.tree, frame.fd, Failures.mounting("the device", path));
        frame.files.close(frame.fd);
        frame.files.close(frame.tree);
    }

    private void link(Map.Entry<String, String> link) {
        frame.paths.find(frame.fd, "/dev", RootPaths.DIRECTORY, Failures.inside("cannot find", "/dev"));
        frame.callUnless(
                List.of(EEXIST),
                Failures.of("cannot make the link /dev/" + link.getKey()),
                Syscall.SYMLINKAT,
                frame.files.text(link.getValue()),
                new Arg.Value(frame.fd),
                frame.files.text(link.getKey()));
        frame.files.close(frame.fd);
    }
}

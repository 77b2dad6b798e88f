package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.linux.raw.AddressCacheInfo;
import dev.alcove.linux.raw.AddressHeader;
import dev.alcove.linux.raw.Bpf;
import dev.alcove.linux.raw.CapData;
import dev.alcove.linux.raw.Clone;
import dev.alcove.linux.raw.Epoll;
import dev.alcove.linux.raw.FibRules;
import dev.alcove.linux.raw.FlagNames;
import dev.alcove.linux.raw.IfAddr;
import dev.alcove.linux.raw.IfBridge;
import dev.alcove.linux.raw.IfLink;
import dev.alcove.linux.raw.Inotify;
import dev.alcove.linux.raw.LinkStats64;
import dev.alcove.linux.raw.Mount;
import dev.alcove.linux.raw.MountApi;
import dev.alcove.linux.raw.Neigh;
import dev.alcove.linux.raw.NeighbourCacheInfo;
import dev.alcove.linux.raw.NeighbourMessage;
import dev.alcove.linux.raw.Netlink;
import dev.alcove.linux.raw.Open;
import dev.alcove.linux.raw.PktSched;
import dev.alcove.linux.raw.Poll;
import dev.alcove.linux.raw.Rlimits;
import dev.alcove.linux.raw.RouteCacheInfo;
import dev.alcove.linux.raw.RouteMessage;
import dev.alcove.linux.raw.RouteNexthop;
import dev.alcove.linux.raw.RtRoute;
import dev.alcove.linux.raw.RuleMessage;
import dev.alcove.linux.raw.Sched;
import dev.alcove.linux.raw.Stat;
import dev.alcove.linux.raw.Syscalls;
import dev.alcove.linux.raw.Timespec;
import dev.alcove.linux.raw.Tty;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Every number and offset in this module, against the kernel's headers in {@code /usr/include}. */
class HeadersTest {
    /** No constant of these is checked by name: they are checked as structs, or where the second word says. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("Wait.SI_", "PidfdTest: a real siginfo_t is read"),
            Map.entry("Wait.SIGINFO_SIZE", "PidfdTest"),
            Map.entry("Sched.SCHED_OTHER", "SpecFieldsTest, in alcove-container: SCHED_NORMAL in the headers"),
            Map.entry("Socket.IFR", "SpecFieldsTest: the loopback of a container is up"),
            Map.entry("Dirent.D_", "FileCallsTest: a real directory is read"),
            Map.entry("SyscallAbi.X32_BIT", "SeccompFilterTest, in alcove-container: libseccomp's is the same"),
            Map.entry("SyscallTable.NONE", "no number of the kernel's"),
            Map.entry("NetnsIds.UNKNOWN", "no number of the kernel's"),
            Map.entry("Rtnetlink.RTGENMSG_SIZE", "NetnsIdsTest, in alcove-namespace: the size with its padding"),
            Map.entry("Sigaction.HANDLER", "StraceNamesTest: a real struct sigaction is read"),
            Map.entry("Sigaction.FLAGS", "StraceNamesTest"),
            Map.entry("Sigaction.RESTORER", "StraceNamesTest"),
            Map.entry("Sigaction.MASK", "StraceNamesTest"),
            Map.entry("Sigaction.SIZE", "StraceNamesTest"),
            Map.entry("Sigaction.SIGSET_SIZE", "StraceNamesTest"),
            Map.entry("Netlink.SOL_NETLINK", "NetlinkSocketTest: a real socket"),
            Map.entry("Header.", "NetIT, in alcove-cli: the kernel answers echo requests"),
            Map.entry("SockAddrIn", "NetIT: they are sent to an address"),
            Map.entry("MsgHdr.", "OrdinaryUserTest, in alcove-net: a descriptor is passed"),
            Map.entry("CMsgHdr.", "OrdinaryUserTest, in alcove-net"),
            Map.entry("IoVec.", "OrdinaryUserTest, in alcove-net"),
            Map.entry("Nftables.NFGENMSG_SIZE", "NftablesTest, in alcove-net: a real socket"),
            Map.entry("Nftables.NF_IP_PRI_", "NftablesTest: nft prints their names, the header needs limits.h"),
            Map.entry("Nftables.TYPE_INET_SERVICE", "NatTest, in alcove-net: nft prints ports"),
            Map.entry("Nftables.UDATA_COMMENT", "NftablesTest: nft prints comments"),
            Map.entry("Nftables.CT_STATE_", "NatTest: nft prints their names"),
            Map.entry("Mount.MNT_", "StraceNamesTest: the kernel does not export them"),
            Map.entry("Mount.UMOUNT_NOFOLLOW", "StraceNamesTest"),
            Map.entry("Magic.STATFS_SIZE_OF", "NsenterProgramTest, in alcove-namespace: the kernel writes one"),
            Map.entry("FileHandle.", "NsenterProgramTest: the kernel writes one, since Linux 6.18"));

    /** Newer than the oldest headers that the tests run with, 6.1: where the headers have them, they are compared. */
    private static final Set<String> NEWER = Set.of(
            "MFD_NOEXEC_SEAL", // 6.3
            "MFD_EXEC", // 6.3
            "F_SEAL_EXEC", // 6.3
            "PR_SET_MDWE", // 6.3
            "PR_GET_MDWE", // 6.3
            "MOVE_MOUNT_BENEATH", // 6.5
            "FSCONFIG_CMD_CREATE_EXCL", // 6.6
            "AT_HANDLE_FID", // 6.5
            "PID_FS_MAGIC", // 6.9
            "PIDFD_THREAD",
            "NS_GET_MNTNS_ID", // 6.11, as all that follow
            "NS_GET_PID_FROM_PIDNS",
            "NS_GET_TGID_FROM_PIDNS",
            "NS_GET_PID_IN_PIDNS",
            "NS_GET_TGID_IN_PIDNS",
            "PIDFD_GET_CGROUP_NAMESPACE",
            "PIDFD_GET_IPC_NAMESPACE",
            "PIDFD_GET_MNT_NAMESPACE",
            "PIDFD_GET_NET_NAMESPACE",
            "PIDFD_GET_PID_NAMESPACE",
            "PIDFD_GET_PID_FOR_CHILDREN_NAMESPACE",
            "PIDFD_GET_TIME_NAMESPACE",
            "PIDFD_GET_TIME_FOR_CHILDREN_NAMESPACE",
            "PIDFD_GET_USER_NAMESPACE",
            "PIDFD_GET_UTS_NAMESPACE");

    /** Masks, a zero beside which others are printed, and what is printed only together with something else. */
    private static final Set<String> NAMELESS = Set.of(
            "CSIGNAL",
            "O_ACCMODE",
            "S_IFMT",
            "WUNTRACED",
            "MOUNT_ATTR__ATIME",
            "MOUNT_ATTR_RELATIME",
            "FUTEX_PRIVATE_FLAG",
            "SECCOMP_RET_ACTION_FULL",
            "SECCOMP_RET_DATA",
            "SECCOMP_MODE_DISABLED",
            "SECCOMP_MODE_STRICT",
            "SECCOMP_MODE_FILTER");

    /** A class of offsets that are called as the fields of a struct, and the name of the struct's size. */
    private record Struct(Class<?> offsets, String name, String size) {}

    private static final List<Struct> STRUCTS = List.of(
            new Struct(Bpf.Data.class, "seccomp_data", "SIZE"),
            new Struct(Bpf.Insn.class, "sock_filter", "SIZE"),
            new Struct(Sched.Attr.class, "sched_attr", "SIZE_VER1"),
            new Struct(Clone.Args.class, "clone_args", "SIZE_VER2"),
            new Struct(Open.How.class, "open_how", "SIZE_VER0"),
            new Struct(MountApi.Attr.class, "mount_attr", "SIZE_VER0"),
            new Struct(Poll.class, "pollfd", "SIZE"),
            new Struct(Inotify.class, "inotify_event", "SIZE"),
            new Struct(Tty.class, "winsize", "WINSIZE_SIZE"),
            new Struct(Tty.class, "termios", "TERMIOS_SIZE"),
            new Struct(Rlimits.class, "rlimit64", "SIZE"),
            new Struct(CapData.class, "__user_cap_header_struct", "HEADER_SIZE"),
            new Struct(CapData.class, "__user_cap_data_struct", "BLOCK_SIZE"),
            new Struct(Stat.class, "statx", "STATX_SIZE_OF"),
            new Struct(Timespec.class, "__kernel_timespec", "SIZE"),
            new Struct(Netlink.class, "sockaddr_nl", "SOCKADDR_SIZE"),
            new Struct(Netlink.class, "nlmsghdr", "NLMSG_SIZE"),
            new Struct(Netlink.class, "nlattr", "NLA_SIZE"),
            new Struct(IfLink.IfInfo.class, "ifinfomsg", "SIZE"),
            new Struct(IfLink.Stats64.class, "rtnl_link_stats64", "SIZE"),
            new Struct(IfBridge.VlanInfo.class, "bridge_vlan_info", "SIZE"),
            new Struct(IfAddr.IfAddrMsg.class, "ifaddrmsg", "SIZE"),
            new Struct(IfAddr.CacheInfo.class, "ifa_cacheinfo", "SIZE"),
            new Struct(RtRoute.RtMsg.class, "rtmsg", "SIZE"),
            new Struct(RtRoute.NextHopMsg.class, "rtnexthop", "SIZE"),
            new Struct(RtRoute.RouteCacheInfo.class, "rta_cacheinfo", "SIZE"),
            new Struct(FibRules.RuleMsg.class, "fib_rule_hdr", "SIZE"),
            new Struct(Neigh.NdMsg.class, "ndmsg", "SIZE"),
            new Struct(Neigh.NeighCacheInfo.class, "nda_cacheinfo", "SIZE"),
            new Struct(PktSched.TcMsg.class, "tcmsg", "SIZE"),
            new Struct(PktSched.RateSpec.class, "tc_ratespec", "SIZE"),
            new Struct(PktSched.TbfQopt.class, "tc_tbf_qopt", "SIZE"),
            new Struct(PktSched.HtbGlob.class, "tc_htb_glob", "SIZE"),
            new Struct(PktSched.HtbOpt.class, "tc_htb_opt", "SIZE"),
            new Struct(LinkStats64.class, "rtnl_link_stats64", "STATS64_SIZE"),
            new Struct(RouteMessage.class, "rtmsg", "RTMSG_SIZE"),
            new Struct(RouteNexthop.class, "rtnexthop", "SIZE"),
            new Struct(RouteCacheInfo.class, "rta_cacheinfo", "SIZE"),
            new Struct(AddressHeader.class, "ifaddrmsg", "SIZE"),
            new Struct(AddressCacheInfo.class, "ifa_cacheinfo", "SIZE"),
            new Struct(NeighbourMessage.class, "ndmsg", "NDMSG_SIZE"),
            new Struct(NeighbourCacheInfo.class, "nda_cacheinfo", "SIZE"),
            new Struct(RuleMessage.class, "fib_rule_hdr", "RULE_SIZE"));

    private static Headers headers() throws Exception {
        return Headers.of(
                "asm-generic/fcntl.h",
                "linux/fcntl.h",
                "linux/sched.h",
                "linux/sched/types.h",
                "linux/ioprio.h",
                "linux/mount.h",
                "linux/stat.h",
                "linux/time_types.h",
                "linux/seccomp.h",
                "linux/bpf_common.h",
                "linux/filter.h",
                "linux/prctl.h",
                "linux/securebits.h",
                "linux/memfd.h",
                "linux/close_range.h",
                "linux/futex.h",
                "linux/wait.h",
                "linux/netlink.h",
                "linux/nsfs.h",
                "linux/pidfd.h",
                "linux/sockios.h",
                "linux/magic.h",
                "linux/openat2.h",
                "linux/eventpoll.h",
                "linux/capability.h",
                "linux/resource.h",
                "asm-generic/resource.h",
                "asm-generic/mman-common.h",
                "asm-generic/mman.h",
                "linux/mman.h",
                "asm-generic/poll.h",
                "asm-generic/siginfo.h",
                "asm-generic/signal-defs.h",
                "asm-generic/signal.h",
                "asm-generic/ioctl.h",
                "asm-generic/ioctls.h",
                "asm-generic/termbits-common.h",
                "asm-generic/termbits.h",
                "asm-generic/termios.h",
                "asm/signal.h",
                "linux/rtnetlink.h",
                "linux/if.h",
                "linux/if_addr.h",
                "linux/net_namespace.h",
                "linux/if_arp.h",
                "linux/if_bridge.h",
                "linux/if_ether.h",
                "linux/if_link.h",
                "linux/fib_rules.h",
                "linux/neighbour.h",
                "linux/pkt_sched.h",
                "linux/veth.h",
                "linux/if_tun.h",
                "linux/if_vlan.h",
                "linux/in_route.h",
                "linux/in.h",
                "linux/in6.h",
                "linux/icmp.h",
                "linux/icmpv6.h",
                "linux/inotify.h",
                "linux/netfilter.h",
                "linux/netfilter/nfnetlink.h",
                "linux/netfilter/nf_tables.h",
                "linux/netfilter/nf_conntrack_common.h",
                "linux/netfilter/nf_nat.h",
                "asm-generic/socket.h",
                "linux/auxvec.h",
                "bits/socket.h",
                "bits/socket_type.h");
    }

    @Test
    void everyConstantIsThatOfTheHeaders() throws Exception {
        Headers headers = headers();
        Set<String> offsets = offsets(headers);
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (Class<?> type : rawClasses()) {
            for (Field constant : constants(type)) {
                String name = type.getSimpleName() + "." + constant.getName();
                // A field may be called like a constant: ifa_flags, and IFA_FLAGS.
                Long expected = offsets.contains(name) ? null : headers.value(constant.getName());
                if (expected != null) {
                    compared++;
                    if (expected != number(constant)) {
                        wrong.add(name + " is 0x" + Long.toHexString(number(constant)) + ", in the headers 0x"
                                + Long.toHexString(expected));
                    }
                } else if (!offsets.contains(name) && !NEWER.contains(constant.getName()) && !elsewhere(name)) {
                    wrong.add(name + " is not in the headers");
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(compared > 250, () -> "few constants found");
    }

    @Test
    void everyOffsetIsThatOfTheStruct() throws Exception {
        Headers headers = headers();
        for (Struct struct : STRUCTS) {
            Headers.Layout layout = headers.layout(struct.name, false);
            assertEquals(layout.size(), struct.offsets.getField(struct.size).getInt(null), struct.name);
            int found = 0;
            for (Field constant : constants(struct.offsets)) {
                Integer offset = layout.offsets().get(constant.getName().toLowerCase(Locale.ROOT));
                if (offset != null) {
                    assertEquals(offset, constant.getInt(null), struct.name + " " + constant.getName());
                    found++;
                }
            }
            assertTrue(found >= 2, struct.name);
        }
        assertEquals(24, CapData.DATA_SIZE);
        assertEquals(headers.value("CLONE_ARGS_SIZE_VER0"), (long) Clone.Args.SIZE_VER0);
        assertEquals(headers.value("CLONE_ARGS_SIZE_VER1"), (long) Clone.Args.SIZE_VER1);
    }

    @Test
    void anEventIsPackedOnX86Only() throws Exception {
        Headers headers = headers();
        for (Arch arch : Arch.values()) {
            Headers.Layout layout = headers.layout("epoll_event", arch == Arch.X86_64);
            assertEquals(layout.offsets().get("events"), Epoll.EVENTS);
            assertEquals(layout.offsets().get("data"), Epoll.data(arch));
            assertEquals(layout.size(), Epoll.size(arch));
        }
    }

    @Test
    void flagsThatDifferAreThoseOfThisArchitecture() throws Exception {
        Headers headers = Headers.of("asm/fcntl.h", "asm-generic/fcntl.h");
        assertEquals(headers.value("O_DIRECTORY"), (long) Open.directory(Arch.HOST));
        assertEquals(headers.value("O_NOFOLLOW"), (long) Open.noFollow(Arch.HOST));
        assertEquals(headers.value("O_DIRECT"), (long) Open.direct(Arch.HOST));
        assertEquals(headers.value("O_LARGEFILE"), (long) Open.largeFile(Arch.HOST));
        assertEquals(headers.value("O_TMPFILE"), (long) Open.tmpFile(Arch.HOST));
    }

    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64", disabledReason = "the header is x86-64's own")
    void systemCallsHaveTheNumbersOfX86() throws Exception {
        Headers headers = Headers.of("asm/unistd_64.h");
        for (Syscall call : Syscall.values()) {
            assertEquals(headers.value("__NR_" + call.callName()), (long) call.number(Arch.X86_64), call.callName());
        }
    }

    @Test
    void systemCallsHaveTheNumbersOfAarch64() throws Exception {
        Headers headers = Headers.of("asm-generic/unistd.h");
        for (Syscall call : Syscall.values()) {
            assertEquals(headers.value("__NR_" + call.callName()), (long) call.number(Arch.AARCH64), call.callName());
        }
    }

    @Test
    void errorsSignalsCapabilitiesAndResourcesAreAllThere() throws Exception {
        Headers errors = Headers.of("asm-generic/errno-base.h", "asm-generic/errno.h");
        Set<String> names = new TreeSet<>(errors.names());
        names.removeIf(name -> !name.matches("E[A-Z0-9]+") || name.equals("EWOULDBLOCK") || name.equals("EDEADLOCK"));
        compare(errors, names, Stream.of(Errno.values()).collect(numbers(Errno::name, Errno::number)));

        Headers all = headers();
        names = matching(all, "CAP_[A-Z_]+", "CAP_LAST_CAP", "CAP_TO_INDEX", "CAP_TO_MASK");
        compare(all, names, Stream.of(Capability.values()).collect(numbers(Capability::name, Capability::number)));

        names = matching(all, "RLIMIT_[A-Z]+");
        compare(all, names, Stream.of(Rlimit.values()).collect(numbers(Rlimit::name, Rlimit::number)));

        Headers signals = Headers.of("asm-generic/signal.h");
        names = matching(
                signals,
                "SIG[A-Z0-9]+",
                "SIGRTMIN",
                "SIGRTMAX",
                "SIGSTKSZ",
                "SIGIOT",
                "SIGPOLL",
                "SIGUNUSED",
                "SIGLOST");
        Map<String, Long> own = new HashMap<>();
        for (int number = 1; number <= 31; number++) {
            own.put(new Signal(number).signalName(), (long) number);
        }
        compare(signals, names, own);
        assertEquals(signals.value("_NSIG"), (long) Signal.SIGRTMAX.number());
    }

    /** Each constant whose class has names must be printed by one of its tables as what it is called. */
    @Test
    void everyFlagIsPrintedByItsName() throws Exception {
        Set<String> offsets = offsets(headers());
        List<String> nameless = new ArrayList<>();
        for (Class<?> type : rawClasses()) {
            List<FlagNames> tables = tables(type);
            for (Field constant : constants(type)) {
                String name = constant.getName();
                boolean printed = false;
                for (FlagNames table : tables) {
                    printed |= List.of(table.render(number(constant)).split("\\|", -1))
                            .contains(name);
                }
                String full = type.getSimpleName() + "." + name;
                boolean isOffset = offsets.contains(full) || (elsewhere(full) && !type.equals(Mount.class));
                if (!tables.isEmpty() && !printed && !NAMELESS.contains(name) && !isOffset) {
                    nameless.add(full);
                }
            }
        }
        assertEquals(List.of(), nameless);
    }

    private static void compare(Headers headers, Set<String> names, Map<String, Long> own) {
        Map<String, Long> expected = new HashMap<>();
        for (String name : names) {
            Long value = headers.value(name);
            if (value != null) {
                expected.put(name, value);
            }
        }
        assertEquals(new TreeMap<>(expected), new TreeMap<>(own));
    }

    private static Set<String> matching(Headers headers, String pattern, String... but) {
        Set<String> names = new TreeSet<>(headers.names());
        names.removeIf(name -> !name.matches(pattern) || List.of(but).contains(name));
        return names;
    }

    private static <T> Collector<T, ?, Map<String, Long>> numbers(Function<T, String> name, ToIntFunction<T> number) {
        return Collectors.toMap(name, value -> (long) number.applyAsInt(value));
    }

    private static Set<String> offsets(Headers headers) {
        Set<String> names =
                new TreeSet<>(Set.of("CapData.DATA_SIZE", "Epoll.EVENTS", "Args.SIZE_VER0", "Args.SIZE_VER1"));
        for (Struct struct : STRUCTS) {
            String type = struct.offsets.getSimpleName() + ".";
            headers.layout(struct.name, false)
                    .offsets()
                    .keySet()
                    .forEach(f -> names.add(type + f.toUpperCase(Locale.ROOT)));
            names.add(type + struct.size);
        }
        return names;
    }

    private static boolean elsewhere(String name) {
        return ELSEWHERE.keySet().stream().anyMatch(name::startsWith);
    }

    /** All classes of the package {@code raw} but for the tables of names. */
    private static List<Class<?>> rawClasses() throws Exception {
        Path classes = Path.of(Syscalls.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.list(classes.resolve("dev/alcove/linux/raw"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                if (!name.equals("package-info") && !name.endsWith("$Names")) {
                    types.add(Class.forName("dev.alcove.linux.raw." + name));
                }
            }
        }
        assertTrue(types.size() > 20);
        return types;
    }

    private static List<Field> constants(Class<?> type) {
        List<Field> constants = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            boolean number = field.getType() == int.class || field.getType() == long.class;
            if (number && Modifier.isPublic(field.getModifiers()) && Modifier.isStatic(field.getModifiers())) {
                constants.add(field);
            }
        }
        return constants;
    }

    private static List<FlagNames> tables(Class<?> type) throws Exception {
        List<FlagNames> tables = new ArrayList<>();
        for (Class<?> inner : type.getDeclaredClasses()) {
            for (Field field : inner.getDeclaredFields()) {
                if (field.getType() == FlagNames.class && Modifier.isPublic(field.getModifiers())) {
                    tables.add((FlagNames) field.get(null));
                }
            }
        }
        return tables;
    }

    private static long number(Field constant) throws IllegalAccessException {
        return constant.getLong(null);
    }
}

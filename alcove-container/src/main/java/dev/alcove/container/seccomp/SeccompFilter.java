package dev.alcove.container.seccomp;

import dev.alcove.container.spec.LinuxSeccomp;
import dev.alcove.container.spec.LinuxSyscall;
import dev.alcove.linux.Arch;
import dev.alcove.linux.raw.Bpf;
import dev.alcove.linux.raw.Seccomp;
import dev.alcove.linux.raw.SyscallAbi;
import dev.alcove.linux.raw.SyscallTable;
import java.util.ArrayList;
import java.util.List;

/**
 * A filter of system calls that the kernel takes, compiled from the OCI's words. It decides as libseccomp's filters do
 * when runc or crun drive it, but finds a number by halving ranges where those compare one by one.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/seccomp.2.html">seccomp(2)</a>
 */
public final class SeccompFilter {
    private static final long ENOSYS = 38;

    private final byte[] program;
    private final long flags;
    private final List<String> unknownNames;

    private SeccompFilter(byte[] program, long flags, List<String> unknownNames) {
        this.program = program;
        this.flags = flags;
        this.unknownNames = List.copyOf(unknownNames);
    }

    /**
     * Compiles {@code seccomp} for the kernel of {@code host}. The native architecture is always among those that may
     * call; a call by another that is not listed kills the thread. Calls newer than the newest that the rules name fail
     * with ENOSYS where the default action would stop them, so that programs fall back to older calls.
     *
     * @throws IllegalArgumentException if a word is not the OCI's, or if the program would be longer than the kernel's
     *     4096 instructions
     */
    public static SeccompFilter compile(LinuxSeccomp seccomp, Arch host) {
        return compile(seccomp, host, true);
    }

    /** The same, with or without ENOSYS for calls that the rules are too old to know. */
    static SeccompFilter compile(LinuxSeccomp seccomp, Arch host, boolean newerIsEnosys) {
        long unnamed = Words.result(seccomp.defaultAction(), seccomp.defaultErrnoRet());
        List<SyscallAbi> abis = abis(seccomp.architectures(), host);
        List<AbiRules> rules = new ArrayList<>(abis.size());
        for (int i = 0; i < abis.size(); i++) {
            rules.add(new AbiRules(abis.get(i), unnamed));
        }
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < seccomp.syscalls().size(); i++) {
            LinuxSyscall rule = seccomp.syscalls().get(i);
            addUnknown(rule.names(), unknown);
            long result = Words.result(rule.action(), rule.errnoRet());
            for (int j = 0; j < rules.size(); j++) {
                rules.get(j).add(rule, result);
            }
        }
        long enosys = Seccomp.SECCOMP_RET_ERRNO | ENOSYS;
        BpfWriter writer = new BpfWriter();
        write(writer, abis, rules, unnamed, newerIsEnosys && stops(seccomp.defaultAction()) ? enosys : unnamed);
        if (writer.length() > Bpf.BPF_MAXINSNS) {
            throw new IllegalArgumentException("the seccomp filter would have " + writer.length()
                    + " instructions, the kernel takes " + Bpf.BPF_MAXINSNS + ": give it fewer rules with arguments");
        }
        return new SeccompFilter(writer.program(), Words.flags(seccomp.flags()), unknown);
    }

    private static boolean stops(String action) {
        return !action.equals("SCMP_ACT_ALLOW") && !action.equals("SCMP_ACT_LOG") && !action.equals("SCMP_ACT_TRACE");
    }

    private static void addUnknown(List<String> names, List<String> unknown) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!SyscallTable.isKnown(name) && !unknown.contains(name)) {
                unknown.add(name);
            }
        }
    }

    /** Those that the host's kernel serves, the native one first. */
    private static List<SyscallAbi> abis(List<String> words, Arch host) {
        List<SyscallAbi> abis = new ArrayList<>();
        boolean x86 = host == Arch.X86_64;
        abis.add(x86 ? SyscallAbi.X86_64 : SyscallAbi.AARCH64);
        for (int i = 0; i < words.size(); i++) {
            SyscallAbi abi = Words.abi(words.get(i));
            boolean served = x86 ? abi == SyscallAbi.X86 || abi == SyscallAbi.X32 : abi == SyscallAbi.ARM;
            if (abi != null && served && !abis.contains(abi)) {
                abis.add(abi);
            }
        }
        return abis;
    }

    private static void write(BpfWriter writer, List<SyscallAbi> abis, List<AbiRules> rules, long unnamed, long newer) {
        int[] bodies = new int[abis.size()];
        int x32 = abis.indexOf(SyscallAbi.X32);
        for (int i = abis.size() - 1; i >= 0; i--) {
            SyscallAbi abi = abis.get(i);
            if (abi == SyscallAbi.X32) {
                continue;
            }
            // Numbers with x32's bit are another ABI's, which is not listed; a tracer sets -1 to skip a call.
            int other = 0;
            if (abi == SyscallAbi.X86_64) {
                other = x32 < 0
                        ? writer.jump(
                                Bpf.BPF_JEQ, -1, writer.result(unnamed), writer.result(Seccomp.SECCOMP_RET_KILL_THREAD))
                        : rules.get(x32).write(writer, newer);
            }
            int tree = rules.get(i).write(writer, newer);
            if (abi == SyscallAbi.X86_64) {
                tree = writer.jump(Bpf.BPF_JGE, SyscallAbi.X32_BIT, other, tree);
            }
            writer.fallInto(tree);
            bodies[i] = writer.load(Bpf.Data.NR);
        }
        int place = writer.result(Seccomp.SECCOMP_RET_KILL_THREAD);
        for (int i = abis.size() - 1; i >= 0; i--) {
            if (abis.get(i) != SyscallAbi.X32) {
                place = writer.jump(Bpf.BPF_JEQ, abis.get(i).auditArch(), bodies[i], place);
            }
        }
        writer.load(Bpf.Data.ARCH);
    }

    /** The program: an array of {@code struct sock_filter} in the host's byte order, a copy. */
    public byte[] program() {
        return program.clone();
    }

    /** How many instructions the program has: 1 to 4096. */
    public int length() {
        return program.length / Bpf.Insn.SIZE;
    }

    /** {@code SECCOMP_FILTER_FLAG_} bits for seccomp(2). */
    public long flags() {
        return flags;
    }

    /** The names in the rules that no architecture's table has; such a rule is left out. */
    public List<String> unknownNames() {
        return unknownNames;
    }
}

package dev.alcove.container.seccomp;

import dev.alcove.container.spec.LinuxSeccomp;
import dev.alcove.container.spec.LinuxSeccompArg;
import dev.alcove.container.spec.LinuxSyscall;
import dev.alcove.container.spec.SpecException;
import dev.alcove.linux.Arch;
import dev.alcove.linux.raw.Bpf;
import dev.alcove.linux.raw.Seccomp;
import dev.alcove.linux.raw.SyscallTable;
import dev.alcove.linux.raw.SyscallTable.Abi;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The seccomp section of a spec as the kernel runs it: first the architecture, then the number of the call by halves, then its
 * arguments. What it decides is what libseccomp decides as runc uses that; see docs/seccomp.md.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/seccomp.2.html">seccomp(2)</a>
 */
public final class SeccompFilter {
    private static final int INSTRUCTION = 8;

    private final byte[] program;
    private final long flags;
    private final List<String> unknownNames;

    private SeccompFilter(byte[] program, long flags, List<String> unknownNames) {
        this.program = program;
        this.flags = flags;
        this.unknownNames = unknownNames;
    }

    /** An array of {@code struct sock_filter}, eight bytes each. */
    public byte[] program() {
        return program.clone();
    }

    /** How many instructions it has, at most 4096. */
    public int length() {
        return program.length / INSTRUCTION;
    }

    /** {@code SECCOMP_FILTER_FLAG_*} to load it with. */
    public long flags() {
        return flags;
    }

    /** Names of calls in the profile that Linux 6.18 has on no architecture, or which this program does not know. */
    public List<String> unknownNames() {
        return unknownNames;
    }

    /**
     * Compiles a profile.
     *
     * @param host the architecture on which it is to run, which it always covers
     * @throws SpecException if it has an action, a comparison or an architecture that there is not
     */
    @SuppressWarnings("ReferenceEquality") // to compare profiles would take longer than to compile them
    public static SeccompFilter compile(LinuxSeccomp seccomp, Arch host) {
        Compiled known = last;
        // One profile serves thousands of containers: it is the same object then.
        if (known == null || known.profile != seccomp || known.host != host) {
            known = new Compiled(seccomp, host, new Compiler(seccomp, host).compile());
            last = known;
        }
        return known.filter;
    }

    /** What was compiled last. */
    private record Compiled(LinuxSeccomp profile, Arch host, SeccompFilter filter) {}

    private static volatile @Nullable Compiled last;

    /** A rule for one call: conditions, all of which must hold, and what happens then. */
    private record Rule(List<LinuxSeccompArg> conditions, long action) {}

    /** One compilation. */
    private static final class Compiler {
        private static final String PATH = "$.linux.seccomp";

        private final LinuxSeccomp seccomp;
        private final Arch host;
        private final long defaultAction;
        private final BpfWriter out = new BpfWriter();
        private final Set<String> unknown = new HashSet<>();
        private final Map<Long, Integer> ends = new TreeMap<>();
        private final Map<Long, Long> last = new TreeMap<>();

        Compiler(LinuxSeccomp seccomp, Arch host) {
            this.seccomp = seccomp;
            this.host = host;
            defaultAction = Action.of(PATH + ".defaultAction", seccomp.defaultAction(), seccomp.defaultErrnoRet());
        }

        SeccompFilter compile() {
            Map<Long, TreeMap<Long, List<Rule>>> machines = new TreeMap<>();
            for (Abi abi : abis()) {
                add(abi, machines.computeIfAbsent(abi.auditArch(), key -> new TreeMap<>()));
            }
            // A call by an architecture that is not covered could mean anything.
            int next = end(Seccomp.SECCOMP_RET_KILL_PROCESS);
            for (Map.Entry<Long, TreeMap<Long, List<Rule>>> machine : machines.entrySet()) {
                int body = machine(machine.getKey(), machine.getValue());
                next = out.test(Bpf.BPF_JEQ, machine.getKey(), body, next);
            }
            out.load(Bpf.Data.ARCH);
            return new SeccompFilter(out.program(), flags(), List.copyOf(unknown));
        }

        private Set<Abi> abis() {
            Set<Abi> abis = new java.util.LinkedHashSet<>();
            abis.add(host == Arch.X86_64 ? Abi.X86_64 : Abi.AARCH64);
            for (int i = 0; i < seccomp.architectures().size(); i++) {
                switch (seccomp.architectures().get(i)) {
                    case "SCMP_ARCH_X86" -> addIf(host == Arch.X86_64, abis, Abi.X86);
                    case "SCMP_ARCH_X32" -> addIf(host == Arch.X86_64, abis, Abi.X32);
                    // The host's own is there, and programs of others cannot run here.
                    default -> {}
                }
            }
            return abis;
        }

        private static void addIf(boolean runs, Set<Abi> abis, Abi abi) {
            if (runs) {
                abis.add(abi);
            }
        }

        private long flags() {
            long flags = 0;
            for (String flag : seccomp.flags()) {
                flags |= switch (flag) {
                    case "SECCOMP_FILTER_FLAG_TSYNC" -> 0; // there is one thread when it is loaded
                    case "SECCOMP_FILTER_FLAG_LOG" -> Seccomp.SECCOMP_FILTER_FLAG_LOG;
                    case "SECCOMP_FILTER_FLAG_SPEC_ALLOW" -> Seccomp.SECCOMP_FILTER_FLAG_SPEC_ALLOW;
                    case "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV" -> Seccomp.SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV;
                    default -> throw new SpecException(PATH + ".flags", "unknown flag " + flag);
                };
            }
            return flags;
        }

        /** The rules by number. What does what happens anyway is left out, as libseccomp does. */
        private void add(Abi abi, SortedMap<Long, List<Rule>> rules) {
            for (int i = 0; i < seccomp.syscalls().size(); i++) {
                LinuxSyscall entry = seccomp.syscalls().get(i);
                long action = Action.of(PATH + ".syscalls[" + i + "].action", entry.action(), entry.errnoRet());
                for (String name : entry.names()) {
                    long number = SyscallTable.number(abi, name);
                    if (number < 0) {
                        if (!SyscallTable.knows(name)) {
                            unknown.add(name);
                        }
                    } else if (action == defaultAction) {
                        rules.computeIfAbsent(number, key -> new ArrayList<>());
                    } else {
                        add(rules.computeIfAbsent(number, key -> new ArrayList<>()), entry.args(), action);
                    }
                }
            }
        }

        private static void add(List<Rule> rules, List<LinuxSeccompArg> conditions, long action) {
            boolean repeated = false;
            Set<Integer> seen = new HashSet<>();
            for (LinuxSeccompArg condition : conditions) {
                repeated |= !seen.add(condition.index());
            }
            if (!repeated) {
                rules.add(new Rule(conditions, action));
                return;
            }
            // Two conditions on one argument are alternatives, as runc has it.
            for (LinuxSeccompArg condition : conditions) {
                rules.add(new Rule(List.of(condition), action));
            }
        }

        /** The place of a return, one for each action. */
        private int end(long action) {
            return ends.computeIfAbsent(action, out::ret);
        }

        private int machine(long arch, SortedMap<Long, List<Rule>> rules) {
            List<Long> starts = new ArrayList<>();
            List<Integer> targets = new ArrayList<>();
            long next = 0;
            for (Map.Entry<Long, List<Rule>> entry : rules.entrySet()) {
                if (entry.getKey() > next) {
                    range(starts, targets, next, end(beyond(arch, next)));
                }
                range(starts, targets, entry.getKey(), call(entry.getValue()));
                next = entry.getKey() + 1;
            }
            range(starts, targets, next, end(next > Abi.X32.bit() ? newer() : beyond(arch, next)));
            if (arch == Abi.X32.auditArch() && next <= Abi.X32.bit()) {
                range(starts, targets, Abi.X32.bit(), end(Seccomp.SECCOMP_RET_KILL_PROCESS));
            }
            tree(starts, targets, 0, starts.size());
            return out.load(Bpf.Data.NR);
        }

        /** Numbers that no rule names, from {@code number} on. */
        private long beyond(long arch, long number) {
            return number > lastOf(arch) ? newer() : defaultAction;
        }

        /** The highest number that the profile names: its author cannot have known those above. */
        private long lastOf(long arch) {
            return last.computeIfAbsent(arch, key -> {
                long highest = 0;
                for (LinuxSyscall entry : seccomp.syscalls()) {
                    for (String name : entry.names()) {
                        for (Abi abi : Abi.values()) {
                            boolean own = abi.auditArch() == arch && abi.bit() == 0;
                            highest = own ? Math.max(highest, SyscallTable.number(abi, name)) : highest;
                        }
                    }
                }
                return highest;
            });
        }

        private long newer() {
            boolean errno = (defaultAction & Seccomp.SECCOMP_RET_ACTION_FULL) == Seccomp.SECCOMP_RET_ERRNO;
            return errno ? Seccomp.SECCOMP_RET_ERRNO | Action.ENOSYS : defaultAction;
        }

        /** Adds a range from {@code start} on, unless it does what the one before it does. */
        private static void range(List<Long> starts, List<Integer> targets, long start, int target) {
            int last = targets.size() - 1;
            if (last < 0 || targets.get(last) != target) {
                starts.add(start);
                targets.add(target);
            }
        }

        /** Finds the range of the number that is loaded, by halves. */
        private int tree(List<Long> starts, List<Integer> targets, int from, int to) {
            if (to - from == 1) {
                return targets.get(from);
            }
            int middle = (from + to) >>> 1;
            int above = tree(starts, targets, middle, to);
            int below = tree(starts, targets, from, middle);
            return out.test(Bpf.BPF_JGE, starts.get(middle), above, below);
        }

        /** The place where a call is decided. A rule without conditions counts whatever others there are. */
        private int call(List<Rule> rules) {
            for (Rule rule : rules) {
                if (rule.conditions.isEmpty()) {
                    return end(rule.action);
                }
            }
            int next = end(defaultAction);
            for (int i = rules.size() - 1; i >= 0; i--) {
                next = rule(rules.get(i), next);
            }
            return next;
        }

        private int rule(Rule rule, int otherwise) {
            int next = end(rule.action);
            for (int i = rule.conditions.size() - 1; i >= 0; i--) {
                next = condition(rule.conditions.get(i), next, otherwise);
            }
            return next;
        }

        private int condition(LinuxSeccompArg arg, int yes, int no) {
            return switch (arg.op()) {
                case "SCMP_CMP_EQ" -> equal(arg, -1, arg.value(), yes, no);
                case "SCMP_CMP_NE" -> equal(arg, -1, arg.value(), no, yes);
                case "SCMP_CMP_MASKED_EQ" -> equal(arg, arg.value(), arg.valueTwo() & arg.value(), yes, no);
                case "SCMP_CMP_GT" -> greater(arg, Bpf.BPF_JGT, yes, no);
                case "SCMP_CMP_GE" -> greater(arg, Bpf.BPF_JGE, yes, no);
                case "SCMP_CMP_LT" -> greater(arg, Bpf.BPF_JGE, no, yes);
                case "SCMP_CMP_LE" -> greater(arg, Bpf.BPF_JGT, no, yes);
                default -> throw new SpecException(PATH + ".syscalls[].args[].op", "unknown comparison " + arg.op());
            };
        }

        private static int low(LinuxSeccompArg arg) {
            return Bpf.Data.ARGS + Long.BYTES * arg.index();
        }

        private int equal(LinuxSeccompArg arg, long mask, long value, int yes, int no) {
            out.test(Bpf.BPF_JEQ, value & 0xffff_ffffL, yes, no);
            if ((int) mask != -1) {
                out.and(mask & 0xffff_ffffL);
            }
            int low = out.load(low(arg));
            out.test(Bpf.BPF_JEQ, value >>> Integer.SIZE, low, no);
            if (mask >>> Integer.SIZE != 0xffff_ffffL) {
                out.and(mask >>> Integer.SIZE);
            }
            return out.load(low(arg) + Integer.BYTES);
        }

        private int greater(LinuxSeccompArg arg, int comparison, int yes, int no) {
            out.test(comparison, arg.value() & 0xffff_ffffL, yes, no);
            int low = out.load(low(arg));
            long high = arg.value() >>> Integer.SIZE;
            int same = out.test(Bpf.BPF_JEQ, high, low, no);
            out.test(Bpf.BPF_JGT, high, yes, same);
            return out.load(low(arg) + Integer.BYTES);
        }
    }
}

package dev.alcove.container.seccomp;

import dev.alcove.container.spec.LinuxSeccompArg;
import dev.alcove.container.spec.LinuxSyscall;
import dev.alcove.linux.raw.Bpf;
import dev.alcove.linux.raw.SyscallAbi;
import dev.alcove.linux.raw.SyscallTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of one ABI by number, and the tree that looks a number up. Of the rules for one call the first without
 * conditions counts, wherever it stands; without such a rule the first whose conditions hold.
 */
final class AbiRules {
    /** What one rule says of one number; no arguments means no conditions. */
    private record Rule(long result, List<LinuxSeccompArg> args) {}

    private final SyscallAbi abi;
    private final long unnamed;
    private final List<Rule> rules = new ArrayList<>();
    /** A number above, the index of its rule below: sorted, the rules of a call stand together in their order. */
    private long[] keys = new long[512];

    private long largest;

    /** {@code unnamed}: the result for calls without a rule. */
    AbiRules(SyscallAbi abi, long unnamed) {
        this.abi = abi;
        this.unnamed = unnamed;
    }

    void add(LinuxSyscall rule, long result) {
        boolean skip = result == unnamed;
        boolean alternatives = repeatsIndex(rule.args());
        for (int i = 0; i < rule.names().size(); i++) {
            String name = rule.names().get(i);
            int number = SyscallTable.number(abi, name);
            largest = Math.max(largest, number);
            if (skip) {
                continue;
            }
            if (alternatives) {
                for (int j = 0; j < rule.args().size(); j++) {
                    add(
                            name,
                            number,
                            new Rule(result, narrow(List.of(rule.args().get(j)))));
                }
            } else {
                add(name, number, new Rule(result, narrow(rule.args())));
            }
        }
    }

    /** Several conditions on one argument are alternatives, because the OCI's runtimes made rules of their own of them. */
    private static boolean repeatsIndex(List<LinuxSeccompArg> args) {
        int seen = 0;
        for (int i = 0; i < args.size(); i++) {
            int bit = 1 << args.get(i).index();
            if ((seen & bit) != 0) {
                return true;
            }
            seen |= bit;
        }
        return false;
    }

    /** Without comparisons under a mask that leaves nothing of the argument: they hold always, and may leave no condition. */
    private List<LinuxSeccompArg> narrow(List<LinuxSeccompArg> args) {
        if (args.isEmpty()) {
            return args;
        }
        List<LinuxSeccompArg> seen = new ArrayList<>(args.size());
        for (int i = 0; i < args.size(); i++) {
            LinuxSeccompArg arg = args.get(i);
            long mask = abi.bits() == Long.SIZE ? arg.value() : (int) arg.value();
            if (mask != 0 || !arg.op().equals("SCMP_CMP_MASKED_EQ")) {
                seen.add(arg);
            }
        }
        return seen;
    }

    private void add(String name, int number, Rule rule) {
        if (number != SyscallTable.NONE) {
            put(number, rule);
        }
        Multiplexed through = abi == SyscallAbi.X86 ? Multiplexed.of(name) : null;
        if (through != null) {
            put(SyscallTable.number(abi, through.callName()), multiplexed(rule, through.code(name)));
        }
    }

    /** The first argument tells the call; the filter cannot see the call's own, so that only the others' words count. */
    private static Rule multiplexed(Rule rule, int code) {
        List<LinuxSeccompArg> args = new ArrayList<>();
        args.add(new LinuxSeccompArg(0, code, 0, "SCMP_CMP_EQ"));
        for (int i = 0; i < rule.args().size(); i++) {
            if (rule.args().get(i).index() != 0) {
                args.add(rule.args().get(i));
            }
        }
        return new Rule(rule.result(), args);
    }

    private void put(int number, Rule rule) {
        if (rules.size() == keys.length) {
            keys = Arrays.copyOf(keys, 2 * keys.length);
        }
        keys[rules.size()] = (long) number << 32 | rules.size();
        rules.add(rule);
    }

    /** Writes the tree; {@code newer} is the result for numbers beyond the largest that a rule names. */
    int write(BpfWriter writer, long newer) {
        Ranges ranges = new Ranges(2 * rules.size() + 2);
        Arrays.sort(keys, 0, rules.size());
        ranges.add(0, unnamed, -1);
        int i = 0;
        while (i < rules.size()) {
            long number = keys[i] >>> 32;
            int end = i;
            int first = -1;
            for (; end < rules.size() && keys[end] >>> 32 == number; end++) {
                if (first < 0 && rules.get((int) keys[end]).args().isEmpty()) {
                    first = end;
                }
            }
            ranges.add(number, first < 0 ? 0 : rules.get((int) keys[first]).result(), first < 0 ? i : -1);
            ranges.add(number + 1, unnamed, -1);
            i = end;
        }
        if (largest > 0) {
            ranges.add(largest + 1, newer, -1);
        }
        return tree(writer, ranges, 0, ranges.size - 1);
    }

    private int tree(BpfWriter writer, Ranges ranges, int from, int to) {
        if (from == to) {
            int rule = ranges.conditional[from];
            return rule < 0 ? writer.result(ranges.results[from]) : conditions(writer, rule);
        }
        int middle = (from + to + 1) >>> 1;
        int above = tree(writer, ranges, middle, to);
        int below = tree(writer, ranges, from, middle - 1);
        int start = (int) ranges.starts[middle] | (abi == SyscallAbi.X32 ? SyscallAbi.X32_BIT : 0);
        return writer.jump(Bpf.BPF_JGE, start, above, below);
    }

    /** The rules from {@code first} on that are for the same number, tried in their order. */
    private int conditions(BpfWriter writer, int first) {
        int last = first;
        while (last + 1 < rules.size() && keys[last + 1] >>> 32 == keys[first] >>> 32) {
            last++;
        }
        Conditions conditions = new Conditions(writer, abi.bits() == Long.SIZE);
        int place = writer.result(unnamed);
        for (int i = last; i >= first; i--) {
            Rule rule = rules.get((int) keys[i]);
            place = conditions.all(rule.args(), writer.result(rule.result()), place);
        }
        return place;
    }

    /** Where ranges of numbers with the same result start, ascending. */
    private static final class Ranges {
        final long[] starts;
        final long[] results;
        /** The first of the rules with conditions, or -1. */
        final int[] conditional;

        int size;

        Ranges(int most) {
            starts = new long[most];
            results = new long[most];
            conditional = new int[most];
        }

        void add(long start, long result, int rule) {
            if (size > 0 && starts[size - 1] == start) {
                size--;
            }
            if (size > 0 && rule < 0 && conditional[size - 1] < 0 && results[size - 1] == result) {
                return;
            }
            starts[size] = start;
            results[size] = result;
            conditional[size++] = rule;
        }
    }
}

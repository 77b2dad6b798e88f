package dev.alcove.container.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.container.spec.LinuxSeccomp;
import dev.alcove.container.spec.LinuxSeccompArg;
import dev.alcove.container.spec.LinuxSyscall;
import dev.alcove.linux.Arch;
import dev.alcove.linux.Capability;
import dev.alcove.linux.raw.SyscallAbi;
import dev.alcove.linux.raw.SyscallTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Filters against libseccomp's: both run in an interpreter, and must decide alike. */
class SeccompFilterTest {
    private static final int[] ARCHS = {0xc000003e, 0x40000003, 0xc00000b7, 0x40000028, 0, 0x8000003e};
    private static final List<String> OPERATORS = List.of(
            "SCMP_CMP_NE",
            "SCMP_CMP_LT",
            "SCMP_CMP_LE",
            "SCMP_CMP_EQ",
            "SCMP_CMP_GE",
            "SCMP_CMP_GT",
            "SCMP_CMP_MASKED_EQ");
    private static final String[] ACTIONS = {
        "SCMP_ACT_ALLOW",
        "SCMP_ACT_ERRNO",
        "SCMP_ACT_TRAP",
        "SCMP_ACT_LOG",
        "SCMP_ACT_KILL",
        "SCMP_ACT_KILL_PROCESS",
        "SCMP_ACT_TRACE"
    };

    @Test
    void theDefaultProfileDecidesAsWithLibseccomp() throws Throwable {
        for (Arch arch : Arch.values()) {
            for (EnumSet<Capability> caps :
                    List.of(EnumSet.noneOf(Capability.class), EnumSet.allOf(Capability.class))) {
                LinuxSeccomp profile = knownOnly(DefaultSeccomp.profile(caps, arch));
                same(profile, arch, new Random(1), arch + " " + caps);
            }
        }
    }

    @Test
    void randomProfilesDecideAsWithLibseccomp() throws Throwable {
        List<String> names = new ArrayList<>();
        for (String name : new TreeSet<>(SyscallTable.names())) {
            if (LibSeccomp.knows(name)) {
                names.add(name);
            }
        }
        assertTrue(names.size() > 400, () -> names.size() + " names");
        int compared = 0;
        int refused = 0;
        for (int seed = 0; compared < 500; seed++) {
            assertTrue(refused < 500, "libseccomp refuses too many");
            Random random = new Random(seed);
            Arch arch = random.nextInt(4) == 0 ? Arch.AARCH64 : Arch.X86_64;
            try {
                same(randomProfile(random, arch, names), arch, random, "seed " + seed);
                compared++;
            } catch (LibSeccomp.Refused e) {
                refused++; // no container starts with such a profile, with runc: there is nothing to be equal to
            }
        }
    }

    private static LinuxSeccomp knownOnly(LinuxSeccomp profile) throws Throwable {
        List<LinuxSyscall> rules = new ArrayList<>();
        for (LinuxSyscall rule : profile.syscalls()) {
            List<String> names = new ArrayList<>();
            for (String name : rule.names()) {
                if (LibSeccomp.knows(name)) {
                    names.add(name);
                }
            }
            rules.add(new LinuxSyscall(names, rule.action(), rule.errnoRet(), rule.args()));
        }
        return new LinuxSeccomp(
                profile.defaultAction(),
                profile.defaultErrnoRet(),
                profile.architectures(),
                profile.flags(),
                null,
                null,
                rules);
    }

    private static LinuxSeccomp randomProfile(Random random, Arch arch, List<String> names) {
        List<String> archs = new ArrayList<>();
        for (String word : arch == Arch.X86_64
                ? List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32")
                : List.of("SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM")) {
            if (random.nextBoolean()) {
                archs.add(word);
            }
        }
        List<LinuxSyscall> rules = new ArrayList<>();
        int first = random.nextInt(names.size());
        int near = random.nextInt(1, names.size());
        // Rules with conditions on one call share an action: which of several wins is libseccomp's sorting of its tree.
        String action = ACTIONS[random.nextInt(ACTIONS.length)];
        for (int i = random.nextInt(1, 25); i > 0; i--) {
            List<String> called = new ArrayList<>();
            for (int j = random.nextInt(1, 12); j > 0; j--) {
                called.add(names.get((first + random.nextInt(near)) % names.size()));
            }
            List<LinuxSeccompArg> args = new ArrayList<>();
            if (random.nextBoolean()) {
                for (int j = random.nextInt(1, 4); j > 0; j--) {
                    args.add(randomArg(random));
                }
            }
            boolean plain = args.isEmpty();
            String word = plain ? ACTIONS[random.nextInt(ACTIONS.length)] : action;
            Integer data = plain && List.of("SCMP_ACT_ERRNO", "SCMP_ACT_TRACE").contains(word) && random.nextBoolean()
                    ? random.nextInt(200)
                    : null;
            rules.add(new LinuxSyscall(called, word, data, args));
        }
        return new LinuxSeccomp(ACTIONS[random.nextInt(ACTIONS.length)], null, archs, List.of(), null, null, rules);
    }

    private static LinuxSeccompArg randomArg(Random random) {
        long value = randomValue(random);
        String op = OPERATORS.get(random.nextInt(OPERATORS.size()));
        boolean masked = op.equals("SCMP_CMP_MASKED_EQ");
        return new LinuxSeccompArg(random.nextInt(6), value, masked ? value & randomValue(random) : 0, op);
    }

    private static long randomValue(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(4);
            case 1 -> random.nextInt(1 << 20);
            case 2 -> random.nextInt() & 0xffffffffL;
            case 3 -> 1L << random.nextInt(64);
            default -> random.nextLong();
        };
    }

    /** Compares the two filters' decisions. */
    private static void same(LinuxSeccomp profile, Arch arch, Random random, String what) throws Throwable {
        BpfMachine ours =
                new BpfMachine(SeccompFilter.compile(profile, arch, false).program());
        BpfMachine theirs = new BpfMachine(LibSeccomp.compile(profile, arch));
        List<long[]> vectors = vectors(profile, random);
        for (int audit : ARCHS) {
            for (int i = -2; i <= 600; i++) {
                for (int number : new int[] {i, i | SyscallAbi.X32_BIT}) {
                    for (long[] args : vectors) {
                        long decision = ours.run(audit, number, args);
                        long expected = theirs.run(audit, number, args);
                        if (decision != expected && !merged(profile, audit, number, args, decision)) {
                            assertEquals(
                                    Long.toHexString(expected),
                                    Long.toHexString(decision),
                                    what + ", arch " + Integer.toHexString(audit) + " call "
                                            + Integer.toHexString(number) + " " + java.util.Arrays.toString(args) + "\n"
                                            + profile);
                        }
                    }
                }
            }
        }
    }

    /**
     * libseccomp merges several rules for one call into a tree, which at times takes a branch that one rule opened although
     * only another holds, or none. There, and only there, our decision is judged by the rules themselves.
     */
    private static boolean merged(LinuxSeccomp profile, int audit, int number, long[] args, long decision) {
        boolean x32 = audit == SyscallAbi.X32.auditArch() && (number & SyscallAbi.X32_BIT) != 0;
        int conditional = 0;
        long held = Words.result(profile.defaultAction(), profile.defaultErrnoRet());
        for (SyscallAbi abi : SyscallAbi.values()) {
            if (abi.auditArch() != audit || x32 != (abi == SyscallAbi.X32)) {
                continue;
            }
            for (LinuxSyscall rule : profile.syscalls()) {
                boolean alternatives = rule.args().stream()
                                .map(LinuxSeccompArg::index)
                                .distinct()
                                .count()
                        < rule.args().size();
                for (String name : rule.names()) {
                    if (SyscallTable.number(abi, name) == (number & ~SyscallAbi.X32_BIT)) {
                        conditional += alternatives ? rule.args().size() : 1;
                        boolean holds = alternatives
                                ? rule.args().stream().anyMatch(arg -> holds(arg, args, abi))
                                : rule.args().stream().allMatch(arg -> holds(arg, args, abi));
                        held = holds ? Words.result(rule.action(), rule.errnoRet()) : held;
                    }
                }
            }
        }
        return held == decision && conditional > 1;
    }

    private static boolean holds(LinuxSeccompArg arg, long[] args, SyscallAbi abi) {
        long width = abi.bits() == 64 ? -1 : 0xffffffffL;
        long actual = args[arg.index()] & width;
        long value = arg.value() & width;
        int order = Long.compareUnsigned(actual, value);
        return switch (arg.op()) {
            case "SCMP_CMP_NE" -> order != 0;
            case "SCMP_CMP_LT" -> order < 0;
            case "SCMP_CMP_LE" -> order <= 0;
            case "SCMP_CMP_EQ" -> order == 0;
            case "SCMP_CMP_GE" -> order >= 0;
            case "SCMP_CMP_GT" -> order > 0;
            default -> (actual & value) == (arg.valueTwo() & value);
        };
    }

    /** Arguments at, beside and far from those that the rules name. */
    private static List<long[]> vectors(LinuxSeccomp profile, Random random) {
        List<LinuxSeccompArg> args = new ArrayList<>();
        profile.syscalls().forEach(rule -> args.addAll(rule.args()));
        List<long[]> vectors = new ArrayList<>();
        vectors.add(new long[6]);
        for (int i = 0; i < (args.isEmpty() ? 1 : 12); i++) {
            long[] vector = new long[6];
            for (int j = 0; j < 6; j++) {
                vector[j] = randomValue(random);
            }
            for (LinuxSeccompArg arg : args) {
                if (random.nextInt(4) > 0) {
                    long base = arg.op().equals("SCMP_CMP_MASKED_EQ") ? arg.valueTwo() : arg.value();
                    long[] near = {
                        base, base - 1, base + 1, base ^ 1L << 32, base & 0xffffffffL, ~base, base | ~arg.value()
                    };
                    vector[arg.index()] = near[random.nextInt(near.length)];
                }
            }
            vectors.add(vector);
        }
        return vectors;
    }

    @Test
    void aCallTooNewForTheProfileIsAsIfTheKernelHadItNot() {
        LinuxSeccomp profile = new LinuxSeccomp(
                "SCMP_ACT_ERRNO",
                null,
                List.of("SCMP_ARCH_X86_64", "SCMP_ARCH_X32"),
                List.of("SECCOMP_FILTER_FLAG_LOG"),
                null,
                null,
                List.of(new LinuxSyscall(List.of("openat2", "no_such_call"), "SCMP_ACT_ALLOW", null, List.of())));
        SeccompFilter filter = SeccompFilter.compile(profile, Arch.X86_64);
        BpfMachine machine = new BpfMachine(filter.program());
        long[] args = new long[6];
        assertEquals(0x7fff0000L, machine.run(0xc000003e, 437, args));
        assertEquals(0x50001L, machine.run(0xc000003e, 436, args));
        assertEquals(0x50026L, machine.run(0xc000003e, 438, args));
        assertEquals(0x50026L, machine.run(0xc000003e, 438 | SyscallAbi.X32_BIT, args));
        assertEquals(0x50001L, machine.run(0xc000003e, 436 | SyscallAbi.X32_BIT, args));
        assertEquals(0, machine.run(0x40000003, 437, args));
        assertEquals(List.of("no_such_call"), filter.unknownNames());
        assertEquals(2, filter.flags());
        assertEquals(machine.length(), filter.length());
    }

    @Test
    void aFilterThatIsTooLongIsRefused() {
        List<LinuxSyscall> rules = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rules.add(new LinuxSyscall(
                    List.of("read"),
                    "SCMP_ACT_ALLOW",
                    null,
                    List.of(new LinuxSeccompArg(0, i, 0, "SCMP_CMP_EQ"), new LinuxSeccompArg(1, i, 0, "SCMP_CMP_GT"))));
        }
        LinuxSeccomp profile = new LinuxSeccomp("SCMP_ACT_ERRNO", null, List.of(), List.of(), null, null, rules);
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> SeccompFilter.compile(profile, Arch.X86_64))
                        .getMessage());
        assertTrue(message.contains("4096"), message);
    }
}

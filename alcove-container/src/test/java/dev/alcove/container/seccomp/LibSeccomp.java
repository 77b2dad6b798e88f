package dev.alcove.container.seccomp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.alcove.container.spec.LinuxSeccomp;
import dev.alcove.container.spec.LinuxSeccompArg;
import dev.alcove.container.spec.LinuxSyscall;
import dev.alcove.linux.Arch;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** libseccomp, driven as runc drives it: the judge of what a filter decides. */
final class LibSeccomp {
    private static final Map<String, Integer> ARCHITECTURES = Map.of(
            "SCMP_ARCH_X86_64", 0xc000003e,
            "SCMP_ARCH_X86", 0x40000003,
            "SCMP_ARCH_X32", 0x4000003e,
            "SCMP_ARCH_AARCH64", 0xc00000b7,
            "SCMP_ARCH_ARM", 0x40000028);
    private static final List<String> OPERATORS = List.of(
            "",
            "SCMP_CMP_NE",
            "SCMP_CMP_LT",
            "SCMP_CMP_LE",
            "SCMP_CMP_EQ",
            "SCMP_CMP_GE",
            "SCMP_CMP_GT",
            "SCMP_CMP_MASKED_EQ");
    private static final int EEXIST = 17;
    private static final int UNKNOWN = -1;
    private static final int SIZE_OF_COMPARISON = 24;

    private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup("libseccomp.so.2", Arena.global());
    private static final MethodHandle INIT = function("seccomp_init", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    private static final MethodHandle RELEASE = function("seccomp_release", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle ARCH_ADD =
            function("seccomp_arch_add", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle ARCH_REMOVE =
            function("seccomp_arch_remove", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RESOLVE =
            function("seccomp_syscall_resolve_name", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle RULE_ADD = function(
            "seccomp_rule_add_array", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle EXPORT =
            function("seccomp_export_bpf", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CREAT = libc("creat", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE = libc("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private LibSeccomp() {}

    /** Two rules contradict each other, to libseccomp: this it says of some that share socketcall or ipc. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
    }

    private static MethodHandle function(String name, FunctionDescriptor shape) {
        return Linker.nativeLinker().downcallHandle(LIBRARY.findOrThrow(name), shape);
    }

    private static MethodHandle libc(String name, FunctionDescriptor shape) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
    }

    /** Whether this version of the library knows the call on any architecture. */
    static boolean knows(String name) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            return (int) RESOLVE.invokeExact(arena.allocateFrom(name)) != UNKNOWN;
        }
    }

    private static int architecture(String word) {
        return Objects.requireNonNull(ARCHITECTURES.get(word), word);
    }

    static byte[] compile(LinuxSeccomp seccomp, Arch host) throws Throwable {
        long unnamed = Words.result(seccomp.defaultAction(), seccomp.defaultErrnoRet());
        MemorySegment filter = (MemorySegment) INIT.invokeExact((int) unnamed);
        Path out = Files.createTempFile("alcove", ".bpf");
        try (Arena arena = Arena.ofConfined()) {
            int nativeArch = architecture(host == Arch.X86_64 ? "SCMP_ARCH_X86_64" : "SCMP_ARCH_AARCH64");
            int own = architecture(Arch.HOST == Arch.X86_64 ? "SCMP_ARCH_X86_64" : "SCMP_ARCH_AARCH64");
            if (nativeArch != own) {
                check((int) ARCH_ADD.invokeExact(filter, nativeArch), 0);
                check((int) ARCH_REMOVE.invokeExact(filter, own), 0);
            }
            for (String word : seccomp.architectures()) {
                int arch = architecture(word);
                check((int) ARCH_ADD.invokeExact(filter, arch), EEXIST);
            }
            for (LinuxSyscall rule : seccomp.syscalls()) {
                long result = Words.result(rule.action(), rule.errnoRet());
                if (result != unnamed) {
                    add(arena, filter, rule, (int) result);
                }
            }
            int fd = (int) CREAT.invokeExact(arena.allocateFrom(out.toString()), 0600);
            try {
                check((int) EXPORT.invokeExact(filter, fd), 0);
            } finally {
                int closed = (int) CLOSE.invokeExact(fd);
                check(closed, 0);
            }
            return Files.readAllBytes(out);
        } finally {
            RELEASE.invokeExact(filter);
            Files.delete(out);
        }
    }

    private static void add(Arena arena, MemorySegment filter, LinuxSyscall rule, int result) throws Throwable {
        boolean repeats =
                rule.args().stream().map(LinuxSeccompArg::index).distinct().count()
                        < rule.args().size();
        for (String name : rule.names()) {
            int number = (int) RESOLVE.invokeExact(arena.allocateFrom(name));
            if (number == UNKNOWN) {
                continue;
            }
            if (repeats) {
                for (LinuxSeccompArg arg : rule.args()) {
                    add(arena, filter, result, number, List.of(arg));
                }
            } else {
                add(arena, filter, result, number, rule.args());
            }
        }
    }

    private static void add(Arena arena, MemorySegment filter, int result, int number, List<LinuxSeccompArg> args)
            throws Throwable {
        MemorySegment array = arena.allocate(Math.max(1, args.size()) * (long) SIZE_OF_COMPARISON, 8);
        for (int i = 0; i < args.size(); i++) {
            LinuxSeccompArg arg = args.get(i);
            int at = i * SIZE_OF_COMPARISON;
            array.set(JAVA_INT, at, arg.index());
            array.set(JAVA_INT, at + 4, OPERATORS.indexOf(arg.op()));
            array.set(JAVA_LONG, at + 8, arg.value());
            array.set(JAVA_LONG, at + 16, arg.valueTwo());
        }
        int added = (int) RULE_ADD.invokeExact(filter, result, number, args.size(), array);
        if (added == -EEXIST) {
            throw new Refused();
        }
        check(added, 0);
    }

    private static void check(int result, int allowed) {
        if (result < 0 && result != -allowed) {
            throw new AssertionError("libseccomp says " + result);
        }
    }
}

package dev.alcove.container.spec;

import dev.alcove.container.json.JsonText;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks {@code linux.seccomp}. */
final class SeccompValidator {
    private static final String AT = "$.linux.seccomp";
    private static final List<String> ACTIONS = List.of(
            "SCMP_ACT_KILL",
            "SCMP_ACT_KILL_PROCESS",
            "SCMP_ACT_KILL_THREAD",
            "SCMP_ACT_TRAP",
            "SCMP_ACT_ERRNO",
            "SCMP_ACT_TRACE",
            "SCMP_ACT_ALLOW",
            "SCMP_ACT_LOG");
    private static final List<String> OPERATORS = List.of(
            "SCMP_CMP_NE",
            "SCMP_CMP_LT",
            "SCMP_CMP_LE",
            "SCMP_CMP_EQ",
            "SCMP_CMP_GE",
            "SCMP_CMP_GT",
            "SCMP_CMP_MASKED_EQ");
    private static final List<String> FLAGS =
            List.of("SECCOMP_FILTER_FLAG_TSYNC", "SECCOMP_FILTER_FLAG_LOG", "SECCOMP_FILTER_FLAG_SPEC_ALLOW");
    private static final List<String> ARCHITECTURES = List.of(
            "SCMP_ARCH_X86",
            "SCMP_ARCH_X86_64",
            "SCMP_ARCH_X32",
            "SCMP_ARCH_ARM",
            "SCMP_ARCH_AARCH64",
            "SCMP_ARCH_MIPS",
            "SCMP_ARCH_MIPS64",
            "SCMP_ARCH_MIPS64N32",
            "SCMP_ARCH_MIPSEL",
            "SCMP_ARCH_MIPSEL64",
            "SCMP_ARCH_MIPSEL64N32",
            "SCMP_ARCH_PPC",
            "SCMP_ARCH_PPC64",
            "SCMP_ARCH_PPC64LE",
            "SCMP_ARCH_S390",
            "SCMP_ARCH_S390X",
            "SCMP_ARCH_PARISC",
            "SCMP_ARCH_PARISC64",
            "SCMP_ARCH_RISCV64");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final String NO_LISTENER = "is refused: Alcove does not hand a notification descriptor on";
    /** The kernel's MAX_ERRNO. */
    private static final int MAX_ERRNO = 4095;
    /** What a tracer is told has 16 bits: SECCOMP_RET_DATA. */
    private static final int MAX_DATA = 0xffff;

    private final LinuxSeccomp seccomp;
    private final Problems problems;

    private SeccompValidator(LinuxSeccomp seccomp, Problems problems) {
        this.seccomp = seccomp;
        this.problems = problems;
    }

    static void check(LinuxSeccomp seccomp, Problems problems) {
        SeccompValidator validator = new SeccompValidator(seccomp, problems);
        validator.action(
                AT + ".defaultAction", seccomp.defaultAction(), AT + ".defaultErrnoRet", seccomp.defaultErrnoRet());
        validator.words();
        for (int i = 0; i < seccomp.syscalls().size(); i++) {
            validator.rule(
                    JsonText.element(AT + ".syscalls", i), seccomp.syscalls().get(i));
        }
    }

    private void words() {
        for (int i = 0; i < seccomp.architectures().size(); i++) {
            problems.word(
                    JsonText.element(AT + ".architectures", i),
                    seccomp.architectures().get(i),
                    ARCHITECTURES);
        }
        for (int i = 0; i < seccomp.flags().size(); i++) {
            String flag = seccomp.flags().get(i);
            String at = JsonText.element(AT + ".flags", i);
            if (flag.equals("SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV")) {
                problems.add(at, flag + " " + NO_LISTENER);
            } else {
                problems.word(at, flag, FLAGS);
            }
        }
        problems.require(seccomp.listenerPath() == null, AT + ".listenerPath", NO_LISTENER);
        problems.require(seccomp.listenerMetadata() == null, AT + ".listenerMetadata", NO_LISTENER);
    }

    private void rule(String at, LinuxSyscall rule) {
        problems.require(!rule.names().isEmpty(), at + ".names", "must name at least one system call");
        for (int i = 0; i < rule.names().size(); i++) {
            String name = rule.names().get(i);
            problems.require(
                    NAME.matcher(name).matches(),
                    JsonText.element(at + ".names", i),
                    "must be the name of a system call, is " + Problems.quoted(name));
        }
        action(at + ".action", rule.action(), at + ".errnoRet", rule.errnoRet());
        for (int i = 0; i < rule.args().size(); i++) {
            LinuxSeccompArg arg = rule.args().get(i);
            String path = JsonText.element(at + ".args", i);
            problems.range(path + ".index", arg.index(), 0, 5);
            problems.word(path + ".op", arg.op(), OPERATORS);
            problems.require(
                    arg.valueTwo() == 0 || arg.op().equals("SCMP_CMP_MASKED_EQ"),
                    path + ".valueTwo",
                    "means nothing for " + arg.op() + ", is " + Long.toUnsignedString(arg.valueTwo()));
        }
    }

    private void action(String at, String action, String errnoAt, @Nullable Integer errno) {
        if (action.equals("SCMP_ACT_NOTIFY")) {
            problems.add(at, "SCMP_ACT_NOTIFY " + NO_LISTENER);
            return;
        }
        problems.word(at, action, ACTIONS);
        switch (action) {
            case "SCMP_ACT_ERRNO" -> problems.range(errnoAt, errno, 0, MAX_ERRNO);
            case "SCMP_ACT_TRACE" -> problems.range(errnoAt, errno, 0, MAX_DATA);
            default -> problems.require(errno == null, errnoAt, "means nothing for " + action + ", is " + errno);
        }
    }
}

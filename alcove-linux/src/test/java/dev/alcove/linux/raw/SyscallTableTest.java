package dev.alcove.linux.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The table of system calls against the kernel's headers. */
class SyscallTableTest {
    private static final Pattern NUMBER =
            Pattern.compile("#define __NR_(\\w+)\\s+(?:\\(__X32_SYSCALL_BIT \\+ )?(\\d+)\\)?\\s*");

    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64", disabledReason = "the headers are x86's own")
    void theTableHasWhatTheHeadersHave() throws IOException {
        compare("unistd_64.h", SyscallAbi.X86_64);
        compare("unistd_32.h", SyscallAbi.X86);
        compare("unistd_x32.h", SyscallAbi.X32);
    }

    private static void compare(String header, SyscallAbi abi) throws IOException {
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (String line : Files.readAllLines(Path.of("/usr/include/x86_64-linux-gnu/asm", header))) {
            Matcher matcher = NUMBER.matcher(line);
            if (matcher.matches()) {
                compared++;
                int number = SyscallTable.number(abi, matcher.group(1));
                if (number != Integer.parseInt(matcher.group(2))) {
                    wrong.add(line + ", not " + number);
                }
            }
        }
        assertEquals(List.of(), wrong, header);
        assertTrue(compared > 300, header);
    }

    /** Since Linux 5.1 a new call has the same number everywhere; aarch64 was born with the numbers that all newcomers get. */
    @Test
    void aarch64HasTheGenericNumbers() throws IOException {
        int compared = 0;
        for (String line : Files.readAllLines(Path.of("/usr/include/asm-generic/unistd.h"))) {
            Matcher matcher = NUMBER.matcher(line);
            if (matcher.matches()) {
                int number = SyscallTable.number(SyscallAbi.AARCH64, matcher.group(1));
                if (number != SyscallTable.NONE) {
                    assertEquals(Integer.parseInt(matcher.group(2)), number, line);
                    compared++;
                }
            }
        }
        assertTrue(compared > 250, "few calls found");
        for (SyscallAbi abi : SyscallAbi.values()) {
            assertEquals(435, SyscallTable.number(abi, "clone3"), abi::name);
            assertEquals(469, SyscallTable.number(abi, "file_setattr"), abi::name);
        }
        assertEquals(983045, SyscallTable.number(SyscallAbi.ARM, "set_tls"));
        assertEquals(SyscallTable.NONE, SyscallTable.number(SyscallAbi.AARCH64, "open"));
    }
}

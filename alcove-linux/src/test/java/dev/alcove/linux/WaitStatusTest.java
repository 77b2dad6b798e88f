package dev.alcove.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The judge is Perl, which has libc's macros, but for those of core dumps and SIGCONT. */
class WaitStatusTest {
    private static final int ALL = 0x10000;
    private static final int SIGNALS = 64;

    private static final String SCRIPT = """
            for my $s (0 .. 0xffff) {
                if (WIFEXITED($s)) { print "exited ", WEXITSTATUS($s), "\\n" }
                elsif (WIFSTOPPED($s)) { print "stopped ", WSTOPSIG($s), "\\n" }
                elsif (WIFSIGNALED($s)) { print "killed ", WTERMSIG($s), $s & 128 ? " core" : "", "\\n" }
                else { print "nothing\\n" }
            }
            """;

    @Test
    void decodesWhatLibcDecodes() throws Exception {
        String[] expected = Commands.output("perl", "-MPOSIX=:sys_wait_h", "-e", SCRIPT)
                .strip()
                .split("\n", -1);
        assertEquals(ALL, expected.length);
        for (int status = 0; status < ALL; status++) {
            String words = describe(status);
            if (words.equals("refused")) {
                assertTrue(impossible(expected[status], status), status + ": " + expected[status]);
            } else {
                assertEquals(expected[status], words, "status " + status);
            }
        }
    }

    @Test
    void waitidSaysTheSame() {
        assertEquals(new WaitStatus(7 << 8), WaitStatus.ofSiginfo(1, 7));
        assertEquals(new WaitStatus(9), WaitStatus.ofSiginfo(2, 9));
        assertEquals(new WaitStatus(11 | 0x80), WaitStatus.ofSiginfo(3, 11));
        assertEquals(new WaitStatus(19 << 8 | 0x7f), WaitStatus.ofSiginfo(5, 19));
        assertEquals(new WaitStatus(0xffff), WaitStatus.ofSiginfo(6, 18));
        assertThrows(IllegalArgumentException.class, () -> WaitStatus.ofSiginfo(7, 0));
    }

    @Test
    void onlyWhatHappenedCanBeAsked() {
        WaitStatus killed = new WaitStatus(15);
        assertEquals(143, killed.shellCode());
        assertThrows(IllegalStateException.class, killed::exitCode);
        assertThrows(IllegalStateException.class, () -> new WaitStatus(0).signal());
        assertFalse(new WaitStatus(0).coreDumped());
        assertEquals("killed by SIGSEGV (core dumped)", new WaitStatus(11 | 0x80).toString());
    }

    private static String describe(int number) {
        WaitStatus status;
        try {
            status = new WaitStatus(number);
        } catch (IllegalArgumentException e) {
            return "refused";
        }
        if (status.exited()) {
            return "exited " + status.exitCode();
        }
        if (status.stopped()) {
            return "stopped " + status.signal().number();
        }
        if (status.continued()) {
            assertEquals(0xffff, number);
            return "nothing";
        }
        assertTrue(status.signalled());
        return "killed " + status.signal().number() + (status.coreDumped() ? " core" : "");
    }

    /** libc decodes numbers that the kernel never writes: signals that do not exist, more bits than there can be. */
    private static boolean impossible(String words, int status) {
        String[] word = words.split(" ", -1);
        return switch (word[0]) {
            case "exited" -> (status & 0x80) != 0;
            case "stopped" -> Integer.parseInt(word[1]) > SIGNALS || word[1].equals("0");
            case "killed" -> Integer.parseInt(word[1]) > SIGNALS || status >> 8 != 0;
            default -> words.equals("nothing");
        };
    }
}

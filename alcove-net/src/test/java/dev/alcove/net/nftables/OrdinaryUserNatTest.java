package dev.alcove.net.nftables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.launch.Program;
import dev.alcove.linux.Errno;
import dev.alcove.namespace.Namespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** NAT by a user without privilege: {@link OrdinaryUserNatMain}, in JVMs of their own. */
@Timeout(120)
class OrdinaryUserNatTest {
    @TempDir
    private static Path classes;

    @BeforeAll
    static void needsRoot() throws Exception {
        NatTest.needsRoot();
    }

    @Test
    void worksInNamespacesOfTheirOwn() throws Exception {
        List<String> enter = List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--net",
                "--mount",
                "sh",
                "-euc",
                "sysctl -qw net.ipv4.ip_forward=0; ip link add br0 type bridge; exec \"$@\"",
                "sh");
        // Of dnat speak the rule itself, one for the way back, and one that lets it in.
        assertEquals("true\n3\ntrue\ntrue\n0\n", run(enter));
    }

    @Test
    void isRefusedElsewhereWithTheReason() throws Exception {
        String refused = run(List.of());
        assertTrue(
                refused.contains("Operation not permitted (EPERM)")
                        && refused.contains("CAP_NET_ADMIN in the user namespace that owns the network namespace"),
                refused);
    }

    private static String run(List<String> prefix) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("setpriv", "--reuid=alcove-test", "--regid=alcove-test", "--init-groups", "--"));
        command.addAll(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", readableClasses(), OrdinaryUserNatMain.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /** The classes of the tests, of this module and of those below, copied to where every user may read them. */
    private static String readableClasses() throws Exception {
        List<String> copies = new ArrayList<>();
        for (Path from : List.of(
                Path.of(System.getProperty("basedir", "."), "target", "test-classes"),
                location(Nat.class),
                location(Namespace.class),
                location(Program.class),
                location(Errno.class))) {
            Path copy = classes.resolve(Integer.toString(copies.size()));
            String script = "[ -e \"$2\" ] || cp -r \"$1\" \"$2\"; chmod -R a+rX \"$3\"";
            Process process = new ProcessBuilder(
                            "sh", "-euc", script, "sh", from.toString(), copy.toString(), classes.toString())
                    .inheritIO()
                    .start();
            assertEquals(0, process.waitFor());
            copies.add(copy.toString());
        }
        return String.join(":", copies);
    }

    private static Path location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}

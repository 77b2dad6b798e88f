package dev.alcove.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Storms of spawns, each in a JVM of its own; its heap is small and never grows, so that its memory can be flat. */
class SpawnStormTest {
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmx32m", "-Xmn16m", "-XX:+AlwaysPreTouch", "-Xss256k");

    static Stream<User> users() {
        return User.all().stream();
    }

    @ParameterizedTest
    @MethodSource("users")
    void leavesNothing(User user) throws IOException, InterruptedException {
        storm(user, user == User.SELF ? "20000" : "4000", "undisturbed");
    }

    @ParameterizedTest
    @MethodSource("users")
    void leavesNothingAmongSignalsAndCollections(User user) throws IOException, InterruptedException {
        storm(user, user == User.SELF ? "5000" : "2000", "disturbed");
    }

    private static void storm(User user, String count, String how) throws IOException, InterruptedException {
        Ran ran = Ran.command(user.command(Jvm.command(FLAGS, "storm", count, how)));
        assertEquals(new Ran(0, "nothing is left\nmemory is flat\n", ""), ran);
    }
}

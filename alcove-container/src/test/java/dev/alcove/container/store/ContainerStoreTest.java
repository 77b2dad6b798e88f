package dev.alcove.container.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.container.ContainerOptions;
import dev.alcove.container.ContainerStatus;
import dev.alcove.container.spec.Spec;
import dev.alcove.namespace.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store in a directory of its own. Containers are played by flock(1), which is what tells whether one lives. */
final class ContainerStoreTest {
    private static final Caller CALLER = Caller.current();
    private static final Spec SPEC =
            new ContainerOptions().command(List.of("sleep", "1")).spec(CALLER);

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // before each test
    private ContainerStore store;

    @BeforeEach
    void open() throws IOException {
        store = ContainerStore.in(
                Files.createDirectory(directory.resolve("c")), Files.createDirectory(directory.resolve("n")));
    }

    private StoredContainer create(String id, @Nullable String name, boolean autoRemove) throws IOException {
        return store.create(new ContainerRecord(id, name, Instant.now(), true, autoRemove, List.of(), null), SPEC);
    }

    private static void age(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(120)));
    }

    @Test
    void whatIsKeptIsFoundByNameIdAndPrefix() throws Exception {
        StoredContainer container = create("abcdef123456", "web", false);
        assertEquals(SPEC, container.spec());
        for (String word : List.of("web", "abcdef123456", "abc")) {
            assertEquals(container.record(), store.find(word).record(), word);
        }
        create("abc000000000", null, false);
        assertTrue(String.valueOf(assertThrows(StoreException.class, () -> store.find("abc"))
                        .getMessage())
                .contains("more than one"));
        assertTrue(String.valueOf(assertThrows(StoreException.class, () -> store.find("zz"))
                        .getMessage())
                .contains("no such container: zz"));
        assertThrows(StoreException.class, () -> store.find("../c"));
        assertEquals(2, store.list().size());
    }

    @Test
    void aNameIsTakenOnce() throws Exception {
        StoredContainer web = create("aaaaaaaaaaaa", "web", false);
        assertThrows(StoreException.class, () -> create("bbbbbbbbbbbb", "web", false));
        assertFalse(Files.exists(directory.resolve("c/bbbbbbbbbbbb")));
        store.rename(web, "www");
        create("bbbbbbbbbbbb", "web", false);
        assertEquals("aaaaaaaaaaaa", store.find("www").record().id());
        store.remove(store.find("www"));
        assertThrows(StoreException.class, () -> store.find("www"));
        create("cccccccccccc", "www", false);
    }

    @Test
    void oneOfManyGetsTheName() throws Exception {
        int won = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<Boolean>> claims = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String id = String.format(Locale.ROOT, "%012x", i);
                claims.add(threads.submit(() -> {
                    try {
                        create(id, "one", false);
                        return true;
                    } catch (StoreException e) {
                        return false;
                    }
                }));
            }
            for (Future<Boolean> claim : claims) {
                won += claim.get() ? 1 : 0;
            }
        }
        assertEquals(1, won);
        assertEquals(1, store.list().size());
    }

    @Test
    void whoHoldsTheLockLives() throws Exception {
        StoredContainer container = create("aaaaaaaaaaaa", null, true);
        assertEquals(ContainerStatus.CREATING, container.state().status());
        String status = container.statusFile().toString();
        Process init = new ProcessBuilder(
                        "flock",
                        "-x",
                        status,
                        "sh",
                        "-c",
                        "echo pid $$ >>\"$0\"; echo up; read line; echo exit 3 >>\"$0\"",
                        status)
                .start();
        try {
            assertEquals("up", init.inputReader().readLine());
            assertEquals(ContainerStatus.RUNNING, container.state().status());
            assertTrue(container.state().pid().isPresent());
            assertTrue(store.prune().isEmpty());
            init.getOutputStream().close();
            assertEquals(0, init.waitFor());
            assertEquals(
                    new StoredContainer.State(ContainerStatus.STOPPED, OptionalInt.empty(), OptionalInt.of(3)),
                    container.state());
            assertEquals(List.of("aaaaaaaaaaaa"), store.prune());
            assertTrue(store.list().isEmpty());
        } finally {
            init.destroyForcibly();
        }
    }

    @Test
    void whoeverWasKilledCouldNotSayHow() throws Exception {
        StoredContainer container = create("aaaaaaaaaaaa", null, false);
        Files.writeString(container.statusFile(), "pid 1\n");
        assertEquals(OptionalInt.of(137), container.state().exitStatus());
        assertTrue(store.prune().isEmpty(), "it is to be kept");
    }

    @Test
    void whatIsHalfMadeIsPrunedWhenItIsOld() throws Exception {
        Path half = Files.createDirectory(directory.resolve("c/dddddddddddd"));
        Files.writeString(half.resolve("config.json"), "{");
        Path name = Files.writeString(directory.resolve("n/lost"), "dddddddddddd");
        assertTrue(store.prune().isEmpty());
        age(half);
        age(name);
        assertEquals(List.of("dddddddddddd"), store.prune());
        assertFalse(Files.exists(half));
        assertFalse(Files.exists(name));
    }
}

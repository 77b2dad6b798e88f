package dev.alcove.namespace;

import static dev.alcove.namespace.UnshareOptions.CLONE_NEWNET;
import static dev.alcove.namespace.UnshareOptions.CLONE_NEWNS;
import static dev.alcove.namespace.UnshareOptions.CLONE_NEWTIME;
import static dev.alcove.namespace.UnshareOptions.CLONE_NEWUSER;
import static dev.alcove.namespace.UnshareOptions.CLONE_NEWUTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.namespace.UnshareOptions.Setgroups;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What one option means for another, and which maps come of it. */
final class UnshareOptionsTest {
    private static UnshareOptions.Builder options() {
        return UnshareOptions.builder();
    }

    @Test
    void nothingAskedForIsNothing() {
        UnshareOptions nothing = options().build();
        assertEquals(0, nothing.namespaces());
        assertFalse(nothing.fork());
        assertFalse(nothing.binds());
        assertEquals(Propagation.PRIVATE, nothing.propagation());
        assertEquals(Setgroups.UNCHANGED, nothing.setgroups());
        assertEquals(List.of(), nothing.command());
        assertEquals(List.of(), nothing.uidMap(1000));
        assertEquals(OptionalLong.empty(), nothing.setuid());
    }

    @Test
    void implications() {
        assertTrue(options().killChild(15).build().fork());
        assertTrue(options().forwardSignals().build().fork());
        assertTrue(options().init().build().fork());
        assertEquals(CLONE_NEWUTS, options().hostname("x").build().namespaces());
        assertEquals(CLONE_NEWNS, options().mountProc().build().namespaces());
        assertEquals(
                CLONE_NEWNS | CLONE_NEWUSER, options().mountBinfmt("/b").build().namespaces());
        assertEquals(
                CLONE_NEWNS | CLONE_NEWUSER, options().loadInterp(":x").build().namespaces());
        assertEquals(CLONE_NEWUSER, options().mapUser(0).build().namespaces());
        assertEquals(CLONE_NEWUSER, options().owner(1, 2).build().namespaces());
        assertTrue(options().whitelistEnv(List.of()).build().clearEnv());
        assertEquals(
                0, options().setuid(1).setgid(1).root("/").keepCaps().build().namespaces());
    }

    @Test
    void binfmtHasItsPlaceAndItsProc() {
        UnshareOptions usual = options().mountBinfmt().build();
        assertEquals("/proc", usual.mountProc());
        assertEquals("/proc/sys/fs/binfmt_misc", usual.mountBinfmt());
        UnshareOptions own =
                options().mountProc("/p").mountBinfmt("/b").loadInterp(":x").build();
        assertEquals("/p", own.mountProc());
        assertEquals("/b", own.mountBinfmt());
        assertNull(options().mountBinfmt("/b").build().mountProc());
    }

    @Test
    void clocksNeedATimeNamespace() {
        assertThrows(
                IllegalArgumentException.class, () -> options().monotonic(1).build());
        assertThrows(IllegalArgumentException.class, () -> options().boottime(1).build());
        assertEquals(
                OptionalLong.of(-1),
                options().boottime(-1).unshare(CLONE_NEWTIME).build().boottime());
    }

    @Test
    void setgroupsCannotBeAllowedWithASingleGroup() {
        assertThrows(
                IllegalArgumentException.class,
                () -> options().mapGroup(0).setgroups(Setgroups.ALLOW).build());
        IdRange range = new IdRange(1, 1, 1);
        assertEquals(
                Setgroups.ALLOW,
                options()
                        .mapGroup(0)
                        .mapGroups(List.of(range))
                        .setgroups(Setgroups.ALLOW)
                        .build()
                        .setgroups());
        assertEquals(
                Setgroups.DENY,
                options().mapGroup(0).setgroups(Setgroups.DENY).build().setgroups());
    }

    @Test
    void hostNameHasAtMost64Bytes() {
        assertEquals(
                64,
                String.valueOf(options().hostname("x".repeat(64)).build().hostname())
                        .length());
        assertThrows(IllegalArgumentException.class, () -> options().hostname("x".repeat(65)));
    }

    /** One's own id the process maps itself; everything else is for somebody outside. */
    @Test
    void mapsForOutside() {
        assertEquals(List.of(), options().mapUser(0).build().uidMap(1000));
        assertEquals(
                List.of(new IdRange(0, 1000, 1), new IdRange(1, 100000, 9)),
                options()
                        .mapUser(0)
                        .mapUsers(List.of(new IdRange(1, 100000, 9)))
                        .build()
                        .uidMap(1000));
        assertEquals(
                List.of(new IdRange(1000, 1000, 1)),
                options().mapUser(UnshareOptions.CALLER).owner(5, 6).build().uidMap(1000));
        assertEquals(
                List.of(new IdRange(7, 100, 1)),
                options().mapGroup(7).owner(5, 6).build().gidMap(100));
        assertEquals(
                List.of(new IdRange(0, 100000, 3)),
                options()
                        .mapGroups(List.of(new IdRange(IdRange.UNPLACED, 100000, 3)))
                        .build()
                        .gidMap(100));
    }

    @Test
    void optionsDoNotChangeAfterwards() {
        List<String> command = new ArrayList<>(List.of("sh"));
        UnshareOptions.Builder builder = options().unshare(CLONE_NEWNET, "/a").command(command);
        UnshareOptions first = builder.build();
        command.add("x");
        builder.unshare(CLONE_NEWNET, "/b").fork();
        assertEquals("/a", first.bindFile(CLONE_NEWNET));
        assertEquals(List.of("sh"), first.command());
        assertFalse(first.fork());
        assertEquals("/b", builder.build().bindFile(CLONE_NEWNET));
    }
}

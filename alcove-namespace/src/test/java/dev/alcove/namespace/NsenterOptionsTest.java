package dev.alcove.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alcove.namespace.NsenterOptions.Select;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What has to be named, and what one option means for another. */
final class NsenterOptionsTest {
    private static NsenterOptions.Builder options() {
        return NsenterOptions.builder();
    }

    private static String refusal(NsenterOptions.Builder options) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, options::build).getMessage());
    }

    @Test
    void somethingMustBeEntered() {
        assertEquals("no namespace specified", refusal(options()));
        assertEquals("no namespace specified", refusal(options().target(1)));
        assertEquals(
                "no namespace specified",
                refusal(options().target(1).targetRoot().env()));
        assertTrue(options().target(1).enter(NamespaceType.NET).build().enters(NamespaceType.NET));
        assertEquals(0, options().target(1).userParent().build().namespaces());
        assertEquals(0, options().target(1).select(Select.DIFFERENT).build().namespaces());
    }

    @Test
    void whoseMustBeSaid() {
        String noTarget = "no target PID specified";
        String noFile = "neither filename nor target pid supplied for ";
        NsenterOptions.Builder file = options().enter(NamespaceType.NET, "/f");
        assertEquals(noTarget, refusal(options().enter(NamespaceType.NET)));
        assertEquals(noTarget, refusal(options().select(Select.ALL)));
        assertEquals(noTarget, refusal(options().netSocket(0)));
        assertEquals(noTarget, refusal(options().userParent()));
        assertEquals(noTarget + " for --follow-context", refusal(options().followContext()));
        assertNull(file.build().file(NamespaceType.UTS));
        assertEquals(noFile + "cgroup", refusal(file.joinCgroup()));
        assertEquals(noFile, refusal(file.setuid(NsenterOptions.FOLLOW)));
        assertEquals(noFile + "environ", refusal(file.env()));
        assertEquals(noFile + "cwd", refusal(file.targetWd()));
        assertEquals(noFile + "root", refusal(file.targetRoot()));
        assertEquals("/f", file.target(1).build().file(NamespaceType.NET));
    }

    @Test
    void directoriesExcludeEachOther() {
        NsenterOptions.Builder builder =
                options().target(1).enter(NamespaceType.MNT).wdns("/");
        assertEquals("/", builder.build().wdns());
        assertEquals("options --wd and --wdns cannot be combined", refusal(builder.wd("/")));
    }

    @Test
    void aFileStaysWhereTheTypeIsNamedAgain() {
        NsenterOptions options = options()
                .enter(NamespaceType.NET, "/a")
                .enter(NamespaceType.NET, "/b")
                .enter(NamespaceType.NET)
                .build();
        assertEquals("/b", options.file(NamespaceType.NET));
        assertEquals(NamespaceType.NET.cloneFlag(), options.namespaces());
    }

    @Test
    void whatIsBuiltDoesNotChange() {
        NsenterOptions.Builder builder = options().target(1).enter(NamespaceType.NET);
        NsenterOptions built = builder.build();
        builder.enter(NamespaceType.UTS, "/u").noFork().command(List.of("true"));
        assertFalse(built.enters(NamespaceType.UTS));
        assertNull(built.file(NamespaceType.UTS));
        assertTrue(built.fork());
        assertEquals(List.of(), built.command());
    }

    @Test
    void noNumbersThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> options().target(0));
        assertThrows(IllegalArgumentException.class, () -> options().target(-1));
        assertThrows(IllegalArgumentException.class, () -> options().netSocket(-1));
    }
}

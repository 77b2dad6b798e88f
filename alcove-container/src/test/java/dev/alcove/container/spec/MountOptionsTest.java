package dev.alcove.container.spec;

import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_NOATIME;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_NODEV;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_NOSUID;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_RDONLY;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR_STRICTATIME;
import static dev.alcove.linux.raw.MountApi.MOUNT_ATTR__ATIME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words in a mount's options come to. */
class MountOptionsTest {
    private static ParsedMount parse(String... words) {
        return MountOptions.parse(List.of(words));
    }

    @Test
    void laterWordsUndoEarlierOnes() {
        ParsedMount mount = parse("ro", "nosuid", "nodev", "rw", "suid");
        assertEquals(MOUNT_ATTR_NODEV, mount.attrSet());
        assertEquals(MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID, mount.attrClr());
        assertEquals(0, mount.recAttrSet());
        assertEquals(List.of(), mount.data());
    }

    @Test
    void recursiveWordsAreKeptApart() {
        ParsedMount mount = parse("rbind", "rro", "rnosuid", "rdev", "ro");
        assertTrue(mount.bind() && mount.recursive());
        assertEquals(MOUNT_ATTR_RDONLY, mount.attrSet());
        assertEquals(MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID, mount.recAttrSet());
        assertEquals(MOUNT_ATTR_NODEV, mount.recAttrClr());
    }

    @Test
    void accessTimesAreOneNumber() {
        assertEquals(MOUNT_ATTR_STRICTATIME, parse("noatime", "strictatime").attrSet());
        assertEquals(MOUNT_ATTR__ATIME, parse("noatime", "strictatime").attrClr());
        assertEquals(0, parse("noatime", "relatime").attrSet());
        assertEquals(0, parse("noatime", "atime").attrSet());
        assertEquals(MOUNT_ATTR_NOATIME, parse("noatime", "nostrictatime").attrSet());
        assertEquals(MOUNT_ATTR__ATIME, parse("rrelatime").recAttrClr());
    }

    @Test
    void otherWordsHaveTheirPlaces() {
        ParsedMount mount =
                parse("tmpcopyup", "mode=755", "ridmap", "rslave", "sync", "lazytime", "async", "defaults", "noswap");
        assertTrue(mount.tmpcopyup() && mount.idmap() && mount.idmapRecursive());
        assertFalse(mount.bind());
        assertEquals("rslave", mount.propagation());
        assertEquals(List.of("lazytime"), mount.superblock());
        assertEquals(List.of("mode=755", "noswap"), mount.data());
    }

    /** The table of config.md, version 1.2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "async atime bind defaults dev diratime dirsync exec iversion lazytime loud mand noatime nodev nodiratime",
                "noexec noiversion nolazytime nomand norelatime nostrictatime nosuid nosymfollow private ratime rbind rdev",
                "rdiratime relatime remount rexec rnoatime rnodiratime rnoexec rnorelatime rnostrictatime rnosuid",
                "rnosymfollow ro rprivate rrelatime rro rrw rshared rslave rstrictatime rsuid rsymfollow runbindable rw",
                "shared silent slave strictatime suid symfollow sync tmpcopyup unbindable idmap ridmap rnodev"
            })
    void theSpecificationsWordsAreKnown(String words) {
        for (String word : words.split(" ")) {
            assertTrue(MountOptions.known(word), word);
            assertEquals(List.of(), parse(word).data(), word);
        }
    }
}

package dev.alcove.namespace.catalogue;

import dev.alcove.namespace.NamespaceType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a namespace while the catalogue is being made. While several threads look, {@link Finds} guards it. */
final class Found {
    final NamespaceType type;
    final long inode;
    final List<Member> processes = new ArrayList<>();
    final List<String> mountPoints = new ArrayList<>();
    final List<Name> names = new ArrayList<>();
    Source source;
    long parentInode;
    long ownerInode;
    long ownerUid = Entry.UID_UNKNOWN;
    int netnsid = Entry.NETNSID_UNKNOWN;

    /** Whether the kernel was asked for parent, owner and number. */
    boolean asked;

    /** Whether its parent and owner were looked at too, and theirs. */
    boolean followed;

    @Nullable Container container;

    @Nullable String unit;

    @Nullable Traffic traffic;

    Found(NamespaceType type, long inode, Source source) {
        this.type = type;
        this.inode = inode;
        this.source = source;
    }
}

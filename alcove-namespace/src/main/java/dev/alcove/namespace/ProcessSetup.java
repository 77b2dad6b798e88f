package dev.alcove.namespace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The namespaces of a process and what is done in them before it starts, as a {@link NamespaceProcessBuilder} collects it. */
final class ProcessSetup {
    /** {@code CLONE_NEW*} flags. */
    long namespaces;

    /** Whether an init is asked for; null for where there is a new PID namespace. */
    @Nullable Boolean init;

    // paths and names, each char a byte
    @Nullable String mountProc;

    @Nullable String root;

    @Nullable String hostname;

    Propagation propagation = Propagation.PRIVATE;

    /** The ids inside that are the JVM's own, or {@link UnshareOptions#CALLER} for the same number. */
    OptionalLong mapUser = OptionalLong.empty();

    OptionalLong mapGroup = OptionalLong.empty();
    List<IdRange> mapUsers = List.of();
    List<IdRange> mapGroups = List.of();
    boolean mapAuto;

    @Nullable Boolean setgroups;

    OptionalLong setuid = OptionalLong.empty();
    OptionalLong setgid = OptionalLong.empty();
    boolean keepCaps;

    @Nullable Duration monotonic;

    @Nullable Duration boottime;

    boolean killOnParentDeath;

    /** Existing namespaces to enter, before the new ones are made. */
    final List<Entering.Wish> entered = new ArrayList<>();

    /** Whether ids and groups stay as they are in a user namespace that is entered. */
    boolean preserveCredentials;

    boolean isNew(NamespaceType type) {
        return (namespaces & type.cloneFlag()) != 0;
    }

    boolean hasInit() {
        Boolean asked = init;
        return asked == null ? isNew(NamespaceType.PID) : asked;
    }

    boolean mapsUsersFromOutside() {
        return mapAuto || !mapUsers.isEmpty();
    }

    boolean mapsGroupsFromOutside() {
        return mapAuto || !mapGroups.isEmpty();
    }

    boolean isMappedFromOutside() {
        return mapsUsersFromOutside() || mapsGroupsFromOutside();
    }

    /** What contradicts itself is found before anything is changed. */
    void check() {
        if (hasInit() && !isNew(NamespaceType.PID)) {
            throw new IllegalStateException("init(true) without a new PID namespace: add unshare(NamespaceType.PID)");
        }
        if (mapGroup.isPresent() && !mapsGroupsFromOutside() && Boolean.TRUE.equals(setgroups)) {
            throw new IllegalStateException(
                    "setgroups(true) with a map of one's own group alone: the kernel wants setgroups denied for that");
        }
        if (setgroups != null && !isNew(NamespaceType.USER)) {
            throw new IllegalStateException("setgroups without a new user namespace: add unshare(NamespaceType.USER)");
        }
        if (!entered.isEmpty() && isMappedFromOutside()) {
            throw new IllegalStateException(
                    "ranges of ids for a new user namespace together with enter(...): nobody could"
                            + " write them, who stays outside; use mapUser and mapGroup");
        }
    }

    /** What is entered is known when it is open. */
    void check(Entering entering) {
        for (NamespaceType type : NamespaceType.values()) {
            if (isNew(type) && entering.has(type)) {
                throw new IllegalStateException(
                        "one " + type.procName() + " namespace to enter, and a new one to make");
            }
        }
    }
}

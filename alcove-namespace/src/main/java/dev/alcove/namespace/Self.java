package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.Slot;
import java.util.List;

/**
 * The process that runs a program, as its own steps name it: its PID, its ids, its environment. All of that is known when
 * the JVM becomes the program ({@link KnownSelf}), and none of it when the program is compiled ({@link UnknownSelf}).
 */
abstract sealed class Self permits KnownSelf, UnknownSelf {
    /** Appends what finds out who the process is. The first steps of all. */
    abstract void begin();

    /** The path of a file in the process's directory of proc, valid in its children too. */
    abstract Arg proc(String file);

    /** That path as messages show it. */
    abstract String shownProc(String file);

    /** The arguments of newuidmap(1) or newgidmap(1) for the process. */
    abstract Arg.Texts mapHelperArguments(String helper, List<IdRange> ranges);

    /** Whether the process may have effective user id 0. */
    abstract boolean mayBeRoot();

    /** Whether the process may have another effective user id. */
    abstract boolean mayBeOrdinary();

    /** Appends a jump to {@code target} for the effective user id 0, where both may be. */
    abstract void jumpIfRoot(Label target);

    /** Ends the program unless the maps, which contain the caller's own id, are made for the user that runs it. */
    abstract void checkOwnIds(boolean user, boolean group);

    /** Writes the map of one id, {@code inside outside 1}, where outside is the process's own effective id. */
    abstract void writeSingleMap(Slot fd, String map, long inside, Failure failure);

    /** Where the environment is, as the kernel passed it. */
    abstract Arg environment();

    /** Appends the end of the process: the command, or a shell. */
    abstract void execute(UnshareOptions options);
}

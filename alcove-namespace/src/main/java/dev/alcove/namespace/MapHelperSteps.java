package dev.alcove.namespace;

import dev.alcove.launch.Arg;
import dev.alcove.launch.Calls;
import dev.alcove.launch.Failure;
import dev.alcove.launch.Label;
import dev.alcove.launch.ProgramBuilder;
import dev.alcove.launch.Slot;
import dev.alcove.launch.Step;
import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Environ;
import dev.alcove.namespace.steps.ExecSteps;
import dev.alcove.namespace.steps.ForkSteps;
import dev.alcove.namespace.steps.Remedies;
import java.util.List;

/**
 * A child that stays outside the new user namespace and writes its maps, as only somebody outside may: by itself as root,
 * by newuidmap(1) and newgidmap(1) as anybody else.
 */
final class MapHelperSteps {
    private static final int STDERR = 2;
    /** What wait4 stores for a process that exited with 1, as newuidmap does when it refuses a range. */
    private static final int REFUSED = 1 << 8;

    private final Self self;
    private final ProgramBuilder builder;
    private final Calls calls;
    private final ForkSteps forks;
    private final ExecSteps exec;
    private final IdMapSteps maps;
    private final List<IdRange> uidMap;
    private final List<IdRange> gidMap;
    private final Slot helper;
    private final ForkSteps.Gate gate;

    /** The maps; at least one of them has a line. */
    MapHelperSteps(
            Self self,
            ProgramBuilder builder,
            Calls calls,
            ForkSteps forks,
            ExecSteps exec,
            IdMapSteps maps,
            List<IdRange> uidMap,
            List<IdRange> gidMap) {
        this.self = self;
        this.builder = builder;
        this.calls = calls;
        this.forks = forks;
        this.exec = exec;
        this.maps = maps;
        this.uidMap = uidMap;
        this.gidMap = gidMap;
        helper = builder.slot("map helper");
        gate = forks.gate("maps");
    }

    /** Before the namespaces are made: the helper, which waits for them. */
    void start() {
        Label inHelper = builder.label("map helper");
        Label parent = builder.label("after map helper");
        builder.add(new Step.Fork(helper, 0, inHelper, new Failure("fork failed", Remedies.forking(false))))
                .jump(parent)
                .bind(inHelper);
        forks.await(gate);
        Label root = builder.label("map helper as root");
        if (self.mayBeOrdinary()) {
            if (self.mayBeRoot()) {
                self.jumpIfRoot(root);
            }
            executeHelpers();
        }
        if (self.mayBeRoot()) {
            builder.bind(root);
            write();
        }
        builder.bind(parent);
    }

    /** When the user namespace is there. */
    void complete() {
        forks.open(gate);
        Label succeeded = forks.await(helper);
        if (self.mayBeOrdinary()) {
            Label explained = builder.label("map helper explained");
            if (self.mayBeRoot()) {
                self.jumpIfRoot(explained);
            }
            builder.jumpIf(forks.status(), Step.Comparison.NOT_EQUAL, REFUSED, explained);
            sayWhatHelps();
            builder.bind(explained);
        }
        forks.endLikeAwaited(succeeded);
    }

    private void write() {
        write("uid_map", uidMap);
        write("gid_map", gidMap);
        builder.exit(0);
    }

    private void write(String map, List<IdRange> ranges) {
        if (!ranges.isEmpty()) {
            maps.write(self.proc(map), self.shownProc(map), ranges);
        }
    }

    private void executeHelpers() {
        if (!uidMap.isEmpty() && !gidMap.isEmpty()) {
            Slot first = builder.slot("newuidmap");
            Label child = builder.label("newuidmap");
            Label join = builder.label("newgidmap");
            builder.add(new Step.Fork(first, 0, child, new Failure("fork failed", Remedies.forking(false))))
                    .jump(join)
                    .bind(child);
            execute("newuidmap", uidMap);
            builder.bind(join);
            forks.join(first);
            execute("newgidmap", gidMap);
        } else if (uidMap.isEmpty()) {
            execute("newgidmap", gidMap);
        } else {
            execute("newuidmap", uidMap);
        }
    }

    private void execute(String helper, List<IdRange> ranges) {
        Arg.Texts arguments = self.mapHelperArguments(helper, ranges);
        exec.execvp(helper, arguments, self.environment(), Environ.get("PATH"), Remedies.mapHelper(helper));
    }

    /** newuidmap has said which range it refused; what to do about it follows. */
    private void sayWhatHelps() {
        String remedy = Remedies.MAP_REFUSED + "\n";
        builder.attempt(Syscall.WRITE, new Arg.Number(STDERR), calls.text(remedy), new Arg.Number(remedy.length()));
    }
}

package dev.alcove.container.engine;

import dev.alcove.container.spec.LinuxIdMapping;
import dev.alcove.launch.Program;
import dev.alcove.launch.Remedy;
import dev.alcove.launch.Spawner;
import dev.alcove.linux.LinuxException;
import dev.alcove.namespace.IdRange;
import dev.alcove.namespace.process.IdMapWriter;
import dev.alcove.namespace.process.InitImage;
import dev.alcove.namespace.process.NamespaceProcess;
import dev.alcove.namespace.process.ParentThread;
import dev.alcove.namespace.process.Poller;
import dev.alcove.namespace.process.StdioPipes;
import dev.alcove.namespace.steps.ProcessRemedies;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts containers as children of the JVM. */
public final class ContainerLauncher {
    private static final int UNKNOWN = -1;

    private ContainerLauncher() {}

    /** Everything that the container's process would do until its exec. Nothing is changed. */
    public static Program program(Plan plan) {
        return SpawnedProgram.of(plan, new StdioPipes(pipes(), false), UNKNOWN, UNKNOWN)
                .program();
    }

    private static Redirect[] pipes() {
        return new Redirect[] {Redirect.PIPE, Redirect.PIPE, Redirect.PIPE};
    }

    /**
     * Starts it.
     *
     * @param redirects of input, output and error
     * @param merged whether error goes where output goes
     * @return when the command has been executed
     * @throws LinuxException if a step failed; nothing is left then
     */
    public static Process start(Plan plan, Redirect[] redirects, boolean merged) throws IOException {
        int init = plan.init() ? InitImage.descriptor() : UNKNOWN;
        int parent = ParentThread.pidfd();
        Poller poller = Poller.instance();
        try (StdioPipes stdio = new StdioPipes(redirects, merged).open()) {
            SpawnedProgram.Born born = SpawnedProgram.of(plan, stdio, init, parent);
            IdMapWriter maps = born.waits() ? maps(plan) : null;
            Spawner.Child child = ParentThread.call(() -> spawn(born, maps));
            stdio.closeChilds();
            return NamespaceProcess.of(child, stdio, poller);
        }
    }

    private static Spawner.Child spawn(SpawnedProgram.Born born, @Nullable IdMapWriter maps) throws IOException {
        try {
            return Spawner.spawn(born.program(), born.born(), maps);
        } catch (LinuxException e) {
            if (e.remedy().isPresent() || !e.call().startsWith("clone3(")) {
                throw e;
            }
            String remedy = Remedy.first(ProcessRemedies.creating(born.born()), e.errnoNumber());
            throw new LinuxException(e.attempt(), e.call(), e.errnoNumber(), remedy);
        }
    }

    private static IdMapWriter maps(Plan plan) {
        return new IdMapWriter(
                plan.caller(),
                ranges(plan.linux().uidMappings()),
                ranges(plan.linux().gidMappings()),
                false);
    }

    private static List<IdRange> ranges(List<LinuxIdMapping> mappings) {
        List<IdRange> ranges = new ArrayList<>();
        for (LinuxIdMapping mapping : mappings) {
            ranges.add(new IdRange(mapping.containerID(), mapping.hostID(), mapping.size()));
        }
        return ranges;
    }
}

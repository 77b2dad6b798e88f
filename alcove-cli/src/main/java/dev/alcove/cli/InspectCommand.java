package dev.alcove.cli;

import dev.alcove.container.json.JsonWriter;
import dev.alcove.container.spec.SpecBuilder;
import dev.alcove.container.store.ContainerStore;
import dev.alcove.container.store.StoredContainer;
import java.io.IOException;

/** {@code inspect}: prints the state of a container, as the OCI runtime spec has it, and where its files are. */
final class InspectCommand extends ContainerCommand {
    @Override
    public Syntax syntax() {
        return syntax(
                "inspect", "print the state of a container", "CONTAINER", "Print the state of a container as JSON.");
    }

    @Override
    int act(ContainerStore store, Invocation invocation, int index) throws CommandException, IOException {
        StoredContainer container = container(store, invocation, index);
        noMore(invocation, index + 1);
        StoredContainer.State state = container.state();
        Console.out(bytes(JsonWriter.object(
                container,
                (writer, c) -> writer.string("ociVersion", SpecBuilder.VERSION)
                        .string("id", c.record().id())
                        .string("status", state.status().word())
                        .number("pid", state.pid().isPresent() ? state.pid().getAsInt() : null)
                        .string("bundle", c.directory().toString())
                        .string("name", c.record().name())
                        .string("created", c.record().created().toString())
                        .number(
                                "exitStatus",
                                state.exitStatus().isPresent()
                                        ? state.exitStatus().getAsInt()
                                        : null)
                        .bool("detached", c.record().detached())
                        .bool("autoRemove", c.record().autoRemove())
                        .string("log", c.record().detached() ? c.log().toString() : null)
                        .strings("cgroups", c.record().cgroups()))));
        return 0;
    }
}

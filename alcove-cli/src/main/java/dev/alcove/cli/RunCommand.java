package dev.alcove.cli;

import dev.alcove.container.ContainerLaunch;
import dev.alcove.container.spec.Spec;
import dev.alcove.container.spec.SpecReader;
import dev.alcove.container.spec.SpecValidator;
import dev.alcove.container.spec.SpecWriter;
import dev.alcove.container.store.ContainerStore;
import dev.alcove.container.store.StoredContainer;
import dev.alcove.launch.Program;
import dev.alcove.namespace.Caller;
import dev.alcove.namespace.NamespaceType;
import dev.alcove.namespace.UnshareOptions.Explain;
import dev.alcove.net.topology.RunningTopology;
import dev.alcove.net.topology.Topologies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** {@code run}: becomes a launch program that makes a container and waits for its end, or leaves it in the background. */
final class RunCommand extends ContainerCommand {
    private final RunArguments arguments = new RunArguments();

    @Override
    public Syntax syntax() {
        return syntax(
                "run",
                "run a program in a container",
                "[--] [PROGRAM [ARGUMENT]...]",
                "Run PROGRAM in a container: with namespaces of its own and, unless told otherwise, the host's files, read-only.",
                RunSyntax.options());
    }

    @Override
    void take(int option, @Nullable String argument) throws CommandException {
        arguments.take(option, argument);
    }

    @Override
    int act(ContainerStore store, Invocation invocation, int index) throws CommandException, IOException {
        Caller caller = Caller.current();
        Spec spec = spec(store, caller, invocation, index);
        SpecValidator.check(spec);
        if (arguments.printSpec) {
            Console.out(bytes(SpecWriter.write(spec)));
            return 0;
        }
        String bundle = arguments.bundle;
        ContainerLaunch launch = new ContainerLaunch(
                        spec, bundle == null ? Path.of("/") : Path.of(bundle).toAbsolutePath(), caller)
                .init(arguments.init)
                .id(arguments.options.id())
                .name(arguments.name)
                .detached(arguments.detached)
                .writable(arguments.writable)
                .autoRemove(arguments.remove || (!arguments.detached && arguments.name == null));
        if (explain != Explain.NONE) {
            Planned.explain(launch.explained(invocation.prefix), explain);
            return 0;
        }
        Program program = launch.program(store, invocation.prefix);
        Planned.become(program, invocation.typed, invocation);
        if (Training.isOn()) {
            store.remove(store.find(arguments.options.id())); // what was planned will never be
        }
        return 0;
    }

    private Spec spec(ContainerStore store, Caller caller, Invocation invocation, int index)
            throws CommandException, IOException {
        String bundle = arguments.bundle;
        if (bundle != null) {
            noMore(invocation, index);
            return SpecReader.read(Path.of(bundle, "config.json"));
        }
        int from = index < invocation.args.length && invocation.args[index].equals("--") ? index + 1 : index;
        List<String> command = new ArrayList<>();
        for (int i = from; i < invocation.args.length; i++) {
            command.add(text(invocation.args[i]));
        }
        arguments.complete();
        String image = arguments.image;
        if (image != null) {
            command = new ImageRoot(arguments, caller)
                    .apply(image, command, explain != Explain.NONE || arguments.printSpec);
        }
        if (command.isEmpty()) {
            throw invocation.usage("no program given");
        }
        for (String[] join : arguments.joined) {
            join(store.find(join[1]), join[0], caller);
        }
        String host = arguments.host;
        if (host != null) {
            joinHost(host);
        }
        SeccompChoice.apply(arguments.options, arguments.seccomp);
        return arguments.options.command(command).spec(caller);
    }

    /** The network of a host of a topology; an ordinary user's belongs to a user namespace, which comes with it. */
    private void joinHost(String argument) throws CommandException, IOException {
        int slash = argument.indexOf('/');
        List<String> names = slash < 0 ? List.of() : List.of(argument.substring(0, slash));
        RunningTopology topology = NetSubcommand.find(Topologies.ofCaller(), names);
        Map<NamespaceType, String> files = topology.files(argument.substring(slash + 1));
        for (Map.Entry<NamespaceType, String> file : files.entrySet()) {
            switch (file.getKey()) {
                case NET -> arguments.options.join("network", file.getValue());
                case USER -> arguments.options.join("user", file.getValue());
                default -> {} // a host is a network, and what owns it
            }
        }
    }

    /** A namespace of a container that runs; for an ordinary user with the user namespace that owns it. */
    private void join(StoredContainer container, String type, Caller caller) throws CommandException, IOException {
        OptionalInt pid = container.state().pid();
        if (pid.isEmpty()) {
            throw new CommandException("the container '" + container.shown() + "' does not run");
        }
        arguments.options.join(type, "/proc/" + pid.getAsInt() + "/ns/" + (type.equals("network") ? "net" : type));
        if (caller.euid() != 0) {
            arguments.options.join("user", "/proc/" + pid.getAsInt() + "/ns/user");
        }
    }
}

package dev.alcove.cli;

import dev.alcove.container.image.Image;
import dev.alcove.container.image.ImageConfig;
import dev.alcove.container.image.ImageException;
import dev.alcove.container.image.ImageStore;
import dev.alcove.container.image.OverlayRoot;
import dev.alcove.container.spec.Mount;
import dev.alcove.linux.raw.Environ;
import dev.alcove.namespace.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An image as the root of a container: its layers under what the container writes, and what its configuration says. */
final class ImageRoot {
    private final RunArguments arguments;
    private final Caller caller;

    ImageRoot(RunArguments arguments, Caller caller) {
        this.arguments = arguments;
        this.caller = caller;
    }

    /** Where images are: {@code /var/lib/alcove} for root, {@code $XDG_DATA_HOME/alcove} or {@code ~/.local/share/alcove} for others. */
    private Path directory() {
        if (caller.euid() == 0) {
            return Path.of("/var/lib/alcove");
        }
        String data = Environ.get("XDG_DATA_HOME");
        return data == null || !data.startsWith("/")
                ? Path.of(System.getProperty("user.home"), ".local", "share", "alcove")
                : Path.of(data, "alcove");
    }

    /**
     * Applies an image.
     *
     * @param command the command that was given; empty for the image's own
     * @param only whether nothing of the container is to be made
     * @return the command that is to run
     */
    List<String> apply(String file, List<String> command, boolean only) throws CommandException, IOException {
        Image image;
        try {
            image = ImageStore.open(directory().resolve("images"))
                    .load(Path.of(file))
                    .image();
        } catch (ImageException e) {
            throw new CommandException(ContainerCommand.bytes(String.valueOf(e.getMessage())));
        }
        Path writable = directory().resolve("containers").resolve(arguments.options.id());
        OverlayRoot root = OverlayRoot.of(image.layers(), new OverlayRoot.Upper.Kept(writable), caller.euid() != 0);
        if (!only) {
            root.makeDirectories();
            arguments.writable = writable;
        }
        arguments.options.root(
                Mount.of("overlay", "overlay", "/", root.options().toArray(new String[0])), arguments.readonly);
        ImageConfig config = image.config();
        configure(config, root.top());
        if (!command.isEmpty() && config.entrypoint().isEmpty()) {
            return command;
        }
        List<String> whole = new ArrayList<>(config.entrypoint());
        whole.addAll(command.isEmpty() ? config.cmd() : command);
        return whole;
    }

    /** What the image says where the command line does not. */
    private void configure(ImageConfig config, Path top) throws CommandException {
        for (String variable : config.env()) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                arguments.options.envUnlessSet(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        if (!config.workingDir().isEmpty()) {
            arguments.options.workingDirectoryUnlessSet(config.workingDir());
        }
        String given = arguments.user;
        String user = given == null ? config.user() : given;
        if (!user.isEmpty()) {
            arguments.options.user(ContainerUsers.find(top.toString(), user));
        }
    }
}

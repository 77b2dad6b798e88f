package dev.alcove.cli;

import dev.alcove.container.ContainerOptions;
import dev.alcove.container.spec.Linux;
import dev.alcove.container.spec.LinuxSeccomp;
import dev.alcove.container.spec.SpecBuilder;
import dev.alcove.container.spec.SpecReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@code --security-opt seccomp=} says: nothing, {@code unconfined}, or a file with the seccomp section of an OCI spec. */
final class SeccompChoice {
    private SeccompChoice() {}

    static void apply(ContainerOptions options, @Nullable String choice) throws CommandException, IOException {
        if (choice == null) {
            return;
        }
        options.seccomp(choice.equals("unconfined") ? null : read(choice));
    }

    private static LinuxSeccomp read(String file) throws CommandException, IOException {
        String section;
        try {
            section = Files.readString(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new CommandException("no such file: '" + ContainerCommand.bytes(file) + "'");
        }
        String spec = "{\"ociVersion\": \"" + SpecBuilder.VERSION + "\", \"linux\": {\"seccomp\": " + section + "}}";
        Linux linux =
                SpecReader.parse(file, spec.getBytes(StandardCharsets.UTF_8)).linux();
        LinuxSeccomp seccomp = linux == null ? null : linux.seccomp();
        if (seccomp == null) {
            throw new CommandException("no seccomp profile: '" + ContainerCommand.bytes(file) + "'");
        }
        return seccomp;
    }
}

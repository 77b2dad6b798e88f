package dev.alcove.launch;

import dev.alcove.linux.Arch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A program as an executable file that everyone may run, gone when closed. */
record Executable(Path directory, Path file, Arch arch) implements AutoCloseable {
    static Executable of(Program program, Arch arch) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("alcove");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path image = directory.resolve("image");
        Path file = directory.resolve(program.name());
        Files.write(image, Image.of(program, arch));
        // Copied by another process: a child that another thread starts now would hold the file open for writing.
        Ran copied = Ran.command(List.of("install", "-m", "755", image.toString(), file.toString()));
        if (copied.status() != 0) {
            throw new IOException(copied.err());
        }
        Files.delete(image);
        return new Executable(directory, file, arch);
    }

    /** The command line that runs it on this machine, on another architecture's processor as QEMU imitates it. */
    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        if (arch != Arch.HOST) {
            command.add(arch == Arch.AARCH64 ? "qemu-aarch64-static" : "qemu-x86_64-static");
        }
        command.add(file.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    Ran run(String... arguments) throws IOException, InterruptedException {
        return Ran.command(command(arguments));
    }

    @Override
    public void close() throws IOException {
        Files.delete(file);
        Files.delete(directory);
    }
}

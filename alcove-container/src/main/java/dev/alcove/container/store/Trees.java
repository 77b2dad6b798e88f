package dev.alcove.container.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Removes what a container has written, which may hold anything but is followed nowhere. */
final class Trees {
    private Trees() {}

    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            // overlayfs leaves a directory that nobody may enter
            if (!Files.isExecutable(path) || !Files.isReadable(path) || !Files.isWritable(path)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    delete(entry);
                }
            } catch (NoSuchFileException e) {
                return; // another command was quicker
            }
        }
        Files.deleteIfExists(path);
    }
}

package dev.alcove.container.cgroup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The files of a cgroup: small texts that are read whole and written with one {@code write}. */
final class CgroupFiles {
    private CgroupFiles() {}

    static String read(Path file) throws CgroupException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new CgroupException("cannot read " + file, e);
        }
    }

    static List<String> words(Path file) throws CgroupException {
        String text = read(file);
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }

    static void write(Path file, String value) throws CgroupException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new CgroupException("cannot write \"" + value + "\" to " + file, e);
        }
    }

    /** The cgroup and those below it, deepest first. One that goes away meanwhile is left out. */
    static List<Path> tree(Path directory) throws CgroupException {
        List<Path> found = new ArrayList<>();
        collect(directory, found);
        return found;
    }

    private static void collect(Path directory, List<Path> found) throws CgroupException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    children.add(entry);
                }
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new CgroupException("cannot list the cgroup " + directory, e);
        }
        for (Path child : children) {
            collect(child, found);
        }
        found.add(directory);
    }
}

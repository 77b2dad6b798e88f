package dev.alcove.container.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store holds after images came in whole, broken, twice and from two processes. */
final class ImageStoreTest {
    private static final String HOST = Platform.HOST.architecture();
    private static final byte[] LOWER = new TarBuilder().file("a", "lower").end();
    private static final byte[] UPPER =
            new TarBuilder().file("a", "upper").file(".wh.b", "").end();

    @TempDir
    private Path temp;

    private ImageStore store;

    @BeforeEach
    void open() throws IOException {
        store = ImageStore.open(temp.resolve("store"));
    }

    @Test
    void loadsLayoutsFromDirectoriesAndTars() throws Exception {
        layout();
        Image image = store.load(temp.resolve("oci")).image();
        assertEquals(2, image.layers().size());
        assertEquals("lower", Files.readString(image.layers().getFirst().resolve("a")));
        assertEquals("upper", Files.readString(image.layers().getLast().resolve("a")));
        ImageConfig config = image.config();
        assertEquals(List.of("A=b"), config.env());
        assertEquals(List.of("/bin/sh"), config.entrypoint());
        assertEquals(List.of(), config.cmd());
        assertEquals("1:2 /srv SIGQUIT", config.user() + " " + config.workingDir() + " " + config.stopSignal());
        assertEquals(List.of("80/tcp"), config.exposedPorts());
        assertEquals(List.of("/data"), config.volumes());
        Trees.sh(temp, "tar -C oci -cf oci.tar . && tar -C oci -czf oci.tgz .");
        assertEquals(image, store.load(temp.resolve("oci.tar")).image());
        assertEquals(image, store.load(temp.resolve("oci.tgz")).image());
        assertEquals(List.of(image), store.list());
        assertEquals(Optional.of(image), store.find(image.digest()));
    }

    @Test
    void unpacksALayerOnce() throws Exception {
        layout();
        Image image = store.load(temp.resolve("oci")).image();
        Path mark = Files.createFile(image.layers().getFirst().resolve("mark"));
        store.load(temp.resolve("oci"));
        assertTrue(Files.exists(mark), "unpacked anew");
    }

    @Test
    void loadsWhatDockerSaves() throws Exception {
        byte[] config = ImageBuilder.config(HOST, List.of(Digest.of(LOWER), Digest.of(LOWER)));
        String name = Digest.of(config).hex() + ".json";
        String manifest =
                "[{\"Config\":\"" + name + "\",\"RepoTags\":[\"x:1\"],\"Layers\":[\"1/layer.tar\",\"2/layer.tar\"]}]";
        TarBuilder tar = new TarBuilder()
                .file("1/layer.tar", LOWER)
                .link("2/layer.tar", "../1/layer.tar")
                .file(name, config)
                .file("manifest.json", manifest);
        Path file = Files.write(temp.resolve("saved.tar"), tar.end());
        Image image = store.load(file).image();
        assertEquals(Digest.of(config).toString(), image.digest());
        assertEquals("lower", Files.readString(image.layers().getLast().resolve("a")));
    }

    @Test
    void takesAPlainTarForOneLayer() throws Exception {
        byte[] tar =
                new TarBuilder().directory("etc").file("manifest.json", "[]").end();
        Image plain = store.load(Files.write(temp.resolve("root.tar"), tar)).image();
        assertTrue(Files.isDirectory(plain.layers().getFirst().resolve("etc")));
        assertEquals(
                plain,
                store.load(Files.write(temp.resolve("root.tgz"), ImageBuilder.gzip(tar)))
                        .image());
    }

    @Test
    void selectsThePlatform() throws Exception {
        ImageBuilder builder = new ImageBuilder(temp.resolve("oci"));
        String other = builder.image("s390x", LOWER);
        builder.index(other, builder.image(HOST, UPPER));
        assertEquals(HOST, store.load(temp.resolve("oci")).image().config().architecture());
        Image second =
                store.load(temp.resolve("oci"), new Platform("linux", "s390x")).image();
        assertEquals("s390x", second.config().architecture());
        builder.index(other);
        assertTrue(refused(temp.resolve("oci")).contains("only for linux/s390x"));
    }

    @Test
    void refusesWhatIsNotWhatItsDigestSays() throws Exception {
        ImageBuilder builder = layout();
        Path layer = builder.blob(Digest.of(ImageBuilder.gzip(UPPER)));
        byte[] right = Files.readAllBytes(layer);
        byte[] wrong = ImageBuilder.gzip(
                new TarBuilder().file("a", "UPPER").file(".wh.b", "").end());
        Files.write(layer, wrong);
        refused(temp.resolve("oci"));
        byte[] longer = java.util.Arrays.copyOf(right, right.length + 1);
        Files.write(layer, longer);
        refused(temp.resolve("oci"));
        assertEquals(List.of(), store.list());
        assertEquals(
                List.of(Digest.of(LOWER).hex()), names("layers"), "only the one that was right, and nothing half-way");
        Files.write(layer, right);
        assertEquals(2, store.load(temp.resolve("oci")).image().layers().size());
    }

    @Test
    void refusesAWrongDiffId() throws Exception {
        byte[] config = ImageBuilder.config(HOST, List.of(Digest.of(UPPER)));
        String manifest = "[{\"Config\":\"c.json\",\"Layers\":[\"l.tar\"]}]";
        TarBuilder tar =
                new TarBuilder().file("l.tar", LOWER).file("c.json", config).file("manifest.json", manifest);
        assertTrue(refused(Files.write(temp.resolve("saved.tar"), tar.end())).contains("as the configuration says"));
        assertEquals(List.of(), names("layers"));
        assertEquals(List.of(), names("tmp"));
    }

    @Test
    void prunesWhatNobodyHas() throws Exception {
        layout();
        Image image = store.load(temp.resolve("oci")).image();
        Files.createDirectory(temp.resolve("store/layers/.new-left"));
        assertEquals(1, store.prune(List.of()));
        assertTrue(store.remove(image.digest()));
        assertFalse(store.remove(image.digest()));
        assertEquals(1, store.prune(List.of(image.layers().getLast())));
        assertEquals("upper", Files.readString(image.layers().getLast().resolve("a")));
        assertEquals(1, store.prune(List.of()));
        assertEquals(List.of(), names("layers"));
    }

    @Test
    void twoProcessesAtOnceUnpackOnce() throws Exception {
        ImageBuilder builder = new ImageBuilder(temp.resolve("oci"));
        TarBuilder large = new TarBuilder();
        for (int i = 0; i < 300; i++) {
            large.file("f" + i, "x".repeat(5000));
        }
        builder.index(builder.image(HOST, large.end(), UPPER));
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                processes.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java")
                                        .toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path") + ":" + System.getProperty("jdk.module.path", ""),
                                Loader.class.getName(),
                                temp.resolve("store").toString(),
                                temp.resolve("oci").toString())
                        .redirectErrorStream(true)
                        .start());
            }
            for (Process process : processes) {
                String out =
                        new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertEquals(0, process.waitFor(), out);
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        assertEquals(2, names("layers").size());
        assertEquals(0, store.prune(List.of()));
        assertEquals(
                301 - 1, store.list().getFirst().layers().getFirst().toFile().list().length);
    }

    /** Another process that loads an image. */
    static final class Loader {
        private Loader() {}

        public static void main(String[] args) throws IOException {
            ImageStore.open(Path.of(args[0])).load(Path.of(args[1]));
        }
    }

    private ImageBuilder layout() throws IOException {
        ImageBuilder builder = new ImageBuilder(temp.resolve("oci"));
        builder.index(builder.image(HOST, LOWER, UPPER));
        return builder;
    }

    private String refused(Path source) {
        return String.valueOf(
                assertThrows(ImageException.class, () -> store.load(source)).getMessage());
    }

    private List<String> names(String directory) throws IOException {
        try (Stream<Path> paths = Files.list(temp.resolve("store").resolve(directory))) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}

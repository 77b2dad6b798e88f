package dev.alcove.namespace;

import dev.alcove.linux.IdMapEntry;
import dev.alcove.linux.ProcStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set of namespaces that is kept under a name, as it was found: in a {@link NamespaceStore}, or in {@code /run/netns}, where
 * {@code ip netns} keeps its own.
 */
public final class KeptNamespaces {
    /**
     * The file of a set that says in which PID, time and mount namespaces it was made, which {@code add} it was, and which
     * types it has: {@code pid:[1] time:[2] mnt:[3] ADD net,uts}.
     */
    static final String MAKER = "maker";

    /** Where {@code ip netns} keeps network namespaces. */
    public static final String NETNS = "/run/netns";

    /** What there is of a set. */
    public enum State {
        /** All there, and each namespace can be entered. */
        KEPT,
        /** The process that held the set has ended, and with it what only it held. */
        ENDED,
        /** Its files have nothing mounted on them: it was made in another mount namespace, or somebody unmounted it. */
        UNBOUND,
        /** It was made in another PID or time namespace, where PIDs and start times mean something else. */
        ELSEWHERE
    }

    private static final Object NSFS = device();

    private final String name;
    private final Path path;
    private final Map<NamespaceType, Long> inodes = new EnumMap<>(NamespaceType.class);
    private final Map<NamespaceType, String> files = new EnumMap<>(NamespaceType.class);
    private String maker = "";
    private int holder;
    private String holderStart = "";
    private State state = State.KEPT;

    private KeptNamespaces(String name, Path path) {
        this.name = name;
        this.path = path;
    }

    /** The set in a directory; null if that is no directory. */
    static @Nullable KeptNamespaces read(String name, String bytes) throws IOException {
        Path path = BytePaths.of(bytes);
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        KeptNamespaces set = new KeptNamespaces(name, path);
        set.maker = set.text(MAKER);
        set.readHolder();
        for (NamespaceType type : NamespaceType.values()) {
            set.readType(type, path.resolve(type.procName()), bytes + "/" + type.procName());
        }
        return set;
    }

    /** The network namespace that {@code ip netns} keeps under this name; null if it keeps none. */
    public static @Nullable KeptNamespaces ofNetns(String name) throws IOException {
        NamespaceStore.checkName(name);
        String bytes = NETNS + "/" + name;
        Path path = BytePaths.of(bytes);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        KeptNamespaces set = new KeptNamespaces(name, path);
        set.readType(NamespaceType.NET, path, bytes);
        return set;
    }

    private void readHolder() throws IOException {
        String line = text(HolderSteps.FILE);
        int space = line.indexOf(' ');
        if (space <= 0) {
            return;
        }
        try {
            holder = Integer.parseInt(line, 0, space, 10);
        } catch (NumberFormatException e) {
            return; // no line of ours: nobody to be looked for
        }
        holderStart = line.substring(space + 1).strip();
        if (!makerIsHere()) {
            state = State.ELSEWHERE;
        } else if (!isAlive(holder, holderStart)) {
            state = State.ENDED;
        }
    }

    static boolean isAlive(int pid, String start) throws IOException {
        try {
            ProcStat stat = ProcStat.parse(Files.readAllBytes(Path.of("/proc/" + pid + "/stat")));
            return !stat.exiting() && Long.toString(stat.starttime()).equals(start);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            if (Files.exists(Path.of("/proc/" + pid))) {
                throw e;
            }
            return false; // it ended while it was read
        }
    }

    private void readType(NamespaceType type, Path bound, String file) throws IOException {
        Map<String, Object> attributes = attributes(bound);
        if (attributes == null && !(" " + makerTypes() + ",").contains(type.procName() + ",")) {
            return;
        }
        long inode = 0;
        if (attributes != null
                && NSFS.equals(attributes.get("dev"))
                && attributes.get("ino") instanceof Number number) {
            inode = number.longValue();
            files.put(type, file);
        } else if (holder != 0) {
            inode = state == State.KEPT ? linked(holder, type) : 0;
            files.put(type, "/proc/" + holder + "/ns/" + type.procName());
        } else {
            state = State.UNBOUND;
            files.put(type, file);
        }
        inodes.put(type, inode);
    }

    private static @Nullable Map<String, Object> attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, "unix:dev,ino", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** The inode of a namespace of a process; 0 if there is none, or it is not ours to know. */
    static long linked(int pid, NamespaceType type) {
        try {
            String text = Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/" + type.procName()))
                    .toString();
            return Long.parseLong(text, text.indexOf('[') + 1, text.length() - 1, 10);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The inodes of the namespaces of a process; none if there is no such process, or it is not ours to know. */
    public static Map<NamespaceType, Long> inodesOf(int pid) {
        Map<NamespaceType, Long> inodes = new EnumMap<>(NamespaceType.class);
        for (NamespaceType type : NamespaceType.values()) {
            long inode = linked(pid, type);
            if (inode != 0) {
                inodes.put(type, inode);
            }
        }
        return inodes;
    }

    /** What {@code ip netns} keeps, in the order of the names. */
    public static List<KeptNamespaces> allOfNetns() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(NETNS))) {
            for (Path entry : entries) {
                names.add(BytePaths.name(entry));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        names.sort(null);
        List<KeptNamespaces> all = new ArrayList<>();
        for (String name : names) {
            KeptNamespaces set = ofNetns(name);
            if (set != null) {
                all.add(set);
            }
        }
        return all;
    }

    /**
     * Whether a user has an id in the user namespace of the set, which then is the one to have there. False if it has none,
     * or nobody is there to be asked.
     */
    public boolean maps(long uid) throws IOException {
        if (holder == 0 || !inodes.containsKey(NamespaceType.USER)) {
            return false;
        }
        byte[] map = Files.readAllBytes(Path.of("/proc/" + holder + "/uid_map"));
        for (IdMapEntry range : IdMapEntry.parse(map)) {
            if (uid >= range.outside() && uid < range.outside() + range.count()) {
                return true;
            }
        }
        return false;
    }

    private String makerTypes() {
        return maker.substring(maker.lastIndexOf(' ') + 1).strip();
    }

    private String text(String file) throws IOException {
        try {
            return new String(Files.readAllBytes(path.resolve(file)), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** The device that the kernel has all namespaces on. */
    private static Object device() {
        try {
            return Files.getAttribute(Path.of("/proc/self/ns/mnt"), "unix:dev");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read /proc/self/ns/mnt", e);
        }
    }

    /** What {@link #MAKER} says of this process. */
    static String makerHere(long flags) {
        return here() + link("mnt") + " " + Long.toHexString(System.nanoTime()) + "-"
                + ProcessHandle.current().pid() + " " + names(flags) + "\n";
    }

    /** The namespaces on which it depends what a PID and a start time mean. */
    private static String here() {
        return link("pid") + " " + link("time") + " ";
    }

    private static String link(String type) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/" + type)).toString();
        } catch (IOException e) {
            return type; // a kernel without that type has one for all
        }
    }

    private boolean makerIsHere() {
        return maker.startsWith(here());
    }

    private boolean wasBoundHere() {
        return maker.startsWith(here() + link("mnt") + " ");
    }

    /** Whether nothing can be done with it any more, here or elsewhere: what {@code prune} removes. */
    public boolean isStale() {
        return state == State.ENDED || (state == State.UNBOUND && wasBoundHere());
    }

    /** Each char a byte. */
    public String name() {
        return name;
    }

    public State state() {
        return state;
    }

    /** Why the set cannot be entered here, in words; null if it can. */
    public @Nullable String whyUnusable() {
        return switch (state) {
            case KEPT -> null;
            case ENDED -> "the process that held them, " + holder + ", has ended";
            case UNBOUND -> "they are not mounted here";
            case ELSEWHERE -> "they were made in another PID or time namespace";
        };
    }

    /** The types, in the order of {@link NamespaceType}. */
    public Set<NamespaceType> types() {
        return Collections.unmodifiableSet(inodes.keySet());
    }

    /** The inode number of a namespace of the set; 0 if it cannot be told. */
    public long inode(NamespaceType type) {
        return inodes.getOrDefault(type, 0L);
    }

    /** The file that stands for a namespace of the set, to be opened and entered, each char a byte; null: no such type. */
    public @Nullable String file(NamespaceType type) {
        return files.get(type);
    }

    /** The process that holds the set, in the PID namespace of its maker; 0 if none has to. */
    public int holder() {
        return holder;
    }

    /** The start time of that process: field 22 of {@code /proc/PID/stat}. */
    public String holderStart() {
        return holderStart;
    }

    /** Whether it is one of {@code ip netns}. */
    public boolean isNetns() {
        return path.startsWith(NETNS);
    }

    /** What {@link #MAKER} says. */
    String maker() {
        return maker;
    }

    /** The types with commas between them. */
    public String typeNames() {
        List<String> names = new ArrayList<>();
        for (NamespaceType type : types()) {
            names.add(type.procName());
        }
        return String.join(",", names);
    }

    /** The types of {@code CLONE_NEW*} flags, with commas between them. */
    static String names(long flags) {
        StringBuilder names = new StringBuilder();
        for (NamespaceType type : NamespaceType.values()) {
            if ((flags & type.cloneFlag()) != 0) {
                names.append(names.isEmpty() ? "" : ",").append(type.procName());
            }
        }
        return names.toString();
    }
}

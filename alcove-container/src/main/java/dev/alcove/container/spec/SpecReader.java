package dev.alcove.container.spec;

import dev.alcove.container.json.JsonException;
import dev.alcove.container.json.JsonReader;
import dev.alcove.container.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads {@code config.json}. Nothing in it is passed over: an unknown field is a mistake, and so are fields of other platforms,
 * fields that came after version 1.2, {@code null}, and a number with a fraction. All mistakes of one kind are told together: first
 * those of types and names, then those that {@link SpecValidator} finds.
 */
public final class SpecReader {
    private static final String PLATFORM = "is for another platform than Linux";

    private SpecReader() {}

    /**
     * Reads a file and checks it.
     *
     * @throws IOException if the file cannot be read
     * @throws SpecException if it is no JSON, or not what the specification has, with the path of the mistake
     */
    public static Spec read(Path config) throws IOException {
        return parse(config.toString(), Files.readAllBytes(config));
    }

    /**
     * Reads a text and checks it.
     *
     * @param source what is read, for the exception
     * @param utf8 the text
     * @throws SpecException if it is no JSON, or not what the specification has, with the path of the mistake
     */
    public static Spec parse(String source, byte[] utf8) {
        Spec spec = shape(source, utf8);
        SpecValidator.check(spec);
        return spec;
    }

    /** Reads a text, and checks types and names of fields alone. */
    static Spec shape(String source, byte[] utf8) {
        Problems problems = new Problems();
        Spec spec = Fields.read(json(source, utf8), "$", problems, SpecReader::spec);
        problems.raise();
        if (spec == null) {
            throw new IllegalStateException(source + ": neither a spec nor a problem");
        }
        return spec;
    }

    private static JsonValue json(String source, byte[] utf8) {
        try {
            return JsonReader.parse(source, utf8);
        } catch (JsonException e) {
            SpecException wrong = new SpecException(e.path(), source + ": " + e.problem());
            wrong.initCause(e);
            throw wrong;
        }
    }

    private static Spec spec(Fields fields) {
        fields.refuse(PLATFORM, "windows", "solaris", "vm", "zos", "freebsd");
        return new Spec(
                fields.requiredString("ociVersion"),
                fields.object("root", root -> new Root(root.requiredString("path"), root.flag("readonly"))),
                fields.object("process", ProcessReader::process),
                fields.string("hostname"),
                fields.string("domainname"),
                fields.objects("mounts", SpecReader::mount),
                fields.object("hooks", SpecReader::hooks),
                fields.stringMap("annotations"),
                fields.object("linux", LinuxReader::linux));
    }

    private static Mount mount(Fields fields) {
        return new Mount(
                fields.requiredString("destination"),
                fields.string("type"),
                fields.string("source"),
                fields.strings("options"),
                mappings(fields, "uidMappings"),
                mappings(fields, "gidMappings"));
    }

    static List<LinuxIdMapping> mappings(Fields fields, String name) {
        return fields.objects(
                name,
                mapping -> new LinuxIdMapping(
                        mapping.requiredNumber("containerID", 0, Fields.UINT32),
                        mapping.requiredNumber("hostID", 0, Fields.UINT32),
                        mapping.requiredNumber("size", 0, Fields.UINT32)));
    }

    private static Hooks hooks(Fields fields) {
        return new Hooks(
                fields.objects("prestart", SpecReader::hook),
                fields.objects("createRuntime", SpecReader::hook),
                fields.objects("createContainer", SpecReader::hook),
                fields.objects("startContainer", SpecReader::hook),
                fields.objects("poststart", SpecReader::hook),
                fields.objects("poststop", SpecReader::hook));
    }

    private static Hook hook(Fields fields) {
        return new Hook(
                fields.requiredString("path"),
                fields.strings("args"),
                fields.strings("env"),
                fields.integer("timeout", Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
}

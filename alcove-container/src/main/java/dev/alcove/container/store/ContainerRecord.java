package dev.alcove.container.store;

import dev.alcove.container.json.JsonReader;
import dev.alcove.container.json.JsonValue;
import dev.alcove.container.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a container beside its spec.
 *
 * @param id twelve hexadecimal digits
 * @param name what people call it; null for none
 * @param created when
 * @param detached whether it runs in the background
 * @param autoRemove whether it is removed when it has ended
 * @param cgroups its cgroups, directories, the deepest first
 * @param writable the directory with what it has written over its image; null for none
 */
public record ContainerRecord(
        String id,
        @Nullable String name,
        Instant created,
        boolean detached,
        boolean autoRemove,
        List<String> cgroups,
        @Nullable String writable) {
    public ContainerRecord {
        cgroups = List.copyOf(cgroups);
    }

    /** The same under another name. */
    public ContainerRecord withName(String newName) {
        return new ContainerRecord(id, newName, created, detached, autoRemove, cgroups, writable);
    }

    String json() {
        return JsonWriter.object(
                this,
                (writer, record) -> writer.string("id", record.id)
                        .string("name", record.name)
                        .string("created", record.created.toString())
                        .flag("detached", record.detached)
                        .flag("autoRemove", record.autoRemove)
                        .strings("cgroups", record.cgroups)
                        .string("writable", record.writable));
    }

    static ContainerRecord parse(String source, byte[] json) {
        JsonValue value = JsonReader.parse(source, json);
        if (!(value instanceof JsonValue.JsonObject object)) {
            throw new IllegalArgumentException(source + ": not an object");
        }
        Map<String, JsonValue> members = object.members();
        List<String> cgroups = new ArrayList<>();
        if (members.get("cgroups") instanceof JsonValue.JsonArray list) {
            list.elements().forEach(element -> cgroups.add(text(element)));
        }
        return new ContainerRecord(
                text(Objects.requireNonNull(members.get("id"), source + ": no id")),
                members.containsKey("name") ? text(members.get("name")) : null,
                Instant.parse(text(Objects.requireNonNull(members.get("created"), source + ": no created"))),
                members.containsKey("detached"),
                members.containsKey("autoRemove"),
                cgroups,
                members.containsKey("writable") ? text(members.get("writable")) : null);
    }

    private static String text(@Nullable JsonValue value) {
        if (value instanceof JsonValue.JsonString text) {
            return text.value();
        }
        throw new IllegalArgumentException("not a string: " + value);
    }

    byte[] bytes() {
        return json().getBytes(StandardCharsets.UTF_8);
    }
}

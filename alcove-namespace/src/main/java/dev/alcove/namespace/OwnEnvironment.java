package dev.alcove.namespace;

import dev.alcove.linux.raw.Environ;
import dev.alcove.namespace.process.NativeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JVM's own environment, byte for byte. */
final class OwnEnvironment {
    /** Where programs are looked for, each char a byte; null if PATH is not set. */
    static final @Nullable String PATH = Environ.get("PATH");

    private OwnEnvironment() {}

    /**
     * {@code NAME=VALUE} for each variable, each char a byte. A value that is still what the JVM found keeps its bytes,
     * also where they are no text.
     */
    static List<String> variables(Map<String, String> environment) {
        List<String> variables = new ArrayList<>(environment.size());
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = NativeText.bytes(variable.getKey());
            String value = NativeText.bytes(variable.getValue());
            if (variable.getValue().indexOf('\ufffd') >= 0) {
                String own = Environ.get(name);
                value = own != null && NativeText.text(own).equals(variable.getValue()) ? own : value;
            }
            variables.add(name + "=" + value);
        }
        return variables;
    }
}

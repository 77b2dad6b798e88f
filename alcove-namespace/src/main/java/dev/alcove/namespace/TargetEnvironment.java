package dev.alcove.namespace;

import dev.alcove.linux.LinuxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The environment of a target as {@code nsenter --env} passes it on. */
final class TargetEnvironment {
    private TargetEnvironment() {}

    /**
     * {@code NAME=VALUE} for each variable, in the order in which util-linux sets them: the last first, and of several with one
     * name only that. What is no assignment is left out.
     */
    static List<String> of(Target target) throws LinuxException {
        String text = target.read("environ");
        List<String> variables = new ArrayList<>();
        int end = text.length();
        while (end > 0) {
            int last = text.charAt(end - 1) == 0 ? end - 1 : end;
            int start = text.lastIndexOf(0, last - 1) + 1;
            String variable = text.substring(start, last);
            int equals = variable.indexOf('=');
            if (equals > 0 && get(variables, variable.substring(0, equals)) == null) {
                variables.add(variable);
            }
            end = start;
        }
        return variables;
    }

    /** The value of a variable; null if it is not set. */
    static @Nullable String get(List<String> variables, String name) {
        for (int i = 0; i < variables.size(); i++) {
            String variable = variables.get(i);
            if (variable.length() > name.length()
                    && variable.charAt(name.length()) == '='
                    && variable.startsWith(name)) {
                return variable.substring(name.length() + 1);
            }
        }
        return null;
    }
}

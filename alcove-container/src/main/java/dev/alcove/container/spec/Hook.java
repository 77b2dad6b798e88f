package dev.alcove.container.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that gets the container's state as JSON on its standard input.
 *
 * @param path the program, an absolute path
 * @param args its arguments, with the name that it is called by as the first; if empty, the path alone
 * @param env its environment
 * @param timeout seconds after which it is killed, more than 0; null for no limit
 */
public record Hook(
        String path,
        List<String> args,
        List<String> env,
        @Nullable Integer timeout) {
    public Hook {
        args = List.copyOf(args);
        env = List.copyOf(env);
    }
}

package dev.alcove.container.spec;

import java.util.List;

/**
 * Programs that run at points of a container's life.
 *
 * @param prestart deprecated by the specification: as {@code createRuntime}
 * @param createRuntime in the runtime's namespaces, after those of the container exist and before its root is changed
 * @param createContainer in the container's namespaces, found by a path of the runtime, before its root is changed
 * @param startContainer in the container, before its process is executed
 * @param poststart in the runtime's namespaces, after the process has started
 * @param poststop in the runtime's namespaces, after the container is deleted
 */
public record Hooks(
        List<Hook> prestart,
        List<Hook> createRuntime,
        List<Hook> createContainer,
        List<Hook> startContainer,
        List<Hook> poststart,
        List<Hook> poststop) {
    public Hooks {
        prestart = List.copyOf(prestart);
        createRuntime = List.copyOf(createRuntime);
        createContainer = List.copyOf(createContainer);
        startContainer = List.copyOf(startContainer);
        poststart = List.copyOf(poststart);
        poststop = List.copyOf(poststop);
    }
}

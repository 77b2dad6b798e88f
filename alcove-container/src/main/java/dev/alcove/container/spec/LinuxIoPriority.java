package dev.alcove.container.spec;

/**
 * An I/O priority: ioprio_set(2).
 *
 * @param clazz {@code class} in the file: {@code IOPRIO_CLASS_RT}, {@code IOPRIO_CLASS_BE} or {@code IOPRIO_CLASS_IDLE}
 * @param priority 0, the highest, to 7
 */
public record LinuxIoPriority(String clazz, int priority) {}

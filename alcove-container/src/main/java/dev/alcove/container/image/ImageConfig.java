package dev.alcove.container.image;

import java.util.List;
import java.util.Map;

/**
 * How a container of an image is started, as far as the image says so.
 *
 * @param env {@code NAME=value} each
 * @param entrypoint the program and its first arguments; empty if the image has none
 * @param cmd arguments behind those, or the program where there is no entrypoint
 * @param workingDir an absolute path; empty for the root
 * @param user {@code user}, {@code uid}, {@code user:group} or {@code uid:gid}; empty for root
 * @param labels any
 * @param stopSignal {@code SIGTERM} or a number; empty if the image does not say
 * @param architecture {@code amd64}, {@code arm64}
 * @param os {@code linux}
 * @param exposedPorts {@code 80/tcp} or {@code 80} each
 * @param volumes absolute paths whose content is worth keeping
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md">OCI image configuration</a>
 */
public record ImageConfig(
        List<String> env,
        List<String> entrypoint,
        List<String> cmd,
        String workingDir,
        String user,
        Map<String, String> labels,
        String stopSignal,
        String architecture,
        String os,
        List<String> exposedPorts,
        List<String> volumes) {
    public ImageConfig {
        env = List.copyOf(env);
        entrypoint = List.copyOf(entrypoint);
        cmd = List.copyOf(cmd);
        labels = Map.copyOf(labels);
        exposedPorts = List.copyOf(exposedPorts);
        volumes = List.copyOf(volumes);
    }
}

package dev.alcove.container.image;

import dev.alcove.linux.Arch;

/**
 * What an image is made for, in Go's words.
 *
 * @param os {@code linux}
 * @param architecture {@code amd64}, {@code arm64}
 */
public record Platform(String os, String architecture) {
    /** Linux on this machine's processor. */
    public static final Platform HOST = new Platform("linux", ofHost());

    private static String ofHost() {
        return switch (Arch.HOST) {
            case X86_64 -> "amd64";
            case AARCH64 -> "arm64";
        };
    }

    @Override
    public String toString() {
        return os + "/" + architecture;
    }
}

package dev.alcove.container.image;

import dev.alcove.linux.Syscall;
import dev.alcove.linux.raw.Syscalls;

/**
 * How a tar is unpacked.
 *
 * @param privileged whether owners, devices and privileged extended attributes are made, which takes root (CAP_CHOWN,
 *     CAP_FOWNER, CAP_MKNOD, CAP_SETFCAP, CAP_SYS_ADMIN). Without it all belongs to the caller: what the entry says of owners
 *     is lost, devices are skipped
 * @param whiteouts what becomes of entries that delete files of lower layers
 */
public record UnpackOptions(boolean privileged, Whiteouts whiteouts) {
    /** What becomes of entries that delete files of lower layers, {@code .wh.NAME} and {@code .wh..wh..opq}. */
    public enum Whiteouts {
        /** They delete: several layers are unpacked into one directory. */
        APPLY,
        /** They become what overlayfs deletes by: each layer has its directory. */
        OVERLAY
    }

    /** Privileged if the caller is root. */
    public static UnpackOptions ofCaller(Whiteouts whiteouts) {
        return new UnpackOptions(Syscalls.call(Syscall.GETEUID) == 0, whiteouts);
    }
}

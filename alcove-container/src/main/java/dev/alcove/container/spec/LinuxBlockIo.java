package dev.alcove.container.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits of block devices.
 *
 * @param weight 10 to 1000
 * @param leafWeight 10 to 1000, v1 with CFQ
 * @param weightDevice weights by device
 * @param throttleReadBpsDevice bytes read in a second
 * @param throttleWriteBpsDevice bytes written in a second
 * @param throttleReadIOPSDevice reads in a second
 * @param throttleWriteIOPSDevice writes in a second
 */
public record LinuxBlockIo(
        @Nullable Integer weight,
        @Nullable Integer leafWeight,
        List<LinuxWeightDevice> weightDevice,
        List<LinuxThrottleDevice> throttleReadBpsDevice,
        List<LinuxThrottleDevice> throttleWriteBpsDevice,
        List<LinuxThrottleDevice> throttleReadIOPSDevice,
        List<LinuxThrottleDevice> throttleWriteIOPSDevice) {
    public LinuxBlockIo {
        weightDevice = List.copyOf(weightDevice);
        throttleReadBpsDevice = List.copyOf(throttleReadBpsDevice);
        throttleWriteBpsDevice = List.copyOf(throttleWriteBpsDevice);
        throttleReadIOPSDevice = List.copyOf(throttleReadIOPSDevice);
        throttleWriteIOPSDevice = List.copyOf(throttleWriteIOPSDevice);
    }
}

package dev.alcove.container.spec;

/**
 * A comparison of a system call's argument, as unsigned numbers of 64 bits.
 *
 * @param index which argument, 0 to 5
 * @param value what it is compared with; for {@code SCMP_CMP_MASKED_EQ} the mask
 * @param valueTwo for {@code SCMP_CMP_MASKED_EQ} what the masked argument must be, else 0
 * @param op {@code SCMP_CMP_EQ} and the like
 */
public record LinuxSeccompArg(int index, long value, long valueTwo, String op) {}

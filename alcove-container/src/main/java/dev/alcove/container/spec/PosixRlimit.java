package dev.alcove.container.spec;

/**
 * One resource limit: getrlimit(2).
 *
 * @param type {@code RLIMIT_NOFILE} and the like
 * @param hard the limit, unsigned; -1 for none
 * @param soft what is enforced, unsigned, at most {@code hard}; -1 for none
 */
public record PosixRlimit(String type, long hard, long soft) {}

package dev.stile.core.lease;

/**
 * What a commit names to prove that its author still holds the lease.
 *
 * @param lease name
 * @param token grows with each holder of that name
 */
public record Fence(String lease, long token) {}

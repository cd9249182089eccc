package dev.stile.hosting.approve;

import java.time.Duration;

/**
 * Which approvals in words count.
 *
 * @param enabled whether any does
 * @param byAuthor whether the author of the pull request and our own account may give one
 * @param maxAge after which it is void
 * @param requireWrite whether the host must say that its author has write access
 */
public record ApproveSettings(
        boolean enabled, boolean byAuthor, Duration maxAge, boolean requireWrite) {
    /** As it is if nothing is configured. */
    public static ApproveSettings defaults() {
        return new ApproveSettings(false, false, Duration.ofHours(24), true);
    }
}

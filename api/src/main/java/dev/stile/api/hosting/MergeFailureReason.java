package dev.stile.api.hosting;

import java.util.Locale;

/** Why a merge was refused: a closed set. */
public enum MergeFailureReason {
    CONFLICT(Next.REWORK),
    HEAD_CHANGED(Next.READ_AGAIN),
    BASE_CHANGED(Next.READ_AGAIN),
    NOT_COMPUTED(Next.WAIT),
    TRANSIENT(Next.WAIT),
    RATE_LIMITED(Next.WAIT),
    BLOCKED(Next.HUMAN),
    DRAFT(Next.HUMAN),
    METHOD_NOT_ALLOWED(Next.HUMAN),
    QUEUE_REQUIRED(Next.HUMAN),
    PERMISSION(Next.HUMAN),
    CLOSED(Next.STOP),
    MERGED_OTHER_HEAD(Next.STOP_AND_ALARM);

    /** What to do about it. */
    public enum Next {
        REWORK,
        READ_AGAIN,
        WAIT,
        HUMAN,
        STOP,
        STOP_AND_ALARM
    }

    private final Next next;

    MergeFailureReason(Next next) {
        this.next = next;
    }

    /** What a journal says of a merge that ended so, such as {@code hosting.merge_conflict}. */
    String code() {
        return "hosting.merge_" + name().toLowerCase(Locale.ROOT);
    }

    public Next next() {
        return next;
    }
}

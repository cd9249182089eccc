package dev.stile.core.crash;

import java.util.Locale;

/**
 * Every named point (FL-100): {@code area.step.before} or {@code area.step.after}. A surface adds
 * its own to this list, so that a test can go through all of them.
 *
 * <p>With {@code STILE_TESTING=1} and {@code STILE_CRASH_AT=<name>[:n]} the process dies by SIGKILL
 * at the nth time that it reaches the point.
 */
public enum CrashPoint {
    /** The rows are about to be committed. */
    AUDIT_APPEND_BEFORE,
    /** The rows are durable. */
    AUDIT_APPEND_AFTER,
    /** The head is about to be replaced. */
    AUDIT_HEAD_BEFORE,
    /** The head is durable. */
    AUDIT_HEAD_AFTER,
    /** A plan of effects is about to be committed. */
    EFFECT_PLAN_BEFORE,
    /** The plan is durable. */
    EFFECT_PLAN_AFTER,
    /** An effect is about to be marked as sending. */
    EFFECT_SENDING_BEFORE,
    /** It is marked, and its request may leave. */
    EFFECT_SENDING_AFTER,
    /** An effect happened, and its outcome is about to be committed. */
    EFFECT_OUTCOME_BEFORE,
    /** The outcome is durable. */
    EFFECT_OUTCOME_AFTER,
    /** What a person decided about an action is about to be committed. */
    OUTBOX_DECIDE_BEFORE,
    /** The decision is durable. */
    OUTBOX_DECIDE_AFTER,
    /** What became of an action that nobody finished is about to be committed. */
    OUTBOX_SETTLE_BEFORE,
    /** It is durable. */
    OUTBOX_SETTLE_AFTER,
    /** Facts are about to be stored with their cursor. */
    INBOX_STORE_BEFORE,
    /** Facts and cursor are durable. */
    INBOX_STORE_AFTER,
    /** A commit of a mirror is written, and the rows that go with it are about to be committed. */
    MIRROR_ROWS_BEFORE,
    /** The rows are durable, and main is about to move. */
    MIRROR_REF_BEFORE,
    /** Main has moved, and the cursor is about to. */
    MIRROR_CURSOR_BEFORE,
    /** A push wrote everything, and main is about to show it. */
    PUSH_PUBLISH_BEFORE,
    /** Main shows it, and its plan is about to be closed. */
    PUSH_CLOSE_BEFORE;

    private static final Arming ARMED = Arming.of(System.getenv());

    /** As the variable spells it, such as {@code audit.append.before}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** Dies here if a test asked for it. */
    public void reach() {
        if (ARMED.isDue(this)) {
            Death.now();
        }
    }
}

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
    /** The life of a connection is about to move on. */
    CONNECTION_LIFE_BEFORE,
    /** Where it stands now is durable. */
    CONNECTION_LIFE_AFTER,
    /** A step of a connection's deletion is about to be done; the nth visit is the nth step. */
    CONNECTION_DELETE_BEFORE,
    /** The step is done. */
    CONNECTION_DELETE_AFTER,
    /** A stream's position is about to be set by a person. */
    CONNECTION_POSITION_BEFORE,
    /** It is set. */
    CONNECTION_POSITION_AFTER,
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
    /** Objects of a listing's pages are durable, and their rows are about to be committed. */
    LISTING_PIECE_BEFORE,
    /** The rows are durable, with the place where the listing goes on. */
    LISTING_PIECE_AFTER,
    /** Deliveries of a page of events are about to be committed with the new place. */
    ROUTING_COMMIT_BEFORE,
    /** Deliveries and place are durable. */
    ROUTING_COMMIT_AFTER,
    /** Deliveries are about to be claimed. */
    DELIVERY_CLAIM_BEFORE,
    /** The claim is durable, and what was claimed may run. */
    DELIVERY_CLAIM_AFTER,
    /** A claimed delivery is about to have its effect, or to be proposed. */
    DELIVERY_EFFECT_BEFORE,
    /** It had it. */
    DELIVERY_EFFECT_AFTER,
    /** How it ended is about to be committed. */
    DELIVERY_FINISH_BEFORE,
    /** The end is durable. */
    DELIVERY_FINISH_AFTER,
    /** Deliveries that wait are about to follow their outbox entries. */
    DELIVERY_SETTLE_BEFORE,
    /** They followed. */
    DELIVERY_SETTLE_AFTER,
    /** What was decided about a pull request is about to be committed. */
    WATCH_DECIDE_BEFORE,
    /** It is durable, with its row and its plan, and may be acted on. */
    WATCH_DECIDE_AFTER,
    /** What was handed out is about to be committed as an event. */
    WATCH_ACT_BEFORE,
    /** The event is durable, and that it was told. */
    WATCH_ACT_AFTER,
    /** A planned merge is about to be sent. */
    MERGE_SEND_BEFORE,
    /** It was answered, and what that means is about to be committed. */
    MERGE_ANSWER_BEFORE,
    /** The answer is durable. */
    MERGE_ANSWER_AFTER,
    /** Where records will stand in a file is about to be committed. */
    APPEND_JOURNAL_BEFORE,
    /** The journal is durable, and the file is about to be written. */
    APPEND_JOURNAL_AFTER,
    /** The file is written, and its journal is about to say so. */
    APPEND_DONE_BEFORE,
    /** The journal says so. */
    APPEND_DONE_AFTER,
    /** A commit of a mirror is written, and the rows that go with it are about to be committed. */
    MIRROR_ROWS_BEFORE,
    /** The rows are durable, and main is about to move. */
    MIRROR_REF_BEFORE,
    /** Main has moved, and the cursor is about to. */
    MIRROR_CURSOR_BEFORE,
    /** A push wrote everything, and main is about to show it. */
    PUSH_PUBLISH_BEFORE,
    /** Main shows it, and its plan is about to be closed. */
    PUSH_CLOSE_BEFORE,
    /** A restored store is ready, and is about to take the place of the one that is there. */
    RESTORE_REPLACE_BEFORE,
    /** It is there, and where its audit log ends is about to be written. */
    RESTORE_HEAD_BEFORE;

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

package dev.stile.api.action;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of thing an action does: a closed list, from the least restricted to the most. */
public enum Category {
    EXTERNAL_MESSAGE_READ(Weight.LOOKS),
    EXTERNAL_RECORD_READ(Weight.LOOKS),
    EXTERNAL_CODE_READ(Weight.LOOKS),
    EXTERNAL_CALENDAR_READ(Weight.LOOKS),
    EXTERNAL_MESSAGE_DRAFT(Weight.STAYS_INSIDE),
    EXTERNAL_MESSAGE_INTERACTION(Weight.ACTS),
    EXTERNAL_MODEL_CALL(Weight.STAYS_INSIDE),
    LOCAL_WRITE(Weight.STAYS_INSIDE),
    EXTERNAL_CALENDAR_RSVP(Weight.ACTS),
    EXTERNAL_RECORD_CREATE(Weight.ACTS),
    EXTERNAL_RECORD_UPDATE(Weight.ACTS),
    EXTERNAL_RECORD_TRANSITION(Weight.ACTS),
    EXTERNAL_MESSAGE_SEND(Weight.ACTS),
    EXTERNAL_MESSAGE_EDIT(Weight.ACTS),
    EXTERNAL_CODE_REVIEW(Weight.ACTS),
    EXTERNAL_CALENDAR_WRITE(Weight.ACTS),
    NETWORK_POST(Weight.ACTS),
    EXTERNAL_CODE_WRITE(Weight.ACTS),
    USER_BROWSER_ACTION(Weight.ACTS),
    EXTERNAL_MESSAGE_DELETE(Weight.HARD_TO_UNDO),
    EXTERNAL_RECORD_DELETE(Weight.HARD_TO_UNDO),
    EXTERNAL_CHAT_MEMBERSHIP(Weight.HARD_TO_UNDO),
    EXTERNAL_ACCOUNT_PROFILE(Weight.HARD_TO_UNDO),
    EXTERNAL_CODE_MERGE(Weight.HARD_TO_UNDO),
    EXTERNAL_MESSAGE_ADMIN(Weight.HARD_TO_UNDO),
    EXTERNAL_CHAT_ADMIN(Weight.HARD_TO_UNDO),
    LOCAL_EXEC(Weight.HARD_TO_UNDO);

    private enum Weight {
        LOOKS,
        STAYS_INSIDE,
        ACTS,
        HARD_TO_UNDO
    }

    private final Weight weight;

    Category(Weight weight) {
        this.weight = weight;
    }

    /** As templates spell it, such as {@code external_message_send}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The category of that spelling. */
    public static Optional<Category> parse(String wire) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(wire)).findFirst();
    }

    /** What a word outside the list counts as. */
    public static Category mostRestricted() {
        return LOCAL_EXEC;
    }

    /** Whether a policy treats the other no more strictly than this one. */
    public boolean isAtLeast(Category other) {
        return compareTo(other) >= 0;
    }

    /** Whether actions of this kind only look. */
    public boolean onlyReads() {
        return weight == Weight.LOOKS;
    }

    /** Whether nobody but us sees that something of this kind was done. */
    public boolean staysInside() {
        return weight == Weight.LOOKS || weight == Weight.STAYS_INSIDE;
    }

    /**
     * Whether something of this kind reaches a person or a place, which an action of it has to name
     * by its recipient: labels are checked against that (FL-1, TU-34). A draft, a question to a
     * model, what is done on this machine and a profile of one's own go where the connection goes.
     */
    public boolean reachesSomebody() {
        return switch (this) {
            case EXTERNAL_MESSAGE_SEND,
                    EXTERNAL_MESSAGE_EDIT,
                    EXTERNAL_MESSAGE_DELETE,
                    EXTERNAL_MESSAGE_ADMIN,
                    EXTERNAL_MESSAGE_INTERACTION,
                    EXTERNAL_RECORD_CREATE,
                    EXTERNAL_RECORD_UPDATE,
                    EXTERNAL_RECORD_DELETE,
                    EXTERNAL_RECORD_TRANSITION,
                    EXTERNAL_CODE_REVIEW,
                    EXTERNAL_CODE_WRITE,
                    EXTERNAL_CODE_MERGE,
                    EXTERNAL_CALENDAR_WRITE,
                    EXTERNAL_CALENDAR_RSVP,
                    EXTERNAL_CHAT_MEMBERSHIP,
                    EXTERNAL_CHAT_ADMIN,
                    NETWORK_POST ->
                    true;
            case EXTERNAL_MESSAGE_READ,
                    EXTERNAL_RECORD_READ,
                    EXTERNAL_CODE_READ,
                    EXTERNAL_CALENDAR_READ,
                    EXTERNAL_MESSAGE_DRAFT,
                    EXTERNAL_MODEL_CALL,
                    EXTERNAL_ACCOUNT_PROFILE,
                    USER_BROWSER_ACTION,
                    LOCAL_WRITE,
                    LOCAL_EXEC ->
                    false;
        };
    }

    /** Whether what this kind does cannot be taken back by doing something else. */
    public boolean isHardToUndo() {
        return weight == Weight.HARD_TO_UNDO;
    }
}

package dev.stile.api.action;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of thing an action does: a closed list, from the least restricted to the most. */
public enum Category {
    EXTERNAL_MESSAGE_READ,
    EXTERNAL_RECORD_READ,
    EXTERNAL_CODE_READ,
    EXTERNAL_CALENDAR_READ,
    EXTERNAL_MESSAGE_DRAFT,
    EXTERNAL_MESSAGE_INTERACTION,
    EXTERNAL_MODEL_CALL,
    LOCAL_WRITE,
    EXTERNAL_CALENDAR_RSVP,
    EXTERNAL_RECORD_CREATE,
    EXTERNAL_RECORD_UPDATE,
    EXTERNAL_RECORD_TRANSITION,
    EXTERNAL_MESSAGE_SEND,
    EXTERNAL_MESSAGE_EDIT,
    EXTERNAL_CODE_REVIEW,
    EXTERNAL_CALENDAR_WRITE,
    NETWORK_POST,
    EXTERNAL_CODE_WRITE,
    USER_BROWSER_ACTION,
    EXTERNAL_MESSAGE_DELETE,
    EXTERNAL_RECORD_DELETE,
    EXTERNAL_CHAT_MEMBERSHIP,
    EXTERNAL_ACCOUNT_PROFILE,
    EXTERNAL_CODE_MERGE,
    EXTERNAL_MESSAGE_ADMIN,
    EXTERNAL_CHAT_ADMIN,
    LOCAL_EXEC;

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
        return switch (this) {
            case EXTERNAL_MESSAGE_READ,
                    EXTERNAL_RECORD_READ,
                    EXTERNAL_CODE_READ,
                    EXTERNAL_CALENDAR_READ ->
                    true;
            case EXTERNAL_MESSAGE_DRAFT,
                    EXTERNAL_MESSAGE_INTERACTION,
                    EXTERNAL_MODEL_CALL,
                    LOCAL_WRITE,
                    EXTERNAL_CALENDAR_RSVP,
                    EXTERNAL_RECORD_CREATE,
                    EXTERNAL_RECORD_UPDATE,
                    EXTERNAL_RECORD_TRANSITION,
                    EXTERNAL_MESSAGE_SEND,
                    EXTERNAL_MESSAGE_EDIT,
                    EXTERNAL_CODE_REVIEW,
                    EXTERNAL_CALENDAR_WRITE,
                    NETWORK_POST,
                    EXTERNAL_CODE_WRITE,
                    USER_BROWSER_ACTION,
                    EXTERNAL_MESSAGE_DELETE,
                    EXTERNAL_RECORD_DELETE,
                    EXTERNAL_CHAT_MEMBERSHIP,
                    EXTERNAL_ACCOUNT_PROFILE,
                    EXTERNAL_CODE_MERGE,
                    EXTERNAL_MESSAGE_ADMIN,
                    EXTERNAL_CHAT_ADMIN,
                    LOCAL_EXEC ->
                    false;
        };
    }
}

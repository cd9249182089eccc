package dev.stile.core.policy;

import dev.stile.api.action.Category;
import dev.stile.api.label.Integrity;

import java.util.Optional;

/**
 * An action that a subject wants done, as a policy is asked about it.
 *
 * @param connection slug
 * @param action slug
 * @param category what kind of thing it does
 * @param externalSideEffect whether others can see that it was done
 * @param container project, space or conversation, where it is known
 * @param recipient whom or where it reaches, for what reaches somebody
 * @param integrity of its content
 */
public record ActQuestion(
        Subject subject,
        String connection,
        String action,
        Category category,
        boolean externalSideEffect,
        Optional<String> container,
        Optional<String> recipient,
        Integrity integrity) {
    /**
     * Whether it does more than look: what is said to be harmless and is of no such kind counts.
     */
    boolean isEffect() {
        return externalSideEffect
                || !switch (category) {
                    case EXTERNAL_MESSAGE_READ,
                            EXTERNAL_RECORD_READ,
                            EXTERNAL_CODE_READ,
                            EXTERNAL_CALENDAR_READ,
                            EXTERNAL_MESSAGE_DRAFT,
                            EXTERNAL_MODEL_CALL,
                            LOCAL_WRITE ->
                            true;
                    case EXTERNAL_MESSAGE_INTERACTION,
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

    /** Whether a program asks, which nobody watches. */
    boolean isByProgram() {
        return !(subject instanceof Subject.Person);
    }
}

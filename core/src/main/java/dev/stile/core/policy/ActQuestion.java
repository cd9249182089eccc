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
        return externalSideEffect || !category.staysInside();
    }

    /** Whether a program asks, which nobody watches. */
    boolean isByProgram() {
        return !(subject instanceof Subject.Person);
    }
}

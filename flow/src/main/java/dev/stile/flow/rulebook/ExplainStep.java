package dev.stile.flow.rulebook;

import java.util.Optional;

/**
 * One step of a decision.
 *
 * @param name {@code kind}, {@code flag}, {@code contact}, or the place of a filter in the document
 * @param passed whether it let the event through; empty for a step that was not reached
 * @param seen what was found, in words of ours and of the rule's author, none of the event
 */
public record ExplainStep(String name, Optional<Boolean> passed, String seen) {
    static ExplainStep of(String name, boolean passed, String seen) {
        return new ExplainStep(name, Optional.of(passed), seen);
    }
}

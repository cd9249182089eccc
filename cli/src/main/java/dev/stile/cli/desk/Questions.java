package dev.stile.cli.desk;

import java.util.Optional;

/**
 * Asks whoever is there. What a secret holds is never asked for here: an answer may be shown and
 * kept by whatever asks.
 */
public interface Questions {
    /** Whether anybody is there. Where nobody is, no question waits for an answer. */
    boolean canAsk();

    /** One line, without blanks around it; empty if nobody answers any more. */
    Optional<String> ask(String question);

    /** Asks for a yes. Anything else is a no. */
    default boolean agree(String question) {
        return ask(question + " Type yes:").filter("yes"::equals).isPresent();
    }
}

package dev.stile.flow.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules in force. Any thread may ask; a change of any process is seen at the next call. */
public interface RuleBook {
    /** Rules that take events of the connection now: neither paused nor unsupported, by slug. */
    List<Rule> of(String connection);

    /**
     * Slugs of rules whose deliveries wait until they are resumed: paused, held, disabled and
     * unsupported ones. What was routed to one before, or is given to it by name, is not lost.
     */
    default Set<String> resting() {
        return Set.of();
    }

    /** One version, also of a rule that was changed or deleted since. */
    Optional<Rule> version(String slug, long version);

    /** The newest version of a rule that was not deleted. */
    Optional<Rule> current(String slug);
}

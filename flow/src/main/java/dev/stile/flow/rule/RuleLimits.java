package dev.stile.flow.rule;

import java.util.OptionalInt;

/**
 * How much a rule may do.
 *
 * @param perHour most deliveries in an hour; over it the rule is disabled
 * @param concurrency most at the same time
 */
public record RuleLimits(OptionalInt perHour, int concurrency) {
    /** No quota, four at the same time. */
    public static RuleLimits standard() {
        return new RuleLimits(OptionalInt.empty(), 4);
    }
}

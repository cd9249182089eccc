package dev.stile.flow.rule;

/** What a rule says to an event. */
public sealed interface Decision {
    /**
     * Not for this rule: no delivery.
     *
     * @param reason word of ours: {@code kind}, {@code flag}, {@code contact}, {@code where}
     */
    record NoMatch(String reason) implements Decision {}

    /** Ignored on purpose: a delivery that is done at once. */
    record Skip(String reason) implements Decision {}

    /** A delivery. */
    record Match() implements Decision {}

    /**
     * The rule could not be asked: a failed delivery.
     *
     * @param code slug of the registry
     */
    record Broken(String code, String reason) implements Decision {}
}

package dev.stile.flow.rule;

/** Which deliveries of one rule wait for each other. */
public enum Order {
    /** None. */
    NONE,
    /** Those of one key start in order, one at a time; one that failed lets later ones pass. */
    KEY,
    /** Those of one key wait until the one before is done or dead. */
    STRICT
}

package dev.stile.flow.rule;

/**
 * Somebody who is asked about an event before the action: a command, or a model behind a
 * connection.
 *
 * @param question words of the rule's author
 * @param with its name, or the connection's
 * @param inconclusive what becomes of an event that it cannot tell about
 */
public record Classifier(String question, String with, Inconclusive inconclusive) {
    /** What no answer means. */
    public enum Inconclusive {
        /** A person looks: a dead letter with that reason. */
        REVIEW,
        PASS,
        REJECT
    }
}

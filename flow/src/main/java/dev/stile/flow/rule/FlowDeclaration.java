package dev.stile.flow.rule;

/**
 * A flow that the author of a rule allowed by name.
 *
 * @param kind data to a place, or text into an instruction
 * @param from a scope as labels spell it
 * @param to the sink: a place such as {@code ops-chat/C042}, or a field of the rule
 * @param reason why, for whoever approves
 */
public record FlowDeclaration(Kind kind, String from, String to, String reason) {
    /** What is allowed. */
    public enum Kind {
        /** {@code allow_flow}: private data to that place. */
        FLOW,
        /** {@code allow_text}: untrusted text into that field. */
        TEXT
    }
}

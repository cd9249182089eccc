package dev.stile.api.label;

/** How far a value may be believed. Ordered: the join of two values is the lower one. */
public enum Integrity {
    /** Came from outside, or was computed from something that did. */
    UNTRUSTED,
    /** The user configured or typed it. */
    TRUSTED;

    /** Reads a stored name; whatever is not {@code TRUSTED} is not. */
    public static Integrity parse(String text) {
        return text.equals(TRUSTED.name()) ? TRUSTED : UNTRUSTED;
    }

    /** The lower of the two. */
    public Integrity join(Integrity other) {
        return this == TRUSTED ? other : this;
    }
}

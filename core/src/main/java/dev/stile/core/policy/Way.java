package dev.stile.core.policy;

/** By which way a subject wants to do it. */
public enum Way {
    /** A command of its own for this one thing. */
    COMMAND,
    /** A push, whose caps ask about many deletes. */
    PUSH
}

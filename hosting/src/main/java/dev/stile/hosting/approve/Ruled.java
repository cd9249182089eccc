package dev.stile.hosting.approve;

import dev.stile.api.hosting.PRComment;
import dev.stile.hosting.people.Pin;

import java.util.Optional;

/**
 * A command and whether it counts.
 *
 * @param pin what is to be kept before anybody relies on it
 */
public record Ruled(PRComment comment, Verdict verdict, Optional<Pin> pin) {
    /** Why a command does not count, or that it does. */
    public enum Verdict {
        COUNTS,
        HIDDEN,
        EDITED,
        TOO_OLD,
        /** Given before the head became the head. */
        BEFORE_HEAD,
        OTHER_HEAD,
        NOT_HUMAN,
        OWN_ACCOUNT,
        AUTHOR,
        NO_WRITE_ACCESS,
        NOT_AUTHORISED,
        /** The handle of a person who may approve, in the hands of another account. */
        HANDLE_REUSED
    }

    static Ruled not(PRComment comment, Verdict verdict) {
        return new Ruled(comment, verdict, Optional.empty());
    }
}

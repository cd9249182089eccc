package dev.stile.hosting.people;

import java.util.Optional;

/**
 * What an account may do.
 *
 * @param person whose it is, or whose handle it has
 * @param pin what is to be kept before anybody relies on it
 * @param isByHandle whether a handle alone says so
 */
public record Standing(
        Verdict verdict, Optional<String> person, Optional<Pin> pin, boolean isByHandle) {
    /** Whether it may approve. */
    public enum Verdict {
        MAY_APPROVE,
        /** It is the account of somebody without the role. */
        NO_ROLE,
        /** It has the handle of somebody, and is another account than the one that had it. */
        HANDLE_REUSED,
        STRANGER
    }

    static Standing stranger() {
        return new Standing(Verdict.STRANGER, Optional.empty(), Optional.empty(), true);
    }
}

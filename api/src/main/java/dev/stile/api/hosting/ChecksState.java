package dev.stile.api.hosting;

import java.util.Collection;
import java.util.Comparator;

/** What a set of checks says, from the worst to the best, which is to have none. */
public enum ChecksState {
    FAILING,
    UNKNOWN,
    PENDING,
    PASSING,
    NONE;

    /** The worst of several; none of none. */
    public static ChecksState worst(Collection<ChecksState> states) {
        return states.stream().min(Comparator.naturalOrder()).orElse(NONE);
    }
}

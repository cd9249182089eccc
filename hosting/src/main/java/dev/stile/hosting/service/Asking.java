package dev.stile.hosting.service;

import dev.stile.core.policy.Subject;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * In whose name a host is used.
 *
 * @param subject who asks
 * @param confirmed whether a person said what is hard to undo again, naming its exact content, such
 *     as a merge with the head that is expected
 * @param refs what audit rows belong to, such as {@code session}
 */
public record Asking(Subject subject, boolean confirmed, SortedMap<String, String> refs) {
    public Asking {
        refs = Collections.unmodifiableSortedMap(new TreeMap<>(refs));
    }

    /** Somebody who confirmed nothing. */
    public static Asking of(Subject subject) {
        return new Asking(subject, false, new TreeMap<>());
    }

    /** The same, after the content was named again. */
    public Asking confirming() {
        return new Asking(subject, true, refs);
    }
}

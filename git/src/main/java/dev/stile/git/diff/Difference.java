package dev.stile.git.diff;

import dev.stile.api.record.FieldRef;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What differs by meaning in what a user may write.
 *
 * @param fields the fields that differ, the body included
 * @param bodyUnknown whether one of the bodies is not here, so that nobody can tell
 */
public record Difference(SortedSet<FieldRef> fields, boolean bodyUnknown) {
    /** Whether two contents are the same. */
    public enum Sameness {
        SAME,
        DIFFERENT,
        /** Nothing that is here differs, and a body is not here. */
        UNKNOWN
    }

    public Difference {
        fields = Collections.unmodifiableSortedSet(new TreeSet<>(fields));
    }

    /** The verdict, which may leave tainted data as a fact. */
    public Sameness sameness() {
        if (!fields.isEmpty()) {
            return Sameness.DIFFERENT;
        }
        return bodyUnknown ? Sameness.UNKNOWN : Sameness.SAME;
    }

    /** The fields that both differ in: what two people changed at the same time. */
    public SortedSet<FieldRef> onBothSides(SortedSet<FieldRef> others) {
        SortedSet<FieldRef> both = new TreeSet<>(fields);
        both.retainAll(others);
        return both;
    }
}

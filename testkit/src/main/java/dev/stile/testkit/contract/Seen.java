package dev.stile.testkit.contract;

import dev.stile.api.taint.Tainted;

import java.util.ArrayList;
import java.util.List;

/** Looks into tainted values, as only a test may. */
public final class Seen {
    private Seen() {}

    /** What is inside. */
    public static <T> T in(Tainted<T> tainted) {
        List<T> seen = new ArrayList<>(1);
        // A test asserts on what a program may not look at: the one side effect in a mapping.
        tainted.map(seen::add);
        return seen.getFirst();
    }
}

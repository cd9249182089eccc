package dev.stile.flow.path;

import java.util.OptionalLong;

/** What picks children of a value (RFC 9535, 2.3). */
sealed interface Selector {
    /** The member of that name. */
    record Name(String name) implements Selector {}

    /** The item at that place; a negative one counts from the end. */
    record Index(long index) implements Selector {}

    /** Every so many items; a step of 0 picks none. */
    record Slice(OptionalLong start, OptionalLong end, long step) implements Selector {}

    /** Every member or item. */
    record Wildcard() implements Selector {}
}

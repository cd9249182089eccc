package dev.stile.api.store;

import java.util.OptionalLong;

/** How a listing ended. Only {@link Complete} proves that what was not listed is not there. */
public sealed interface ListingEnd {
    /** The server itself said that this was all. */
    record Complete() implements ListingEnd {}

    /**
     * Somebody's limit cut it.
     *
     * @param by who cut it, in words of ours: {@code the server's own cap}
     * @param limit the limit in records, if it is known
     * @param seen records delivered before the cut
     */
    record Truncated(String by, OptionalLong limit, long seen) implements ListingEnd {}

    /** It ended, and nothing proves that it was all. */
    record Unknown(String why) implements ListingEnd {}
}

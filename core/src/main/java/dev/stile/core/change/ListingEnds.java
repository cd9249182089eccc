package dev.stile.core.change;

import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;

import java.util.Optional;

/** What the end of a listing proves. */
final class ListingEnds {
    private ListingEnds() {}

    static void requireWhole(Listing ended) {
        cut(ended)
                .ifPresent(
                        reason -> {
                            throw new Unavailable(
                                    "the server did not list everything ("
                                            + reason
                                            + "); what it listed is stored");
                        });
    }

    /** Why a listing that ended does not prove that it was all. */
    static Optional<String> cut(Listing ended) {
        return switch (ended.end()) {
            case ListingEnd.Complete complete -> Optional.empty();
            case ListingEnd.Truncated truncated -> Optional.of("listing_truncated");
            case ListingEnd.Unknown unknown -> Optional.of("listing_unproven");
        };
    }
}

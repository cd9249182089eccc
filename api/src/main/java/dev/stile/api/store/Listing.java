package dev.stile.api.store;

import dev.stile.api.value.Cursor;

import java.util.Optional;

/**
 * A listing that pulls its pages lazily: nothing is requested before the first {@link #nextPage()}.
 * One thread at a time.
 *
 * <p>An exception in the middle is no end: the pages before it stay valid, and a later listing may
 * go on from the last page's position. Each id is delivered once; a record that changed while it
 * was listed is delivered again, in a later page, and the later one counts.
 */
public interface Listing extends AutoCloseable {
    /**
     * The next page; empty after the last one. Blocks for at most one request and its repeats.
     *
     * @throws dev.stile.api.error.ConnectorException when the server does not answer as promised
     */
    Optional<Page> nextPage();

    /**
     * How it ended.
     *
     * @throws IllegalStateException before {@link #nextPage()} was empty
     */
    ListingEnd end();

    /**
     * What the next delta continues from: fixed by the first page, given after the last. Empty
     * where the vendor has none.
     *
     * @throws IllegalStateException before {@link #nextPage()} was empty
     */
    Optional<Cursor> nextCursor();

    /** Stops asking for pages. May be repeated. */
    @Override
    void close();
}

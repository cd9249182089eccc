package dev.stile.git.mirror;

import java.util.Locale;

/** The single words that a mirror remembers. */
public enum MetaName {
    CONNECTION,
    PROJECT,
    /** The server that the connection speaks to. */
    SERVER,
    /** Number of the file format that main is written in. */
    FORMAT,
    /** What the next delta continues from. */
    CURSOR,
    /** When the last full listing ended, and how many pages it had. */
    LISTED_AT,
    LISTED_PAGES,
    /** Where a listing under way can go on. */
    LISTING_POSITION,
    /** A commit whose ref may not have moved yet. */
    PENDING,
    /** The schema as it was last read. */
    SCHEMA,
    /** When a push last wrote something, on our clock. */
    WRITTEN_AT,
    /** Newest time that the server said, for the times of commits. */
    SERVER_TIME;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }
}

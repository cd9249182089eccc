package dev.stile.hosting.watch;

/**
 * How the watches of one connection stand. An equal one means that nobody changed any of them.
 *
 * @param count of those that did not end
 * @param due sum of the times of their next looks
 * @param version of the connection; 0 if it is gone
 * @param stopped whether its credentials were refused
 */
public record WatchStanding(
        String connection, long count, long due, long version, boolean stopped) {}

package dev.stile.core.inbox;

/**
 * A fact in the inbox.
 *
 * @param place grows with each stored fact; a reader goes on after the last one that it saw
 * @param connection slug
 */
public record StoredFact(long place, String connection, Fact fact) {}

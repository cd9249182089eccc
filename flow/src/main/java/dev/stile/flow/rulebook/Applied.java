package dev.stile.flow.rulebook;

/**
 * What storing a document did.
 *
 * @param version that is in force now
 * @param created whether there was no rule of that slug
 * @param changed false if the very same document was there
 */
public record Applied(String slug, long version, boolean created, boolean changed) {}

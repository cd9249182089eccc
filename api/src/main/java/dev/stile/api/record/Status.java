package dev.stile.api.record;

/**
 * A status of a record.
 *
 * @param name the vendor's own name: shown and written
 * @param category what it means: shown, never sent
 */
public record Status(String name, StatusCategory category) {}

package dev.stile.flow.schema;

/**
 * One place that does not fit.
 *
 * @param pointer RFC 6901 pointer into what was checked; may hold names from outside
 * @param reason words of ours and of the schema; no value from outside
 */
public record SchemaFault(String pointer, String reason) {}

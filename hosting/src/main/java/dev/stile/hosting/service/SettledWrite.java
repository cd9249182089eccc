package dev.stile.hosting.service;

/**
 * A write that might have happened, and what a read said of it.
 *
 * @param write as it was before the read
 * @param end what is known now
 */
public record SettledWrite(OpenIntent write, WriteEnd end) {}

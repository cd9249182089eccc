package dev.stile.connectors.other;

/** What a neighbour must not see. */
public record Other() {}

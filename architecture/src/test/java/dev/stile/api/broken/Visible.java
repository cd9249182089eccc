package dev.stile.api.broken;

/** What connectors may see and the simulator may not. */
public record Visible() {}

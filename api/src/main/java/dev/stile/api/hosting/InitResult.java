package dev.stile.api.hosting;

/** What became of a start. Names keys and rules, never values. */
public record InitResult(boolean success, String message) {}

package dev.stile.flow.rule;

import java.time.Duration;

/**
 * How events are collected.
 *
 * @param quiet closes a batch so long after its last event
 * @param maxAge closes it so long after its first
 * @param maxSize closes it at so many events
 */
public record Batching(Duration quiet, Duration maxAge, int maxSize) {}

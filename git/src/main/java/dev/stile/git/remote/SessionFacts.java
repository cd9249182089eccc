package dev.stile.git.remote;

import java.util.Optional;

/**
 * What one session of a helper was about, for the audit.
 *
 * @param command {@code fetch}, {@code read} for objects alone, {@code push}, or {@code list}
 * @param git what git says it is, such as {@code git/2.39.5}, if it said so
 * @param wants objects that git asked for by name
 * @param bytes that were served
 */
public record SessionFacts(String command, Optional<String> git, long wants, long bytes) {}

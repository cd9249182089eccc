package dev.stile.hosting.policy;

/**
 * An alternative that was looked at.
 *
 * @param name such as {@code feedback} or {@code gate}
 * @param why words of ours
 */
public record Considered(String name, String why) {}

package dev.stile.hosting.policy;

/**
 * An alternative that was looked at.
 *
 * @param name such as {@code feedback} or {@code gate}
 * @param why words of ours; nothing that a host said
 */
public record Considered(String name, String why) {}

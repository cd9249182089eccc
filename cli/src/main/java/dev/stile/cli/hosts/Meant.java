package dev.stile.cli.hosts;

/**
 * What somebody named, and the connection that leads to it.
 *
 * @param <T> a repository or a pull request
 * @param connection the only one that it can be
 * @param ref what is meant
 */
public record Meant<T>(HostConnection connection, T ref) {}

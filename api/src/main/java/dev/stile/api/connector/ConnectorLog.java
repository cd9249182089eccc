package dev.stile.api.connector;

import dev.stile.api.taint.Tainted;

import java.util.List;

/**
 * Where a connector says something for people who look for a fault. Never blocks for long; any
 * thread.
 */
public interface ConnectorLog {
    /**
     * Something that a person may want to know.
     *
     * @param message words of ours
     * @param remote text from outside, escaped before it is written
     */
    void note(String message, List<Tainted<String>> remote);
}

package dev.stile.core.inbox;

import java.util.Optional;
import java.util.Set;

/**
 * Somebody who wants events of a connection.
 *
 * @param name such as {@code rule:alarm}
 * @param contacts whose events only; empty means everybody's
 */
public record Consumer(String name, Optional<Set<String>> contacts) {
    public Consumer {
        contacts = contacts.map(Set::copyOf);
    }
}

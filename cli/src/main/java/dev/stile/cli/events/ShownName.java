package dev.stile.cli.events;

import dev.stile.core.error.ShellWords;
import dev.stile.core.inbox.StoredEvent;

/** The name of an event as a word that can be typed. */
final class ShownName {
    private ShownName() {}

    static String of(StoredEvent stored) {
        return ShellWords.quoted(NamedEvents.name(stored));
    }
}

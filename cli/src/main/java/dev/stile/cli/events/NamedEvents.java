package dev.stile.cli.events;

import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.StoredEvent;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds events by the name that people type: connection and id, as {@code work/4711}. */
public final class NamedEvents {
    private final Desk desk;

    public NamedEvents(Desk desk) {
        this.desk = desk;
    }

    /** The name of an event. A connection's name has no slash in it, so this is unique. */
    public static String name(StoredEvent stored) {
        return stored.connection() + "/" + stored.event().id();
    }

    /**
     * The event of that name.
     *
     * @throws Failure NO_SUCH_EVENT
     */
    public StoredEvent require(String name) {
        return find(name).orElseThrow(() -> missing(name));
    }

    /**
     * The event of that name, or of that id where only one of these connections has it.
     *
     * @throws Failure NO_SUCH_EVENT
     */
    public StoredEvent require(String typed, Collection<String> connections) {
        Optional<StoredEvent> named = find(typed);
        if (named.isPresent()) {
            return named.get();
        }
        List<StoredEvent> found =
                connections.stream()
                        .sorted()
                        .flatMap(connection -> find(connection + "/" + typed).stream())
                        .toList();
        if (found.size() != 1) {
            throw missing(typed);
        }
        return found.getFirst();
    }

    private Optional<StoredEvent> find(String name) {
        int slash = name.indexOf('/');
        return slash < 1 || !desk.house().isFurnished()
                ? Optional.empty()
                : desk.house()
                        .inbox()
                        .find(desk.patience(), name.substring(0, slash), name.substring(slash + 1));
    }

    private static Failure missing(String name) {
        return Failure.of(Code.NO_SUCH_EVENT)
                .headline("there is no event " + name)
                .fact("event", name)
                .build();
    }
}

package dev.stile.cli.events;

import dev.stile.api.json.Json;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.core.terminal.Style;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.Words;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** An event as a line for people. */
final class EventLines {
    private static final int LONGEST = 80;

    private EventLines() {}

    /** When, which, what kind, and the beginning of what it says. */
    static void tell(Terminal terminal, StoredEvent stored) {
        InboxEvent event = stored.event();
        String flags =
                event.flags().stream()
                        .sorted()
                        .map(InboxFlag::wire)
                        .collect(Collectors.joining(" "));
        terminal.result(
                Words.of(event.happened() + "  ", Style.DIM),
                Words.of(NamedEvents.name(stored) + "  "),
                Words.of(event.kind() + "  ", Style.STRONG),
                Words.of(flags.isEmpty() ? "" : "[" + flags + "]  ", Style.DIM),
                Words.quoted(EventDocument.payload(stored).map(EventLines::beginning)));
    }

    private static String beginning(String payload) {
        String text = message(payload);
        return text.length() <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "...";
    }

    /** The message where the payload has one, else the payload. */
    private static String message(String payload) {
        try {
            return new JsonReader().read(payload.getBytes(StandardCharsets.UTF_8))
                                    instanceof Json.JsonObject object
                            && object.get("message").orElseGet(Json::nothing)
                                    instanceof Json.JsonText(String message)
                    ? message
                    : payload;
        } catch (InvalidJsonException pruned) {
            return payload;
        }
    }
}

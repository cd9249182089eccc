package dev.stile.cli.rules;

import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.InputFile;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.json.JsonWriter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The events that a rule can be asked about. */
final class Events {
    private final Desk desk;

    Events(Desk desk) {
        this.desk = desk;
    }

    /**
     * A stored event.
     *
     * @param typed its id, looked for in the connections of the rule, or CONNECTION/ID
     * @throws Failure NO_SUCH_EVENT
     */
    StoredEvent require(String typed, Set<String> connections) {
        record Place(String connection, String id) {}
        List<Place> places = new ArrayList<>();
        connections.stream().sorted().forEach(each -> places.add(new Place(each, typed)));
        int slash = typed.indexOf('/');
        if (slash > 0) {
            places.add(new Place(typed.substring(0, slash), typed.substring(slash + 1)));
        }
        for (Place place : places) {
            Optional<StoredEvent> found =
                    desk.house().inbox().find(desk.patience(), place.connection(), place.id());
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw Failure.of(Code.NO_SUCH_EVENT)
                .headline("there is no event " + typed)
                .detail(
                        "looked for in: "
                                + String.join(", ", connections.stream().sorted().toList()))
                .fact("event", typed)
                .build();
    }

    /** An event that nobody told: a payload as if it had come from a connection just now. */
    StoredEvent made(String file, String connection, String kind) {
        Json.JsonObject payload = InputFile.object(desk, file);
        Instant now = desk.around().clock().instant();
        Optional<String> container = container(payload);
        Scope scope =
                container
                        .map(name -> Scope.of(connection, name))
                        .orElseGet(() -> Scope.of(connection));
        return new StoredEvent(
                0,
                connection,
                0,
                new InboxEvent(
                        "made-up",
                        kind,
                        Optional.empty(),
                        container,
                        now,
                        Label.outside(scope),
                        Set.of(),
                        new JsonWriter().text(payload),
                        ""),
                now);
    }

    /** Where it would have come from, as payloads of ours say. */
    private static Optional<String> container(Json.JsonObject payload) {
        return payload.get("source").orElseGet(Json::nothing) instanceof Json.JsonObject source
                        && source.get("container").orElseGet(Json::nothing)
                                instanceof Json.JsonText(String name)
                ? Optional.of(name)
                : Optional.empty();
    }
}

package dev.stile.cli.events;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.KnownNames;
import dev.stile.cli.desk.Limit;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.core.inbox.EventFilter;
import dev.stile.core.inbox.StoredEvent;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Optional;

/** Lists events. */
@Command(
        name = "list",
        description = "List events, the newest first.",
        footer = {
            "",
            "Examples:",
            "  stile event list --connection work --limit 10",
            "  stile event list --kind message --since 2026-05-01T00:00:00Z",
            "  stile event list --connection work --follow",
        })
public final class EventListCommand implements Action {
    private static final int MOST = 10_000;

    @Option(names = "--connection", paramLabel = "NAME", description = "Only of this connection.")
    private Optional<String> connection = Optional.empty();

    @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind.")
    private Optional<String> kind = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what happened from then on.")
    private Optional<String> since = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.Few.class,
            description = "Most events: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Option(
            names = "--before",
            paramLabel = "PLACE",
            description = "Only events before this place.")
    private long before = Long.MAX_VALUE;

    @Option(names = "--follow", description = "Print what comes from now on, until Ctrl-C.")
    private boolean follow;

    @Override
    public ExitCode run(Desk desk) {
        EventFilter filter =
                new EventFilter(connection, kind, since.map(new Typed("event list")::time));
        KnownNames names = new KnownNames(desk);
        if (follow) {
            connection.ifPresent(names::requireConnection);
            return new Following(desk, filter, Long.MAX_VALUE).run();
        }
        int most = Math.min(limit, MOST);
        List<StoredEvent> events =
                desk.house().isFurnished()
                        ? desk.flow().events().newest(desk.patience(), filter, before, most)
                        : List.of();
        if (events.isEmpty()) {
            names.requireConnection(connection, () -> !all(desk).isEmpty());
        }
        EventDocument document = new EventDocument(desk);
        Json next =
                events.size() == most
                        ? Json.text(Long.toString(events.getLast().place()))
                        : Json.nothing();
        return desk.done(
                Json.object()
                        .put(
                                "items",
                                Json.array(
                                        events.stream()
                                                .<Json>map(each -> document.of(each).build())
                                                .toList()))
                        .put("next", next)
                        .build(),
                terminal -> {
                    events.forEach(each -> EventLines.tell(terminal, each));
                    if (events.isEmpty()) {
                        terminal.note("no event");
                        terminal.note("next: stile connection list");
                    } else {
                        terminal.note(
                                "next: "
                                        + ShellWords.command(
                                                "stile event show",
                                                NamedEvents.name(events.getFirst())));
                    }
                });
    }

    private List<StoredEvent> all(Desk desk) {
        EventFilter narrowed = new EventFilter(connection, Optional.empty(), Optional.empty());
        return desk.flow().events().newest(desk.patience(), narrowed, Long.MAX_VALUE, 1);
    }
}

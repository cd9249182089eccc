package dev.stile.cli.connections;

import dev.stile.api.json.Json;
import dev.stile.api.value.Cursor;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.inbox.StreamName;
import dev.stile.flow.connection.ConnectionPositions;
import dev.stile.flow.connection.Position;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** Shows or sets where the stream of a connection goes on. */
@Command(
        name = "position",
        description = "Show or set where the stream of a connection goes on.",
        footer = {
            "",
            "The stream must stand still: disable the connection, or stop the daemon.",
            "",
            "Examples:",
            "  stile connection position work",
            "  stile connection position work --to now --reason backlog",
            "  stile connection position work --set 4711 --reason undo",
        })
public final class ConnectionPositionCommand implements Action {
    private static final String UNKNOWN = "unknown";

    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @ArgGroup private Where where = new Where();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit.")
    private Optional<String> reason = Optional.empty();

    /** Where the stream goes on; one of them. */
    static final class Where {
        @Option(names = "--set", paramLabel = "CURSOR", description = "After this place.")
        private Optional<String> cursor = Optional.empty();

        @Option(
                names = "--to",
                paramLabel = "PLACE",
                description = "now: what happens from then on; beginning: the oldest there is.")
        private Optional<String> place = Optional.empty();
    }

    @Override
    public ExitCode run(Desk desk) {
        Connection connection = desk.house().connection(name);
        Optional<Position> wanted = position();
        ConnectionPositions positions = desk.flow().positions();
        wanted.ifPresent(
                position ->
                        positions.set(
                                connection,
                                position,
                                reason.filter(text -> !text.isBlank())
                                        .orElseThrow(() -> usage("--reason says why")),
                                desk.subject(),
                                desk.patience()));
        Optional<Cursor> now = desk.house().inbox().cursor(desk.patience(), StreamName.live(name));
        Optional<Cursor> before = positions.before(name, desk.patience());
        return desk.done(
                Json.object()
                        .put("slug", name)
                        .put("cursor", now.map(Cursor::text).orElse(UNKNOWN))
                        .put("before", before.map(Cursor::text).orElse(UNKNOWN))
                        .put("changed", wanted.isPresent())
                        .build(),
                terminal -> {
                    terminal.result("cursor  " + now.map(Cursor::text).orElse("none"));
                    before.ifPresent(
                            place -> terminal.result("before the last change  " + place.text()));
                    terminal.note("next: " + ShellWords.command("stile connection show", name));
                });
    }

    private Optional<Position> position() {
        if (where.cursor.isPresent()) {
            return where.cursor.map(typed -> new Position.At(cursor(typed)));
        }
        return where.place.map(
                word ->
                        switch (word) {
                            case "now" -> new Position.Now();
                            case "beginning" -> new Position.Beginning();
                            default -> throw usage("--to is now or beginning");
                        });
    }

    private static Cursor cursor(String typed) {
        try {
            return new Cursor(typed);
        } catch (IllegalArgumentException wrong) {
            throw usage("that is no cursor");
        }
    }

    private static Failure usage(String headline) {
        return Failure.of(Code.USAGE)
                .headline(headline)
                .argument("verb", "connection", "position")
                .build();
    }
}

package dev.stile.cli.events;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.KnownNames;
import dev.stile.cli.desk.Limit;
import dev.stile.core.error.ExitCode;
import dev.stile.core.inbox.EventFilter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** Prints events as they come. */
@Command(
        name = "follow",
        description =
                "Print events as they come in, until Ctrl-C; with --json one document a line.",
        footer = {
            "",
            "Examples:",
            "  stile event follow",
            "  stile event follow work --kind message",
        })
public final class EventFollowCommand implements Action {
    @Parameters(arity = "0..1", paramLabel = "CONNECTION", description = "Only of this connection.")
    private Optional<String> connection = Optional.empty();

    @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind.")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--after", paramLabel = "PLACE", description = "Begin after this place.")
    private Optional<Long> after = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.Many.class,
            description = "End after so many events.")
    private long limit = Long.MAX_VALUE;

    @Override
    public ExitCode run(Desk desk) {
        connection.ifPresent(new KnownNames(desk)::requireConnection);
        EventFilter filter = new EventFilter(connection, kind, Optional.empty());
        return new Following(desk, filter, limit).run(after);
    }
}

package dev.stile.cli.connectors;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Forgets a template. */
@Command(
        name = "remove",
        description = "Remove a connector that was registered. Its connections must be gone.",
        footer = {"", "Example:", "  stile connector remove pond-level"})
public final class ConnectorRemoveCommand implements Action {
    @Parameters(paramLabel = "CONNECTOR", description = "Its slug.")
    private String slug = "";

    @Override
    public ExitCode run(Desk desk) {
        boolean gone =
                desk.house().isFurnished()
                        && desk.flow().templates().remove(slug, desk.subject(), desk.patience());
        if (!gone) {
            throw Failure.of(Code.UNKNOWN_CONNECTOR)
                    .headline("no connector " + slug + " was registered")
                    .detail("what ships with Stile stays")
                    .fact("connector", slug)
                    .build();
        }
        return desk.done(
                Json.object().put("slug", slug).put("changed", true).build(),
                terminal -> {
                    terminal.result("removed the connector " + slug);
                    terminal.note("next: stile connector list");
                });
    }
}

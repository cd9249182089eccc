package dev.stile.cli.connectors;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a connector. */
@Command(
        name = "show",
        description = "Show a connector: what it asks for, and what its actions may do.",
        footer = {"", "Example:", "  stile connector show sim"})
public final class ConnectorShowCommand implements Action {
    @Parameters(paramLabel = "CONNECTOR", description = "Its slug.")
    private String slug = "";

    @Override
    public ExitCode run(Desk desk) {
        KnownConnector known = new KnownConnectors(desk).require(slug);
        TemplateDoubts.tell(desk, known);
        return desk.done(
                ConnectorDocument.whole(known).build(),
                terminal -> {
                    ConnectorLines.tell(terminal, known);
                    terminal.note("next: " + ShellWords.command("stile connect", slug));
                });
    }
}

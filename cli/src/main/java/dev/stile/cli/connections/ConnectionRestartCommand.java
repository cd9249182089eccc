package dev.stile.cli.connections;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks the daemon to start a connection's streams anew. */
@Command(
        name = "restart",
        description = "Start the streams of a connection anew, without waiting.",
        footer = {"", "Example:", "  stile connection restart work"})
public final class ConnectionRestartCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @Override
    public ExitCode run(Desk desk) {
        ConnectionSlug slug = desk.house().connection(name).slug();
        desk.flow().lives().restart(slug, desk.subject(), desk.patience());
        return new ToldState(desk).of(name, "asked for a restart of ");
    }
}

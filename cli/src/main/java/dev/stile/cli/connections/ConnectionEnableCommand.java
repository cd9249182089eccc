package dev.stile.cli.connections;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Switches a connection on again. What was proven of it before counts no more. */
@Command(
        name = "enable",
        description = "Switch a connection on again, and probe it.",
        footer = {"", "Example:", "  stile connection enable work"})
public final class ConnectionEnableCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @Override
    public ExitCode run(Desk desk) {
        Connection connection = desk.house().connection(name);
        desk.flow().lives().enable(connection.slug(), desk.subject(), desk.patience());
        new Proving(desk)
                .prove(connection, desk.house().registry().manifest(connection.connector()));
        return new ToldState(desk).of(name, "switched on ");
    }
}

package dev.stile.cli.connections;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks the other side of a connection who we are. */
@Command(
        name = "probe",
        description = "Ask the other side whether the account of a connection works.",
        footer = {"", "Example:", "  stile connection probe work"})
public final class ConnectionProbeCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @Override
    public ExitCode run(Desk desk) {
        Connection connection = desk.house().connection(name);
        new Proving(desk)
                .prove(connection, desk.house().registry().manifest(connection.connector()));
        return new ToldState(desk).of(name, "probed ");
    }
}

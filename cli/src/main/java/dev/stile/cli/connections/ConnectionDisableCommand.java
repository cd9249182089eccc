package dev.stile.cli.connections;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Switches a connection off. */
@Command(
        name = "disable",
        description = "Switch a connection off: nothing uses it until it is enabled.",
        footer = {"", "Example:", "  stile connection disable work"})
public final class ConnectionDisableCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @Override
    public ExitCode run(Desk desk) {
        ConnectionSlug slug = desk.house().connection(name).slug();
        desk.flow().lives().disable(slug, desk.subject(), desk.patience());
        return new ToldState(desk).of(name, "switched off ");
    }
}

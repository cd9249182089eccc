package dev.stile.cli.connections;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes a connection. */
@Command(
        name = "delete",
        description = "Delete a connection. Its audit rows and its mirrors stay.",
        footer = {"", "Example:", "  stile connection delete work"})
public final class ConnectionDeleteCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @Override
    public ExitCode run(Desk desk) {
        Connection gone = desk.house().connection(name);
        boolean changed =
                desk.house().connections().delete(gone.slug(), desk.subject(), desk.patience());
        return desk.done(
                Json.object().put("slug", gone.slug().text()).put("changed", changed).build(),
                terminal -> {
                    terminal.result("deleted the connection " + gone.slug());
                    terminal.note("next: stile connection list");
                });
    }
}

package dev.stile.cli.connections;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a connection, and goes on with a deletion that was interrupted. */
@Command(
        name = "delete",
        description = "Delete a connection. Its audit rows, events and mirrors stay.",
        footer = {
            "",
            "Examples:",
            "  stile connection delete work",
            "  stile connection delete work --with-rules",
        })
public final class ConnectionDeleteCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @Option(names = "--with-rules", description = "Delete the rules that name it, too.")
    private boolean withRules;

    @Override
    public ExitCode run(Desk desk) {
        Connection gone = desk.house().connection(name);
        boolean changed =
                desk.flow()
                        .deletion()
                        .delete(gone.slug(), withRules, desk.subject(), desk.patience());
        return desk.done(
                Json.object().put("slug", gone.slug().text()).put("changed", changed).build(),
                terminal -> {
                    terminal.result("deleted the connection " + gone.slug());
                    terminal.note("next: stile connection list");
                });
    }
}

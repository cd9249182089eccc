package dev.stile.cli.connections;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;

import java.util.List;

/** Lists connections. */
@Command(
        name = "list",
        description = "List the connections of this machine.",
        footer = {"", "Example:", "  stile connection list"})
public final class ConnectionListCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        List<Connection> all = desk.house().allConnections();
        return desk.done(
                Desk.items(
                        all.stream()
                                .<Json>map(each -> ConnectionDocument.of(each).build())
                                .toList()),
                terminal -> {
                    for (Connection each : all) {
                        terminal.result(
                                each.slug()
                                        + "  "
                                        + each.connector()
                                        + "  "
                                        + String.join(
                                                " ",
                                                each.origins().stream()
                                                        .map(origin -> origin.origin())
                                                        .toList()));
                    }
                    if (all.isEmpty()) {
                        terminal.note("no connection was made yet");
                        terminal.note("next: stile connect --help");
                    }
                });
    }
}

package dev.stile.cli.connectors;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;

import java.util.List;

/** Lists connectors. */
@Command(
        name = "list",
        description = "List the connectors of this machine, and where each comes from.",
        footer = {"", "Example:", "  stile connector list"})
public final class ConnectorListCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        List<KnownConnector> all = new KnownConnectors(desk).all();
        return desk.done(
                Desk.items(
                        all.stream()
                                .<Json>map(each -> ConnectorDocument.brief(each).build())
                                .toList()),
                terminal -> {
                    all.forEach(each -> terminal.result(ConnectorLines.line(each)));
                    terminal.note("next: stile connector show CONNECTOR");
                });
    }
}

package dev.stile.cli.connectors;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.registry.UnusedConnector;

import picocli.CommandLine.Command;

import java.util.List;

/** Lists connectors. */
@Command(
        name = "list",
        description =
                "List the connectors of this machine, where each comes from, and why one is not used.",
        footer = {"", "Example:", "  stile connector list"})
public final class ConnectorListCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        KnownConnectors connectors = new KnownConnectors(desk);
        List<KnownConnector> all = connectors.all();
        List<UnusedConnector> unused = connectors.unused();
        return desk.done(
                Desk.list(
                                all.stream()
                                        .<Json>map(each -> ConnectorDocument.brief(each).build())
                                        .toList())
                        .put(
                                "unused",
                                Json.array(unused.stream().map(ConnectorDocument::unused).toList()))
                        .build(),
                terminal -> {
                    all.forEach(each -> terminal.result(ConnectorLines.line(each)));
                    unused.forEach(each -> ConnectorLines.tell(terminal, each));
                    terminal.note("next: stile connector show CONNECTOR");
                });
    }
}

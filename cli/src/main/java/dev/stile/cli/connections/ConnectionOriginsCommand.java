package dev.stile.cli.connections;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connecting;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.connection.GrantedOrigin;
import dev.stile.core.egress.ResolvingInspector;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;

/** Shows, grants and takes away what a connection may reach. */
@Command(
        name = "origins",
        description = "Show, add or remove the addresses that a connection may reach.",
        footer = {
            "",
            "Examples:",
            "  stile connection origins work",
            "  stile connection origins work --add https://files.example",
            "  stile connection origins work --remove https://files.example",
        })
public final class ConnectionOriginsCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @Option(names = "--add", paramLabel = "URL", description = "Allow this address.")
    private List<String> added = new ArrayList<>();

    @Option(names = "--remove", paramLabel = "URL", description = "No longer allow this address.")
    private List<String> removed = new ArrayList<>();

    @Option(names = "--allow-private", description = "It is on a private network.")
    private boolean allowPrivate;

    @Option(names = "--allow-http", description = "It is reached without encryption.")
    private boolean allowHttp;

    @Override
    public ExitCode run(Desk desk) {
        Connection shown = desk.house().connection(name);
        boolean changed = false;
        Connecting connecting =
                new Connecting(
                        new ResolvingInspector(desk.house().names()),
                        desk.around().clock(),
                        desk.house().registry()::faults);
        for (String address : added) {
            GrantedOrigin origin =
                    connecting.grant(
                            address,
                            allowPrivate,
                            allowHttp,
                            List.of("stile", "connection", "origins", name, "--add", address),
                            desk.subject());
            ConnectionStore.Made made =
                    desk.house()
                            .connections()
                            .grant(shown.slug(), origin, desk.subject(), desk.patience());
            shown = made.connection();
            changed |= made.changed();
        }
        for (String address : removed) {
            ConnectionStore.Made made =
                    desk.house()
                            .connections()
                            .revoke(
                                    shown.slug(),
                                    ResolvingInspector.origin(address),
                                    desk.subject(),
                                    desk.patience());
            shown = made.connection();
            changed |= made.changed();
        }
        return told(desk, shown, changed);
    }

    private static ExitCode told(Desk desk, Connection shown, boolean changed) {
        return desk.done(
                Json.object()
                        .put("slug", shown.slug().text())
                        .put("origins", ConnectionDocument.origins(shown))
                        .put("changed", changed)
                        .build(),
                terminal -> {
                    for (GrantedOrigin origin : shown.origins()) {
                        terminal.result(
                                origin.origin()
                                        + "  "
                                        + ConnectionDocument.reach(origin)
                                        + "  by "
                                        + origin.grantedBy()
                                        + "  "
                                        + origin.grantedAt());
                    }
                    if (shown.origins().isEmpty()) {
                        terminal.note(
                                "next: "
                                        + ShellWords.command(
                                                "stile connection origins",
                                                shown.slug(),
                                                "--add",
                                                "URL"));
                    }
                });
    }
}

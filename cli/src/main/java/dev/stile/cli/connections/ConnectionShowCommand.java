package dev.stile.cli.connections;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.OptionName;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a connection. */
@Command(
        name = "show",
        description = "Show a connection, without its secrets.",
        footer = {"", "Example:", "  stile connection show work"})
public final class ConnectionShowCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @Override
    public ExitCode run(Desk desk) {
        Connection shown = desk.house().connection(name);
        return desk.done(
                ConnectionDocument.of(shown).build(),
                terminal -> {
                    terminal.result("connection  " + shown.slug());
                    terminal.result("connector   " + shown.connector());
                    shown.settings()
                            .forEach(
                                    (key, value) ->
                                            terminal.result("setting     " + key + "=" + value));
                    shown.secrets()
                            .forEach(
                                    (key, value) ->
                                            terminal.result("secret      " + key + "=" + value));
                    shown.origins()
                            .forEach(
                                    origin ->
                                            terminal.result(
                                                    "origin      "
                                                            + origin.origin()
                                                            + " ("
                                                            + ConnectionDocument.reach(origin)
                                                            + ")"));
                    shown.caFile().ifPresent(file -> terminal.result("ca          " + file));
                    for (OptionName option : OptionName.values()) {
                        terminal.result(
                                "option      "
                                        + option.typed()
                                        + "="
                                        + option.valueIn(shown.options()));
                    }
                    terminal.note("next: stile projects " + shown.slug());
                });
    }
}

package dev.stile.cli.connections;

import dev.stile.api.value.Cursor;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.OptionName;
import dev.stile.core.error.ExitCode;
import dev.stile.core.inbox.Consumer;
import dev.stile.core.terminal.Terminal;
import dev.stile.flow.connection.ConnectionState;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.time.Instant;

/** Shows a connection. */
@Command(
        name = "show",
        description = "Show a connection and how it is, without its secrets.",
        footer = {"", "Example:", "  stile connection show work"})
public final class ConnectionShowCommand implements Action {
    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @Override
    public ExitCode run(Desk desk) {
        ConnectionStates states = new ConnectionStates(desk);
        ConnectionState state = states.require(name);
        return desk.done(
                states.document(state).build(),
                terminal -> {
                    made(terminal, state.connection());
                    standing(terminal, states, state);
                    terminal.note("next: " + ConnectionNext.after(desk, state));
                });
    }

    private static void made(Terminal terminal, Connection shown) {
        terminal.result("connection  " + shown.slug());
        terminal.result("connector   " + shown.connector());
        shown.settings()
                .forEach((key, value) -> terminal.result("setting     " + key + "=" + value));
        shown.secrets()
                .forEach((key, value) -> terminal.result("secret      " + key + "=" + value));
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
                    "option      " + option.typed() + "=" + option.valueIn(shown.options()));
        }
    }

    private static void standing(
            Terminal terminal, ConnectionStates states, ConnectionState state) {
        terminal.result("state       " + state.word());
        terminal.result(
                "health      "
                        + state.health().wire()
                        + state.life().reason().map(reason -> " (" + reason + ")").orElse(""));
        state.life().account().ifPresent(known -> terminal.result("account     " + known));
        states.cursor(state)
                .map(Cursor::text)
                .ifPresent(place -> terminal.result("cursor      " + place));
        state.lastEvent()
                .map(Instant::toString)
                .ifPresent(time -> terminal.result("last event  " + time));
        for (Consumer consumer : state.consumers()) {
            terminal.result("wanted by   " + consumer.name());
        }
        if (state.quarantined() > 0) {
            terminal.result("set aside   " + state.quarantined());
        }
        states.notice(state).ifPresent(notice -> terminal.note(notice.headline()));
        ConnectionStates.secretMark(state).ifPresent(terminal::note);
    }
}

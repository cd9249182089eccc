package dev.stile.cli.connections;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.GrantedOrigin;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.connection.ConnectionState;

import picocli.CommandLine.Command;

import java.util.List;

/** Lists connections. */
@Command(
        name = "list",
        description = "List the connections of this machine, and how each is.",
        footer = {"", "Example:", "  stile connection list"})
public final class ConnectionListCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        ConnectionStates states = new ConnectionStates(desk);
        List<ConnectionState> all = states.all();
        return desk.done(
                Desk.items(all.stream().<Json>map(each -> states.document(each).build()).toList()),
                terminal -> {
                    all.forEach(each -> terminal.result(line(each)));
                    all.stream()
                            .flatMap(each -> states.notice(each).stream())
                            .forEach(
                                    notice ->
                                            terminal.note(
                                                    notice.headline()
                                                            + "; next: "
                                                            + ShellWords.line(notice.command())));
                    all.stream()
                            .flatMap(each -> ConnectionStates.secretMark(each).stream())
                            .forEach(terminal::note);
                    if (all.isEmpty()) {
                        terminal.note("no connection was made yet");
                        terminal.note("next: stile connect --help");
                    }
                });
    }

    private static String line(ConnectionState each) {
        List<String> origins =
                each.connection().origins().stream().map(GrantedOrigin::origin).toList();
        return each.connection().slug()
                + "  "
                + each.connection().connector()
                + "  "
                + each.word()
                + "  "
                + each.health().wire()
                + (origins.isEmpty() ? "" : "  " + String.join(" ", origins));
    }
}

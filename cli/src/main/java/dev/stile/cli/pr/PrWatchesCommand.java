package dev.stile.cli.pr;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.HostConnection;
import dev.stile.cli.hosts.HostWatching;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ExitCode;
import dev.stile.hosting.watch.Alarm;
import dev.stile.hosting.watch.Watched;
import dev.stile.hosting.watch.Watches;

import picocli.CommandLine.Command;

import java.util.ArrayList;
import java.util.List;

/** Lists what is watched. */
@Command(
        name = "watches",
        description = "List the pull requests that are watched, with what was decided last.",
        footer = {
            "",
            "Asks no host: this is what the daemon stored.",
            "",
            "Example:",
            "  stile pr watches --json",
        })
public final class PrWatchesCommand implements Action {
    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        List<Json> items = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        List<Json> alarms = new ArrayList<>();
        List<String> next = new ArrayList<>();
        List<HostConnection> connections = hosts.connections().all();
        if (!connections.isEmpty()) {
            Watches watches = HostWatching.watches(desk.house());
            for (HostConnection connection : connections) {
                for (Watched each : watches.all(connection.slug())) {
                    Meant<PrRef> meant = new Meant<>(connection, each.pr());
                    items.add(WatchText.json(each));
                    lines.add(WatchText.line(hosts.namedPr(meant), each));
                }
                for (Alarm each : watches.alarms(connection.slug())) {
                    alarms.add(AlarmText.json(connection, each));
                    lines.add(
                            AlarmText.named(hosts, connection, each)
                                    + "  alarm: "
                                    + AlarmText.words(each));
                    next.add(AlarmText.next(hosts, connection, each));
                }
            }
        }
        return desk.done(
                Desk.list(items).put("alarms", Json.array(alarms)).build(),
                terminal -> {
                    lines.forEach(terminal::result);
                    if (lines.isEmpty()) {
                        terminal.result("nothing is watched");
                    }
                    new HostText(terminal)
                            .next(
                                    next.stream()
                                            .findFirst()
                                            .orElse(
                                                    lines.isEmpty()
                                                            ? "stile pr watch --help"
                                                            : "stile event list"));
                });
    }
}

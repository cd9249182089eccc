package dev.stile.cli.pr;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.HostWatching;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ExitCode;
import dev.stile.hosting.watch.Watches;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;

/** Watches pull requests no more. */
@Command(
        name = "unwatch",
        description = "Watch pull requests no more, and forget what was counted for them.",
        footer = {
            "",
            "Events that were told stay.",
            "",
            "Example:",
            "  stile pr unwatch acme/web#12",
        })
public final class PrUnwatchCommand implements Action {
    @Parameters(arity = "1..*", paramLabel = "PR", description = "Which ones, as owner/repo#N.")
    private List<String> prs = new ArrayList<>();

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        List<Meant<PrRef>> meant = prs.stream().map(hosts::pr).toList();
        Watches watches = HostWatching.watches(desk.house());
        List<Json> items = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Meant<PrRef> each : meant) {
            boolean ended = watches.remove(desk.subject(), each.connection().slug(), each.ref());
            items.add(WatchText.changed(each, "ended", ended));
            lines.add((ended ? "not watched any more: " : "not watched: ") + hosts.namedPr(each));
        }
        return desk.done(
                Desk.items(items),
                terminal -> {
                    lines.forEach(terminal::result);
                    new HostText(terminal).next("stile pr watches");
                });
    }
}

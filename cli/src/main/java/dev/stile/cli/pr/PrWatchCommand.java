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

/** Begins to watch pull requests. */
@Command(
        name = "watch",
        description = "Watch pull requests: the daemon tells what happens to them as events.",
        footer = {
            "",
            "The host is not asked now. A watch ends by itself when the pull request is merged or",
            "closed. Nothing is merged unless hosting.yaml says so.",
            "",
            "Examples:",
            "  stile pr watch acme/web#12",
            "  stile pr watch acme/web#12 acme/web#13 --json",
        })
public final class PrWatchCommand implements Action {
    @Parameters(arity = "1..*", paramLabel = "PR", description = "Which ones, as owner/repo#N.")
    private List<String> prs = new ArrayList<>();

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        // All of them are understood before the first is watched.
        List<Meant<PrRef>> meant = prs.stream().map(hosts::pr).toList();
        Watches watches = HostWatching.watches(desk.house());
        List<Json> items = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Meant<PrRef> each : meant) {
            boolean begun = watches.add(desk.subject(), each.connection().slug(), each.ref());
            items.add(WatchText.changed(each, "begun", begun));
            lines.add((begun ? "watched " : "watched before: ") + hosts.namedPr(each));
        }
        return desk.done(
                Desk.items(items),
                terminal -> {
                    lines.forEach(terminal::result);
                    new HostText(terminal).next("stile daemon");
                });
    }
}

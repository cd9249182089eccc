package dev.stile.cli.pr;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.HostWatching;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ExitCode;
import dev.stile.hosting.watch.Watches;

import java.util.ArrayList;
import java.util.List;

/** Begins or ends watches, and says of each whether that changed anything. */
final class WatchChanges {
    private final Desk desk;
    private final HostDesk hosts;

    WatchChanges(Desk desk) {
        this.desk = desk;
        this.hosts = new HostDesk(desk);
    }

    /** What is done to one. */
    interface Change {
        /** Whether it was otherwise before. */
        boolean make(Watches watches, Meant<PrRef> meant);
    }

    /**
     * @param member what the document calls it
     * @param changed before the name of one that was otherwise before
     * @param unchanged before the name of one that was so before
     * @param next the command to try next
     */
    record Words(String member, String changed, String unchanged, String next) {}

    /** All of them are understood before the first is changed. */
    ExitCode make(List<String> typed, Change change, Words words) {
        List<Meant<PrRef>> meant = typed.stream().map(hosts::pr).toList();
        Watches watches = HostWatching.watches(desk.house());
        List<Json> items = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Meant<PrRef> each : meant) {
            boolean changed = change.make(watches, each);
            items.add(WatchText.changed(each, words.member(), changed));
            lines.add((changed ? words.changed() : words.unchanged()) + hosts.namedPr(each));
        }
        return desk.done(
                Desk.items(items),
                terminal -> {
                    lines.forEach(terminal::result);
                    new HostText(terminal).next(words.next());
                });
    }
}

package dev.stile.cli.pr;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.OpenPrs;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.HostWatching;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ExitCode;
import dev.stile.hosting.watch.Watches;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Begins or ends watches, and says of each whether that changed anything. */
final class WatchChanges {
    private static final OpenPrs.Filter ANY =
            new OpenPrs.Filter(Optional.empty(), List.of(), Optional.empty());

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

    /**
     * The pull requests that were named, each once; for a repository those that are open there now.
     *
     * @throws Unavailable if not all of those could be read
     */
    List<Meant<PrRef>> pullRequests(List<String> typed) {
        Map<PrRef, Meant<PrRef>> meant = new LinkedHashMap<>();
        for (String each : typed) {
            named(each).forEach(pr -> meant.putIfAbsent(pr.ref(), pr));
        }
        return List.copyOf(meant.values());
    }

    private List<Meant<PrRef>> named(String typed) {
        try {
            return List.of(hosts.pr(typed));
        } catch (Invalid noPullRequest) {
            return open(repo(typed, noPullRequest));
        }
    }

    private Meant<RepoRef> repo(String typed, Invalid noPullRequest) {
        try {
            return hosts.repo(Optional.of(typed));
        } catch (Invalid noRepository) {
            throw noPullRequest;
        }
    }

    private List<Meant<PrRef>> open(Meant<RepoRef> repo) {
        OpenPrs open =
                hosts.ask(
                        repo.connection(),
                        (host, call) -> host.beside().openPrs(repo.ref(), ANY, call));
        if (!open.complete()) {
            throw new Unavailable("not all that is open in " + repo.ref() + " could be read");
        }
        return open.items().stream()
                .map(each -> new Meant<>(repo.connection(), each.pr()))
                .toList();
    }

    /** Each that was named, and none if one was not understood. */
    ExitCode makeOf(List<String> typed, Change change, Words words) {
        return make(typed.stream().map(hosts::pr).toList(), change, words);
    }

    /** Changes all of them, and says of each whether it was otherwise. */
    ExitCode make(List<Meant<PrRef>> meant, Change change, Words words) {
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

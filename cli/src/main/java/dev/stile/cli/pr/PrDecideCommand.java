package dev.stile.cli.pr;

import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.HostWatching;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.hosting.policy.Outcome;
import dev.stile.hosting.watch.Alarm;
import dev.stile.hosting.watch.Judge;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** Explains what the watcher would do. */
@Command(
        name = "decide",
        description = "Explain what the daemon would do about a pull request now, and do nothing.",
        footer = {
            "",
            "The winner is told with whatever else was looked at and why it did not win, by the",
            "settings of hosting.yaml and people.yaml and by what is remembered of the watch.",
            "",
            "Example:",
            "  stile pr decide acme/web#12",
        })
public final class PrDecideCommand implements Action {
    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        String slug = meant.connection().slug();
        try (HostWatching watching = HostWatching.of(desk.house(), desk.subject())) {
            PrEvents now =
                    watching.source()
                            .host(slug)
                            .detectPrEvents(
                                    meant.ref(), desk.call(meant.connection().connection()));
            Judge judge = watching.source().judge(slug, meant.ref());
            PrFacts facts =
                    watching.access()
                            .in(
                                    slug,
                                    watching.source().host(slug),
                                    now.facts(),
                                    judge.unknown(now.facts()),
                                    desk.call(meant.connection().connection()));
            Outcome outcome =
                    judge.decide(
                            watching.watches().known(slug, meant.ref()),
                            facts,
                            desk.around().clock().instant());
            boolean watched =
                    watching.watches()
                            .find(slug, meant.ref())
                            .filter(each -> each.ended().isEmpty())
                            .isPresent();
            String named = hosts.namedPr(meant);
            Optional<Alarm> alarm = watching.watches().alarm(slug, meant.ref().repo());
            return desk.done(
                    DecisionText.json(outcome, now.facts().status(), watched)
                            .put(
                                    "alarms",
                                    Json.array(
                                            alarm.stream()
                                                    .map(
                                                            each ->
                                                                    AlarmText.json(
                                                                            meant.connection(),
                                                                            each))
                                                    .toList()))
                            .build(),
                    terminal -> {
                        HostText text = new HostText(terminal);
                        DecisionText.print(text, terminal, named, outcome);
                        alarm.ifPresent(each -> text.fact("alarm", AlarmText.words(each)));
                        text.next(
                                alarm.map(each -> AlarmText.next(hosts, meant.connection(), each))
                                        .or(() -> HostText.nextOf(named, now.events()))
                                        .orElse(
                                                watched
                                                        ? ShellWords.command(
                                                                "stile pr status", named)
                                                        : ShellWords.command(
                                                                "stile pr watch", named)));
                    });
        }
    }
}

package dev.stile.cli.events;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.GivenFile;
import dev.stile.cli.desk.Limit;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Remedy;
import dev.stile.core.error.ShellWords;
import dev.stile.core.inbox.EventFilter;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Way;
import dev.stile.flow.delivery.EventReplays.Given;
import dev.stile.flow.rule.Rule;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives stored events to a rule again. */
@Command(
        name = "replay",
        description = "Give stored events to a rule as it is now.",
        footer = {
            "",
            "What was done before is done again only with --again.",
            "",
            "Examples:",
            "  stile event replay --rule alarm --id work/4711",
            "  stile event replay --rule alarm --since 2026-05-01T00:00:00Z",
            "  stile event replay --rule alarm --where filter.yaml --again",
        })
public final class EventReplayCommand implements Action {
    private static final Remedy AGAIN =
            Remedy.of(
                    "Say that it is to be done again.",
                    "stile event replay --rule {rule} --id {event} --again",
                    "stile delivery list --rule {rule}");

    private static final String VERB = "event replay";
    private static final int PAGE = 200;

    @Option(names = "--rule", required = true, paramLabel = "RULE", description = "Which rule.")
    private String slug = "";

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(names = "--again", description = "Do again what was done before.")
    private boolean again;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.Few.class,
            description = "Most events: ${DEFAULT-VALUE}.")
    private int limit = 10_000;

    /** Which events; one of them. */
    static final class Which {
        @Option(
                names = "--id",
                paramLabel = "EVENT",
                description = "One event, as work/4711 or by its id alone.")
        private Optional<String> id = Optional.empty();

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description = "All that happened from then on.")
        private Optional<String> since = Optional.empty();

        @Option(
                names = "--where",
                paramLabel = "FILE",
                description = "All that a filter holds of, as rules have them.")
        private Optional<Path> where = Optional.empty();
    }

    @Override
    public ExitCode run(Desk desk) {
        DefaultPolicy.require(desk.subject(), Deed.CONFIGURE, Way.COMMAND);
        Rule rule = Giving.rule(desk, slug);
        Giving giving = new Giving(desk);
        if (which.id.isPresent()) {
            one(desk, rule, giving, which.id.get());
        } else {
            many(desk, rule, giving);
        }
        return desk.done(
                Json.object()
                        .put("rule", slug)
                        .put("counts", giving.counts())
                        .put("items", giving.items())
                        .put("next", Json.nothing())
                        .build(),
                terminal -> {
                    giving.tell(terminal);
                    terminal.note(
                            "next: " + ShellWords.command("stile delivery list --rule", slug));
                });
    }

    private void one(Desk desk, Rule rule, Giving giving, String typed) {
        StoredEvent event = new NamedEvents(desk).require(typed, rule.connections());
        for (Given given : giving.give(slug, List.of(event), again)) {
            if (given instanceof Given.DoneBefore done) {
                throw done.failure()
                        .extended()
                        .remedy(AGAIN)
                        .argument("rule", slug)
                        .argument("event", typed)
                        .build();
            }
        }
    }

    private void many(Desk desk, Rule rule, Giving giving) {
        Optional<StoredFilter> where =
                which.where.map(file -> StoredFilter.of(new GivenFile(desk, file, VERB)));
        EventFilter filter =
                new EventFilter(
                        Optional.empty(), Optional.empty(), which.since.map(new Typed(VERB)::time));
        int left = limit;
        long place = 0;
        while (left > 0) {
            List<StoredEvent> page =
                    desk.flow().events().oldest(desk.patience(), filter, place, PAGE);
            if (page.isEmpty()) {
                return;
            }
            place = page.getLast().place();
            List<StoredEvent> wanted = new ArrayList<>();
            for (StoredEvent event : page) {
                boolean isMeant =
                        rule.connections().contains(event.connection())
                                && where.filter(holds -> !holds.of(event)).isEmpty();
                if (isMeant && wanted.size() < left) {
                    wanted.add(event);
                }
            }
            left -= wanted.size();
            giving.give(slug, wanted, again);
        }
    }
}

package dev.stile.cli.events;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.value.Cursor;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.Limit;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Way;
import dev.stile.flow.stream.Backfill;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fetches events again on purpose. */
@Command(
        name = "backfill",
        description = "Fetch events of a connection again, beside its live stream.",
        footer = {
            "",
            "What is new is flagged backfill and given to the rules that are named. With --since they",
            "also get, up to --limit, what an earlier one stored and they never had: it may have been",
            "killed. What else was stored before stays as it is: see stile event replay.",
            "",
            "Examples:",
            "  stile event backfill work --since 2026-05-01T00:00:00Z",
            "  stile event backfill work --from 4711 --limit 100 --rule alarm",
        })
public final class EventBackfillCommand implements Action {
    private static final String VERB = "event backfill";

    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @ArgGroup(multiplicity = "1")
    private Beginning beginning = new Beginning();

    @Option(names = "--until", paramLabel = "TIME", description = "Nothing that happened later.")
    private Optional<String> until = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.Many.class,
            description = "Most events: ${DEFAULT-VALUE}.")
    private long limit = 10_000;

    @Option(
            names = "--longest",
            paramLabel = "SECONDS",
            description = "End after that time, told or not: ${DEFAULT-VALUE}.")
    private int longest = 300;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "Which rule gets what is new; may be given several times.")
    private List<String> rules = new ArrayList<>();

    /** Where it begins; one of them. */
    static final class Beginning {
        @Option(names = "--since", paramLabel = "TIME", description = "What happened from then on.")
        private Optional<String> since = Optional.empty();

        @Option(names = "--from", paramLabel = "CURSOR", description = "After this place.")
        private Optional<String> from = Optional.empty();
    }

    @Override
    public ExitCode run(Desk desk) {
        if (!rules.isEmpty()) {
            // Before anything is fetched and stored that no rule would get then.
            DefaultPolicy.require(desk.subject(), Deed.CONFIGURE, Way.COMMAND);
        }
        Connection connection = desk.house().connection(name);
        rules.forEach(slug -> Giving.rule(desk, slug));
        desk.flow().probing().requireReady(connection, desk.subject(), desk.patience());
        long place = desk.flow().events().last(desk.patience());
        Backfill.Request request = request();
        Backfill.Fetched fetched =
                desk.flow()
                        .backfill()
                        .run(
                                connection,
                                request,
                                Deadline.after(Duration.ofSeconds(Math.max(1, longest))));
        Giving giving = new Giving(desk);
        if (!rules.isEmpty()) {
            Refetched refetched = new Refetched(desk, name, request, place);
            rules.forEach(slug -> refetched.give(giving, slug, beginning.since.isPresent()));
        }
        long made = fetched.fresh();
        switch (fetched.end()) {
            case Backfill.End.Whole whole -> {}
            case Backfill.End.Failed(StileException why) -> throw failed(why, fetched, giving);
            case Backfill.End.OutOfTime late ->
                    throw stopped(fetched, giving)
                            .detail("it was out of time after " + longest + " s")
                            .fact("reason", "out_of_time")
                            .build();
        }
        return desk.done(
                Json.object()
                        .put("connection", name)
                        .put("new", made)
                        .put("counts", giving.counts())
                        .put("items", giving.items())
                        .put("next", Json.nothing())
                        .build(),
                terminal -> {
                    terminal.result(made + " new events of " + name);
                    if (!rules.isEmpty()) {
                        giving.tell(terminal);
                    }
                    terminal.note(
                            "next: " + ShellWords.command("stile event list --connection", name));
                });
    }

    /** As its source failed; with what was kept all the same, if anything was. */
    private StileException failed(StileException why, Backfill.Fetched fetched, Giving giving) {
        if (fetched.fresh() == 0) {
            return why;
        }
        return stopped(fetched, giving)
                .detail(why.headline())
                .fact("reason", why.code())
                .cause(why)
                .build();
    }

    private Failure.Builder stopped(Backfill.Fetched fetched, Giving giving) {
        Failure.Builder failure =
                Failure.of(Code.BACKFILL_STOPPED)
                        .headline("the backfill of " + name + " ended before everything was told")
                        .detail(fetched.fresh() + " new events are stored")
                        .argument("connection", name)
                        .argument("rest", rest(fetched))
                        .fact("connection", name)
                        .fact("new", Long.toString(fetched.fresh()));
        fetched.reached().ifPresent(place -> failure.fact("reached", place.text()));
        giving.lines().forEach(failure::detail);
        return failure;
    }

    /**
     * How the next one goes on: from where this one came to and for the rest of what was asked for,
     * else all of it from the same beginning.
     */
    private List<String> rest(Backfill.Fetched fetched) {
        List<String> words = new ArrayList<>();
        Optional<String> from = fetched.reached().map(Cursor::text).or(() -> beginning.from);
        long told = fetched.reached().isPresent() ? fetched.told() : 0;
        from.ifPresent(place -> words.addAll(List.of("--from", place)));
        if (from.isEmpty()) {
            beginning.since.ifPresent(time -> words.addAll(List.of("--since", time)));
            words.addAll(List.of("--longest", Long.toString(2L * Math.max(1, longest))));
        }
        words.addAll(List.of("--limit", Long.toString(Math.max(1, limit - told))));
        until.ifPresent(time -> words.addAll(List.of("--until", time)));
        rules.forEach(slug -> words.addAll(List.of("--rule", slug)));
        return words;
    }

    private Backfill.Request request() {
        Typed typed = new Typed(VERB);
        try {
            return new Backfill.Request(
                    beginning.from.map(Cursor::new),
                    beginning.since.map(typed::time).orElse(Instant.EPOCH),
                    until.map(typed::time),
                    limit);
        } catch (IllegalArgumentException wrong) {
            throw typed.usage(
                    "that is no cursor",
                    "take it from " + ShellWords.command("stile connection show", name));
        }
    }
}

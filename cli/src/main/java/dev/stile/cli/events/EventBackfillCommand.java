package dev.stile.cli.events;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.value.Cursor;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.EventFilter;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
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
            "What is new is flagged backfill and given to the rules that are named; what was stored",
            "before stays as it is: give that to rules by stile event replay.",
            "",
            "Examples:",
            "  stile event backfill work --since 2026-05-01T00:00:00Z",
            "  stile event backfill work --from 4711 --limit 100 --rule alarm",
        })
public final class EventBackfillCommand implements Action {
    private static final String VERB = "event backfill";
    private static final int PAGE = 200;

    @Parameters(paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @ArgGroup(multiplicity = "1")
    private Beginning beginning = new Beginning();

    @Option(names = "--until", paramLabel = "TIME", description = "Nothing that happened later.")
    private Optional<String> until = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Most events: ${DEFAULT-VALUE}.")
    private long limit = 10_000;

    @Option(
            names = "--longest",
            paramLabel = "SECONDS",
            description = "End after that time, whatever came: ${DEFAULT-VALUE}.")
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
        Connection connection = desk.house().connection(name);
        rules.forEach(slug -> Giving.rule(desk, slug));
        desk.flow().probing().requireReady(connection, desk.subject(), desk.patience());
        long place = desk.flow().events().last(desk.patience());
        Backfill.Fetched fetched =
                desk.flow()
                        .backfill()
                        .run(
                                connection,
                                request(),
                                Deadline.after(Duration.ofSeconds(Math.max(1, longest))));
        Giving giving = new Giving(desk);
        if (!rules.isEmpty()) {
            List<StoredEvent> found = found(desk, place);
            rules.forEach(slug -> giving.give(slug, found, false));
        }
        long made = fetched.fresh();
        if (fetched.stopped().isPresent()) {
            throw stopped(fetched.stopped().get(), made, giving);
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
                    terminal.note("next: stile event list --connection " + name);
                });
    }

    /** As its source failed; with what was kept all the same, if anything was. */
    private StileException stopped(StileException why, long made, Giving giving) {
        if (made == 0) {
            return why;
        }
        Failure.Builder failure =
                Failure.of(Code.BACKFILL_STOPPED)
                        .headline("the backfill of " + name + " ended before everything was told")
                        .detail(why.headline())
                        .detail(made + " new events are stored")
                        .argument("connection", name)
                        .fact("connection", name)
                        .fact("new", Long.toString(made))
                        .fact("reason", why.code())
                        .cause(why);
        giving.lines().forEach(failure::detail);
        return failure.build();
    }

    private Backfill.Request request() {
        Typed typed = new Typed(VERB);
        try {
            return new Backfill.Request(
                    beginning.from.map(Cursor::new),
                    beginning.since.map(typed::time).orElse(Instant.EPOCH),
                    until.map(typed::time),
                    Math.max(1, limit));
        } catch (IllegalArgumentException wrong) {
            throw typed.usage("that is no cursor", "take it from stile connection show " + name);
        }
    }

    /** What came since that place and was fetched again on purpose. */
    private List<StoredEvent> found(Desk desk, long from) {
        EventFilter filter = new EventFilter(Optional.of(name), Optional.empty(), Optional.empty());
        List<StoredEvent> found = new ArrayList<>();
        long place = from;
        while (true) {
            List<StoredEvent> page =
                    desk.flow().events().oldest(desk.patience(), filter, place, PAGE);
            if (page.isEmpty()) {
                return found;
            }
            place = page.getLast().place();
            page.stream()
                    .filter(each -> each.event().flags().contains(InboxFlag.BACKFILL))
                    .forEach(found::add);
        }
    }
}

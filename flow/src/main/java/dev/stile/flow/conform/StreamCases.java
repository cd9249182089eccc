package dev.stile.flow.conform;

import dev.stile.api.event.EventSource;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.value.Cursor;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether its events are stable, and told again after a cursor. */
final class StreamCases {
    static final String FAMILY = "subscribe";
    private static final int PROVOKED = 3;

    private final Cases cases;

    StreamCases(Cases cases) {
        this.cases = cases;
    }

    void run() {
        if (cases.connector().events().isEmpty() || !cases.offers(FAMILY)) {
            cases.skip(FAMILY, "it tells events", "FL-29", Cases.NOT_OFFERED);
            return;
        }
        Provocation provocation = new Provocation(cases.options());
        Optional<String> unprovoked = provocation.happen(PROVOKED);
        Collecting first = collecting(Duration.ZERO);
        boolean begun =
                cases.check(
                        FAMILY,
                        "it begins with hello and all that it tells are frames",
                        "FL-32",
                        () -> {
                            listen(first, Optional.empty());
                            return String.join(", ", first.faults());
                        });
        if (!begun) {
            return;
        }
        if (first.events().isEmpty()) {
            String why = unprovoked.orElse("no event came in time, though it was provoked");
            cases.skip(FAMILY, "ids are stable", "FL-29", why);
            cases.skip(FAMILY, "a run goes on after its cursor", "FL-28", why);
            cases.skip(FAMILY, QuietRestart.NAME, "FL-30", why);
            return;
        }
        stable(first);
        resumed(first);
        new QuietRestart(cases, provocation).run();
    }

    private void stable(Collecting first) {
        cases.check(
                FAMILY,
                "each id names one event",
                "FL-29",
                () ->
                        new HashSet<>(first.ids()).size() == first.ids().size()
                                ? ""
                                : "an id came twice in one run");
        cases.check(
                FAMILY,
                "a second run tells the same ids, however slowly it is heard",
                "FL-29",
                () -> {
                    Collecting second =
                            new Collecting(
                                    first.events().size(),
                                    cases.options().patience().multipliedBy(2),
                                    Duration.ofMillis(20));
                    listen(second, Optional.empty());
                    return second.ids().equals(first.ids()) ? "" : "other ids, or another order";
                });
        cases.check(
                FAMILY,
                "what is told again has the same payload",
                "FL-33",
                () -> {
                    Collecting second = collecting(Duration.ZERO);
                    listen(second, Optional.empty());
                    return payloads(second).equals(payloads(first)) ? "" : "another payload";
                });
    }

    private void resumed(Collecting first) {
        cases.check(
                FAMILY,
                "a run that begins after an event tells what came behind it, and not it",
                "FL-28",
                () -> {
                    SourceEvent known = first.events().getFirst();
                    List<String> due = first.ids().subList(1, first.ids().size());
                    Collecting rest =
                            new Collecting(
                                    Math.max(1, due.size()),
                                    due.isEmpty()
                                            ? Duration.ofSeconds(1)
                                            : cases.options().patience(),
                                    Duration.ZERO);
                    listen(rest, Optional.of(known.cursor()));
                    return rest.ids().equals(due) ? "" : "other events";
                });
    }

    private Collecting collecting(Duration slowness) {
        return new Collecting(PROVOKED, cases.options().patience(), slowness);
    }

    private static List<?> payloads(Collecting run) {
        return run.events().stream().map(SourceEvent::payload).toList();
    }

    private void listen(Collecting sink, Optional<Cursor> cursor) {
        EventSource source = cases.connector().events().orElseThrow();
        source.subscribe(
                new Subscription(cursor, new Start.Beginning(), Set.of(), cases.call()), sink);
    }
}

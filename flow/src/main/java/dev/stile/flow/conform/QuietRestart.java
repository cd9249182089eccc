package dev.stile.flow.conform;

import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.value.Cursor;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A run that begins with what happens from now on and ends before anything did: what comes before
 * the next run is told by that one. It is lost where a program names no place before its first
 * event.
 */
record QuietRestart(Cases cases, Provocation provocation) {
    static final String NAME = "what happens between a run without an event and the next is told";

    void run() {
        if (cases.options().provoke().isEmpty()) {
            cases.skip(StreamCases.FAMILY, NAME, "FL-30", "no --provoke makes an event");
            return;
        }
        cases.check(StreamCases.FAMILY, NAME, "FL-30", this::missed);
    }

    private String missed() {
        Collecting quiet = Collecting.untilAPlace(cases.options().patience());
        listen(quiet, Optional.empty());
        Optional<String> unprovoked = provocation.happen(1);
        if (unprovoked.isPresent()) {
            return unprovoked.get();
        }
        Collecting next = new Collecting(1, cases.options().patience(), Duration.ZERO);
        listen(next, quiet.place());
        if (!next.events().isEmpty()) {
            return "";
        }
        return quiet.place().isPresent()
                ? "it was lost, though the first run named a place"
                : "it was lost: the first run named no place (a checkpoint)";
    }

    private void listen(Collecting sink, Optional<Cursor> place) {
        cases.connector()
                .events()
                .orElseThrow()
                .subscribe(new Subscription(place, new Start.Now(), Set.of(), cases.call()), sink);
    }
}

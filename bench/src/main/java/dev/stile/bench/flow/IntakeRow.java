package dev.stile.bench.flow;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.Distribution;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Events of a child as fast as they are taken, through a daemon: inbox, a rule with a shape, a row
 * of its own in a table each, and every ack (P1). Fails unless each has its row. Floor: the same
 * child, its lines put into one table and acked, with nothing between.
 */
public final class IntakeRow implements FlowMeasurement {
    private static final double EVENTS_A_SECOND = 5_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String CONNECTION = "flood";

    @Override
    public String name() {
        return "intake";
    }

    @Override
    public List<Row> measure(Distribution distribution, Path folder, int samples, int events) {
        Samples row = new Samples("P1 child to inbox to rule to table", 0, Unit.EVENTS_A_SECOND);
        Flood flood = Flood.unpaced(events);
        for (int i = 0; i < samples; i++) {
            Place place = Place.empty(distribution, folder.resolve("sample"));
            place.connect(CONNECTION, flood);
            place.rule(place.inserting("keep", CONNECTION, place.target()));
            try (Background daemon = place.daemon()) {
                Told told = Told.await(place.child().log(CONNECTION), LONGEST);
                double inserted = place.target().await(events, LONGEST);
                row.take(events / (Math.max(told.last(), inserted) - told.first()));
                row.part("acked", events / (told.last() - told.first()));
            }
            Path file = place.folder().resolve("plain.sqlite");
            PlainHost.take(place.commands(), place.child(), file, "plain", flood);
            Told plain = Told.await(place.child().log("plain"), LONGEST);
            row.floor(events / (plain.last() - plain.first()));
        }
        row.count("events", events);
        return List.of(row.row(new Must.Bound(EVENTS_A_SECOND)));
    }
}

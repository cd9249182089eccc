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
 * How long after its write an event of a child is acked, at 500 a second, through a daemon with a
 * rule (P2). Floor: the same child, its lines put into one table and acked.
 */
public final class AckRow implements FlowMeasurement {
    private static final int RATE = 500;
    private static final int PART = 20;
    private static final double HALF = 5;
    private static final double NEARLY_ALL = 40;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String CONNECTION = "paced";

    @Override
    public String name() {
        return "ack";
    }

    @Override
    public List<Row> measure(Distribution distribution, Path folder, int samples, int events) {
        Samples half = new Samples("P2 ack at 500 events/s, p50", 0, Unit.MILLISECONDS);
        Samples most = new Samples("P2 ack at 500 events/s, p99", 0, Unit.MILLISECONDS);
        Flood flood = Flood.paced(Math.max(events / PART, RATE), RATE);
        for (int i = 0; i < samples; i++) {
            Place place = Place.empty(distribution, folder.resolve("sample"));
            place.connect(CONNECTION, flood);
            place.rule(place.inserting("keep", CONNECTION, place.target()));
            try (Background daemon = place.daemon()) {
                Told told = Told.await(place.child().log(CONNECTION), LONGEST).settled();
                place.target().await(flood.count(), LONGEST);
                half.take(told.percentile(50));
                most.take(told.percentile(99));
            }
            Path file = place.folder().resolve("plain.sqlite");
            PlainHost.take(place.commands(), place.child(), file, "plain", flood);
            Told plain = Told.await(place.child().log("plain"), LONGEST).settled();
            half.floor(plain.percentile(50));
            most.floor(plain.percentile(99));
        }
        half.count("events", flood.count());
        most.count("events", flood.count());
        return List.of(half.row(new Must.Bound(HALF)), most.row(new Must.Bound(NEARLY_ALL)));
    }
}

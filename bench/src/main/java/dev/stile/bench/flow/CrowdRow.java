package dev.stile.bench.flow;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.Distribution;
import dev.stile.bench.stage.Folders;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long after its write an event of a quiet stream is acked, among 200 streams that tell 2,000
 * events a second in all, half of which are one stream's (P7). A rule looks at each of them and
 * wants none. One daemon serves all samples, each of which is a round that begins at a signal; the
 * first round, in which the programs are started, is not kept. Floor: a round in which the one that
 * floods is silent.
 */
public final class CrowdRow implements FlowMeasurement {
    private static final int QUIET_STREAMS = 199;
    private static final int QUIET_RATE = 5;
    private static final int RATE = 2_000;
    private static final int PART = 10;
    private static final double NEARLY_ALL = 100;
    private static final String QUIET = "quiet";
    private static final String FLOODING = "flooding";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "crowd";
    }

    @Override
    public List<Row> measure(Distribution distribution, Path folder, int samples, int events) {
        Samples row = new Samples("P7 ack of the others, one flooding, p99", 0, Unit.MILLISECONDS);
        int seconds = Math.max(events / PART / RATE, 2);
        List<String> quiet = new ArrayList<>();
        for (int i = 0; i < QUIET_STREAMS; i++) {
            quiet.add(QUIET + "-" + i);
        }
        Place place = place(distribution, folder, quiet, seconds);
        try (Background daemon = place.daemon()) {
            long began = System.nanoTime();
            round(place, quiet, true);
            row.part("first round, with all starts", (System.nanoTime() - began) / 1e6);
            for (int i = 0; i < samples; i++) {
                row.take(round(place, quiet, true));
                row.floor(round(place, quiet, false));
            }
        }
        row.count("streams", QUIET_STREAMS + 1);
        row.count("events", seconds * RATE);
        return List.of(row.row(new Must.Bound(NEARLY_ALL)));
    }

    private static Place place(
            Distribution distribution, Path folder, List<String> quiet, int seconds) {
        Place place = Place.empty(distribution, folder);
        int left = RATE - QUIET_STREAMS * QUIET_RATE;
        try (Inside inside = place.inside()) {
            for (String connection : quiet) {
                place.connect(
                        inside,
                        connection,
                        Flood.paced(seconds * QUIET_RATE, QUIET_RATE).at(QUIET));
            }
            place.connect(inside, FLOODING, Flood.paced(seconds * left, left).at(FLOODING));
        }
        place.rule(
                """
                slug: none
                source: { connections: [%s, %s] }
                where: { shape: { thread: pond-4 } }
                do: { file_append: { file: told.txt, content: { text: "{{ /message }}" } } }
                """
                        .formatted(FLOODING, String.join(", ", quiet)));
        return place;
    }

    /** One round; the 99th percentile of the quiet ones, in milliseconds. */
    private static double round(Place place, List<String> quiet, boolean floods) {
        Child child = place.child();
        quiet.forEach(connection -> Folders.delete(child.log(connection)));
        Folders.delete(child.log(FLOODING));
        if (floods) {
            child.give(FLOODING);
        }
        child.give(QUIET);
        List<Double> ages = new ArrayList<>();
        for (String connection : quiet) {
            ages.addAll(Told.await(child.log(connection), LONGEST).settled().ages());
        }
        if (floods) {
            Told.await(child.log(FLOODING), LONGEST);
        }
        return Told.percentile(ages, 99);
    }
}

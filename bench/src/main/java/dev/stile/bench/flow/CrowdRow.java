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
 * wants none. The children wait for a common beginning, so that their start is not measured. Floor:
 * the same daemon without the one that floods.
 */
public final class CrowdRow implements FlowMeasurement {
    private static final int QUIET_STREAMS = 199;
    private static final int QUIET_RATE = 5;
    private static final int RATE = 2_000;
    private static final int PART = 5;
    private static final double NEARLY_ALL = 100;
    private static final String FLOODING = "flooding";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration GLANCE = Duration.ofMillis(200);

    @Override
    public String name() {
        return "crowd";
    }

    @Override
    public List<Row> measure(Distribution distribution, Path folder, int samples, int events) {
        Samples row = new Samples("P7 ack of the others, one flooding, p99", 0, Unit.MILLISECONDS);
        int seconds = Math.max(events / PART / RATE, 2);
        for (int i = 0; i < samples; i++) {
            row.take(quietAcks(distribution, folder.resolve("sample"), seconds, true));
            row.floor(quietAcks(distribution, folder.resolve("sample"), seconds, false));
        }
        row.count("streams", QUIET_STREAMS + 1);
        row.count("events", seconds * RATE);
        return List.of(row.row(new Must.Bound(NEARLY_ALL)));
    }

    /** The 99th percentile of the quiet ones, in milliseconds. */
    private static double quietAcks(
            Distribution distribution, Path folder, int seconds, boolean floods) {
        Place place = Place.empty(distribution, folder);
        List<String> quiet = new ArrayList<>();
        int left = RATE - QUIET_STREAMS * QUIET_RATE;
        try (Inside inside = place.inside()) {
            for (int i = 0; i < QUIET_STREAMS; i++) {
                quiet.add("quiet-" + i);
                place.connect(
                        inside,
                        quiet.getLast(),
                        Flood.paced(seconds * QUIET_RATE, QUIET_RATE).atTheSignal());
            }
            place.connect(
                    inside,
                    FLOODING,
                    (floods ? Flood.paced(seconds * left, left) : Flood.idle()).atTheSignal());
        }
        place.rule(rule(quiet));
        try (Background daemon = place.daemon()) {
            Await.until("the streams", LONGEST, GLANCE, () -> daemon.children() > QUIET_STREAMS);
            Folders.write(place.child().signal(), "");
            List<Double> ages = new ArrayList<>();
            for (String connection : quiet) {
                ages.addAll(Told.await(place.child().log(connection), LONGEST).settled().ages());
            }
            if (floods) {
                Told.await(place.child().log(FLOODING), LONGEST);
            }
            return Told.percentile(ages, 99);
        }
    }

    private static String rule(List<String> quiet) {
        return """
               slug: none
               source: { connections: [%s, %s] }
               where: { shape: { thread: pond-4 } }
               do: { file_append: { file: told.txt, content: { text: "{{ /message }}" } } }
               """
                .formatted(FLOODING, String.join(", ", quiet));
    }
}

package dev.stile.bench.flow;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.Distribution;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What an idle stream costs the daemon in memory, its child not counted: the resident set with 200
 * of them, less that of a daemon with none (P5).
 */
public final class IdleStreamsRow implements FlowMeasurement {
    private static final int STREAMS = 200;
    private static final double KIBIBYTES = 512;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration SETTLING = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "idle-streams";
    }

    @Override
    public List<Row> measure(Distribution distribution, Path folder, int samples, int events) {
        Samples row = new Samples("P5 memory of an idle stream, of " + STREAMS, 0, Unit.KIBIBYTES);
        Place none = Place.empty(distribution, folder.resolve("none"));
        Place many = Place.empty(distribution, folder.resolve("many"));
        try (Inside inside = many.inside()) {
            for (int i = 0; i < STREAMS; i++) {
                many.connect(inside, "idle-" + i, Flood.idle());
            }
        }
        many.rule(rule());
        for (int i = 0; i < samples; i++) {
            double without = resident(none, 0);
            double with = resident(many, STREAMS);
            row.take((with - without) / STREAMS);
            row.part("the daemon alone", without);
        }
        row.count("streams", STREAMS);
        return List.of(row.row(new Must.Bound(KIBIBYTES)));
    }

    private static String rule() {
        StringBuilder connections = new StringBuilder();
        for (int i = 0; i < STREAMS; i++) {
            connections.append(i == 0 ? "" : ", ").append("idle-").append(i);
        }
        return """
               slug: keep
               source: { connections: [%s] }
               do: { file_append: { file: told.txt, content: { text: "{{ /message }}" } } }
               """
                .formatted(connections);
    }

    private static double resident(Place place, int streams) {
        try (Background daemon = place.daemon()) {
            Await.until(streams + " streams", LONGEST, GLANCE, () -> daemon.children() >= streams);
            long settled = System.nanoTime() + SETTLING.toNanos();
            Await.until("the rest", LONGEST, GLANCE, () -> System.nanoTime() > settled);
            List<String> words = List.of("ps", "-o", "rss=", "-p", Long.toString(daemon.pid()));
            place.commands().timed(place.folder(), Map.of(), words);
            return Double.parseDouble(place.commands().output().strip());
        }
    }
}

package dev.stile.bench.flow;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.Distribution;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * From an event to the answer of the child on which a rule acts, both through one daemon, less the
 * bare start and act of the same child (P3). Fails unless each event led to one act. Floor: that
 * bare act; it is no part of the figure.
 */
public final class ActRow implements FlowMeasurement {
    private static final int PART = 1_000;
    private static final int FEWEST = 20;
    private static final int RATE = 4;
    private static final double HALF = 5;
    private static final double NEARLY_ALL = 25;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final String TELLER = "teller";
    private static final String ACTOR = "actor";

    private static final String RULE =
            """
            slug: note-it
            source: { connections: [teller] }
            do:
              connector_act:
                connection: actor
                action: note
                input: { text: "{{ /message }}" }
            allow_flow: [ { from: teller, to: actor, reason: "both are made up" } ]
            """;

    @Override
    public String name() {
        return "act";
    }

    @Override
    public List<Row> measure(Distribution distribution, Path folder, int samples, int events) {
        Samples half =
                new Samples("P3 act by the daemon over a bare one, p50", 0, Unit.MILLISECONDS);
        Samples most =
                new Samples("P3 act by the daemon over a bare one, p99", 0, Unit.MILLISECONDS);
        int acts = Math.max(events / PART, FEWEST);
        for (int i = 0; i < samples; i++) {
            Place place = Place.empty(distribution, folder.resolve("sample"));
            place.connect(TELLER, Flood.paced(acts, RATE));
            place.connect(ACTOR, Flood.idle());
            place.rule(RULE);
            grant(place);
            double bare = bare(place, acts);
            Path log = place.child().log(ACTOR);
            try (Background daemon = place.daemon()) {
                Await.until(acts + " acts", LONGEST, GLANCE, () -> Told.ages(log).size() >= acts);
            }
            List<Double> ages = Told.ages(log);
            half.take(Told.percentile(ages, 50) - bare);
            most.take(Told.percentile(ages, 99) - bare);
            half.floor(bare);
            most.floor(bare);
        }
        half.count("acts", acts);
        most.count("acts", acts);
        return List.of(half.row(new Must.Bound(HALF)), most.row(new Must.Bound(NEARLY_ALL)));
    }

    private static double bare(Place place, int acts) {
        List<Double> ages = new ArrayList<>();
        for (int i = 0; i < acts; i++) {
            ages.add(place.child().actBare(place.commands()));
        }
        return Told.percentile(ages, 50);
    }

    /** A rule acts by itself only with a grant that has a quota and an end. */
    private static void grant(Place place) {
        String end =
                Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();
        place.stile(
                "policy",
                "grant",
                "--subject",
                "rule:note-it",
                "--connection",
                ACTOR,
                "--action",
                "note",
                "--decision",
                "allow",
                "--per-hour",
                "10000",
                "--expires",
                end);
    }
}

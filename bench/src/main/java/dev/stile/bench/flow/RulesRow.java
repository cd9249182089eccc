package dev.stile.bench.flow;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Distribution;
import dev.stile.flow.routing.Router;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A thousand rules on one connection, of which one wants one event of a hundred (P6). Fails unless
 * each wanted event has its delivery. Floor: the same events past one rule.
 */
public final class RulesRow implements FlowMeasurement {
    private static final int RULES = 1_000;
    private static final int PART = 50;
    private static final int ONE_OF = 100;
    private static final double EVENTS_A_SECOND = 2_000;
    private static final String CONNECTION = "flood";
    private static final long SEED = 1;

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public List<Row> measure(Distribution distribution, Path folder, int samples, int events) {
        List<Row> rows = new ArrayList<>();
        for (Asking asking : Asking.values()) {
            rows.add(
                    measure(
                            asking,
                            distribution,
                            folder,
                            samples,
                            Math.max(events / PART, ONE_OF)));
        }
        return rows;
    }

    private static Row measure(
            Asking asking, Distribution distribution, Path folder, int samples, int events) {
        Samples row = new Samples("P6 1,000 rules, " + asking.words(), 0, Unit.EVENTS_A_SECOND);
        try (Inside many = home(asking, RULES, distribution, folder.resolve("many"));
                Inside one = home(asking, 1, distribution, folder.resolve("one"))) {
            Stream toMany = new Stream(many.house().inbox(), CONNECTION);
            Stream toOne = new Stream(one.house().inbox(), CONNECTION);
            SplittableRandom random = new SplittableRandom(SEED);
            // The first one compiles the rules and warms the JVM, and is not kept.
            for (int i = 0; i <= samples; i++) {
                tell(random, toMany, events);
                tell(random, toOne, events);
                double rate = events / seconds(many, events);
                double floor = events / seconds(one, events);
                if (i > 0) {
                    row.take(rate);
                    row.floor(floor);
                }
            }
            long wanted = (long) (samples + 1) * (events / ONE_OF);
            if (deliveries(many) != wanted) {
                throw new CommandFailed(deliveries(many) + " deliveries, not " + wanted);
            }
            row.count("events", events);
        }
        return row.row(new Must.Bound(EVENTS_A_SECOND));
    }

    private static Inside home(Asking asking, int rules, Distribution distribution, Path folder) {
        Place place = Place.empty(distribution, folder);
        place.connect(CONNECTION, Flood.idle());
        Inside inside = place.inside();
        for (int i = 0; i < rules; i++) {
            String document =
                    """
                    slug: rule-%d
                    source: { connections: [flood] }
                    where: { %s }
                    do: { file_append: { file: told.txt, content: { text: "{{ /message }}" } } }
                    """
                            .formatted(i, asking.filter(i));
            inside.flow().rules().add(Inside.soon(), Inside.person(), document);
        }
        return inside;
    }

    private static void tell(SplittableRandom random, Stream stream, int events) {
        for (int i = 0; i < events; i++) {
            boolean wanted = i % ONE_OF == 0;
            int gauge = random.nextInt(RULES) + (wanted ? 0 : RULES);
            stream.tell("pond-" + gauge, message(random, gauge));
        }
        stream.commit();
    }

    /** About 450 letters, with the same words around the number whether a rule wants it or not. */
    private static String message(SplittableRandom random, int gauge) {
        StringBuilder text = new StringBuilder(Flood.SIZE);
        while (text.length() < 200) {
            text.append(word(random)).append(' ');
        }
        text.append(String.format(Locale.ROOT, "gauge %04d rising ", gauge));
        while (text.length() < 450) {
            text.append(word(random)).append(' ');
        }
        return text.toString();
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        for (int i = 2 + random.nextInt(7); i > 0; i--) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    private static double seconds(Inside inside, int events) {
        Router router = inside.flow().router();
        long began = System.nanoTime();
        int routed = 0;
        while (routed < events) {
            routed += router.routeOnce(Inside.soon());
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private static long deliveries(Inside inside) {
        return inside.house()
                .database()
                .read(
                        Inside.soon(),
                        transaction ->
                                transaction.first(
                                        "SELECT count(*) FROM delivery", row -> row.number(1)))
                .orElseThrow();
    }
}

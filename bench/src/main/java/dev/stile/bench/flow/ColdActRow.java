package dev.stile.bench.flow;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Distribution;

import java.nio.file.Path;
import java.util.List;

/**
 * {@code stile act} on a child, typed, to its end (P4). Fails unless the child acted once each
 * time. Floor: the same act of the child alone.
 */
public final class ColdActRow implements FlowMeasurement {
    private static final double HALF = 350;
    private static final String CONNECTION = "actor";

    @Override
    public String name() {
        return "act-cold";
    }

    @Override
    public List<Row> measure(Distribution distribution, Path folder, int samples, int events) {
        Samples row = new Samples("P4 stile act, cold", 0, Unit.MILLISECONDS);
        Place place = Place.empty(distribution, folder.resolve("home"));
        place.connect(CONNECTION, Flood.idle());
        // One to warm the disk's cache, not counted.
        for (int i = 0; i <= samples; i++) {
            double taken = place.stile("act", CONNECTION, "note", "--set", "text=" + i);
            double bare = place.child().actBare(place.commands());
            if (i > 0) {
                row.take(taken);
                row.floor(bare);
            }
        }
        int acts = Told.ages(place.child().log(CONNECTION)).size();
        if (acts != samples + 1) {
            throw new CommandFailed(acts + " acts of the child, not " + (samples + 1));
        }
        row.count("acts", 1);
        return List.of(row.row(new Must.Bound(HALF)));
    }
}

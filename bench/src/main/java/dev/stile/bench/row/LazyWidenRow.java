package dev.stile.bench.row;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.Commands;
import dev.stile.bench.stage.Stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A sparse clone that is widened to a hundred files. Fails on a request or a second helper. Floor:
 * the same in the same clone of a plain repository.
 */
public final class LazyWidenRow implements Measurement {
    private static final int FILES = 100;

    @Override
    public String name() {
        return "lazy-widen";
    }

    @Override
    public boolean isFor(int size, List<Integer> sizes) {
        return size == 1_000 || size == 10_000;
    }

    @Override
    public List<Row> measure(Stage stage, int samples) {
        Samples row = new Samples("sparse checkout of " + FILES, stage.size(), Unit.MILLISECONDS);
        Commands commands = stage.commands();
        LazyClones clones = LazyClones.of(stage);
        // The first one is counted and not timed.
        for (int i = 0; i <= samples; i++) {
            Path clone = clones.project("--sparse");
            Path plain = clones.plain("--sparse");
            List<String> words = RecordFiles.widening(RecordFiles.paths(commands, clone, FILES));
            stage.tracker().resetCounters();
            if (i == 0) {
                commands.timed(clone, stage.counted().environment(), words);
                Expect.exactly(1, stage.counted().helpers(), "helpers");
            } else {
                row.take(commands.timed(clone, Map.of(), words));
                row.floor(commands.timed(plain, Map.of(), words));
            }
            Expect.exactly(0, stage.tracker().counters().requests(), "requests");
        }
        row.count("requests", 0);
        row.count("helpers", 1);
        return List.of(row.row(new Must.Nothing()));
    }
}

package dev.stile.bench.row;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.Commands;
import dev.stile.bench.stage.Stage;

import java.nio.file.Path;
import java.util.List;

/**
 * The first look at one file of a clone that has none, each time another file. Fails on a request
 * or a second helper. Floor: the same look in the same clone of a plain repository.
 */
public final class LazyCatRow implements Measurement {
    @Override
    public String name() {
        return "lazy-cat";
    }

    @Override
    public boolean isFor(int size, List<Integer> sizes) {
        return size == 1_000 || size == 10_000;
    }

    @Override
    public List<Row> measure(Stage stage, int samples) {
        Samples row = new Samples("first cat, lazy clone", stage.size(), Unit.MILLISECONDS);
        Commands commands = stage.commands();
        LazyClones clones = LazyClones.of(stage);
        Path clone = clones.project("--no-checkout");
        Path plain = clones.plain("--no-checkout");
        List<String> paths = RecordFiles.paths(commands, clone, samples + 1);
        stage.tracker().resetCounters();
        commands.timed(clone, stage.counted().environment(), show(paths.getLast()));
        Expect.exactly(1, stage.counted().helpers(), "helpers");
        for (String path : paths.subList(0, samples)) {
            row.take(commands.timed(clone, "git", "show", "HEAD:" + path));
            row.floor(commands.timed(plain, "git", "show", "HEAD:" + path));
        }
        Expect.exactly(0, stage.tracker().counters().requests(), "requests");
        row.count("requests", 0);
        row.count("helpers", 1);
        return List.of(row.row(new Must.Nothing()));
    }

    private static List<String> show(String path) {
        return List.of("git", "show", "HEAD:" + path);
    }
}

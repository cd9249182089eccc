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
 * A search through every file of a clone that had none: cold, with the checkout that brings them,
 * and warm. Fails on a request. Floor: the same in the same clone of a plain repository.
 */
public final class LazyGrepRow implements Measurement {
    private static final List<String> CHECKOUT = List.of("git", "checkout", "-q", "main");
    private static final List<String> GREP = List.of("grep", "-r", "-l", "title", ".");

    @Override
    public String name() {
        return "lazy-grep";
    }

    @Override
    public boolean isFor(int size, List<Integer> sizes) {
        return size == 1_000 || size == 10_000;
    }

    @Override
    public List<Row> measure(Stage stage, int samples) {
        Samples cold = new Samples("grep -r, cold, lazy clone", stage.size(), Unit.MILLISECONDS);
        Samples warm = new Samples("grep -r, warm, lazy clone", stage.size(), Unit.MILLISECONDS);
        LazyClones clones = LazyClones.of(stage);
        Commands commands = stage.commands();
        // The first one is counted and not timed.
        for (int i = 0; i <= samples; i++) {
            Path clone = clones.project("--no-checkout");
            Path plain = clones.plain("--no-checkout");
            stage.tracker().resetCounters();
            if (i == 0) {
                commands.timed(clone, stage.counted().environment(), CHECKOUT);
                cold.count("helpers", stage.counted().helpers());
                commands.timed(clone, stage.counted().environment(), GREP);
                Expect.exactly(0, stage.counted().helpers(), "helpers of a warm search");
            } else {
                cold.take(cold(commands, clone));
                warm.take(commands.timed(clone, Map.of(), GREP));
                cold.floor(cold(commands, plain));
                warm.floor(commands.timed(plain, Map.of(), GREP));
            }
            Expect.exactly(0, stage.tracker().counters().requests(), "requests");
        }
        cold.count("requests", 0);
        warm.count("requests", 0);
        warm.count("helpers", 0);
        return List.of(cold.row(new Must.Nothing()), warm.row(new Must.Nothing()));
    }

    private static double cold(Commands commands, Path clone) {
        return commands.timed(clone, Map.of(), CHECKOUT) + commands.timed(clone, Map.of(), GREP);
    }
}

package dev.stile.bench.row;

import dev.stile.bench.figure.Row;
import dev.stile.bench.stage.Stage;

import java.util.List;

/**
 * One or more rows that are measured together. Leaves the stage for the next one to begin afresh.
 */
public interface Measurement {
    /** What {@code --rows} calls it. */
    String name();

    /** Whether it says something at this size, which is one of these. */
    boolean isFor(int size, List<Integer> sizes);

    /**
     * Takes so many samples of each row, each beside one of its floor.
     *
     * @throws dev.stile.bench.stage.CommandFailed if a command fails, or does more than it may
     */
    List<Row> measure(Stage stage, int samples);
}

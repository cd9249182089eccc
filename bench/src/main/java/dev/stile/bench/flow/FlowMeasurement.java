package dev.stile.bench.flow;

import dev.stile.bench.figure.Row;
import dev.stile.bench.stage.Distribution;

import java.nio.file.Path;
import java.util.List;

/** One or more rows of events that are measured together, in a folder of their own. */
public interface FlowMeasurement {
    /** What {@code --rows} calls it. */
    String name();

    /**
     * Takes so many samples of each row, each beside one of its floor.
     *
     * @param folder empty
     * @param events of the largest row; the others take a fixed part of it
     * @throws dev.stile.bench.stage.CommandFailed if a command fails, or something is missing in
     *     the end
     */
    List<Row> measure(Distribution distribution, Path folder, int samples, int events);
}

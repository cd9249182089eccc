package dev.stile.bench.row;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.floor.CurlRequests;
import dev.stile.bench.floor.ProjectContent;
import dev.stile.bench.stage.Relay;
import dev.stile.bench.stage.Stage;

import java.nio.file.Path;
import java.util.List;

/** A fetch that finds nothing new. Floor: the same page by curl, and git's own fetch of nothing. */
public final class FetchNothingRow implements Measurement {
    private static final double BOUND = 250;

    private final Way way;

    public FetchNothingRow(Way way) {
        this.way = way;
    }

    @Override
    public String name() {
        return "fetch-nothing" + way.suffix();
    }

    @Override
    public boolean isFor(int size, List<Integer> sizes) {
        return true;
    }

    @Override
    public List<Row> measure(Stage stage, int samples) {
        try (Relay relay = way.relay(stage)) {
            way.connect(stage, relay);
            return measure(stage, samples, way.port(stage, relay));
        }
    }

    private List<Row> measure(Stage stage, int samples, int port) {
        Samples row =
                new Samples("fetch, nothing new" + way.words(), stage.size(), Unit.MILLISECONDS);
        Path clone = stage.cloned("clone");
        Path bare = stage.empty("plain.git");
        ProjectContent content = ProjectContent.of(stage, clone, "HEAD");
        content.init(bare);
        content.publish(bare);
        Path plain = stage.empty("plain");
        stage.commands()
                .timed(
                        stage.folder(),
                        "git",
                        "clone",
                        "-q",
                        ProjectContent.address(bare),
                        plain.toString());
        stage.commands().timed(clone, stage.counted().environment(), List.of("git", "fetch", "-q"));
        Expect.exactly(1, stage.counted().helpers(), "helpers");
        for (int i = 0; i < samples; i++) {
            stage.tracker().resetCounters();
            row.take(stage.commands().timed(clone, "git", "fetch", "-q"));
            Expect.exactly(1, stage.tracker().counters().requests(), "requests");
            row.count("bytes", stage.tracker().counters().responseBytes());
            double curl = CurlRequests.again(stage, stage.tracker().requests(), port).timed();
            double fetched = stage.commands().timed(plain, "git", "fetch", "-q");
            row.floor(curl + fetched);
            row.part("git alone", fetched);
        }
        row.count("requests", 1);
        row.count("helpers", 1);
        return List.of(row.row(way == Way.NEAR ? new Must.Bound(BOUND) : new Must.Nothing()));
    }
}

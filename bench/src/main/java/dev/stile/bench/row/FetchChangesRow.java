package dev.stile.bench.row;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.floor.CurlRequests;
import dev.stile.bench.floor.ProjectContent;
import dev.stile.bench.stage.Stage;
import dev.stile.simulator.json.Json;

import java.nio.file.Path;
import java.util.List;

/**
 * A fetch after so many records changed. Floor: the same pages by curl, the same new objects by
 * git, and git's own fetch of them.
 */
public final class FetchChangesRow implements Measurement {
    private final int changes;

    public FetchChangesRow(int changes) {
        this.changes = changes;
    }

    @Override
    public String name() {
        return "fetch-" + changes;
    }

    @Override
    public boolean isFor(int size, List<Integer> sizes) {
        return size >= changes;
    }

    @Override
    public List<Row> measure(Stage stage, int samples) {
        Samples row =
                new Samples(
                        "fetch after " + changes + (changes == 1 ? " change" : " changes"),
                        stage.size(),
                        Unit.MILLISECONDS);
        stage.connectAfresh();
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
        for (int i = 0; i < samples; i++) {
            change(stage, i);
            String before = stage.commands().text(clone, "git", "rev-parse", "origin/main");
            stage.tracker().resetCounters();
            row.take(stage.commands().timed(clone, "git", "fetch", "-q"));
            Expect.atMost(2, stage.tracker().counters().requests(), "requests");
            row.count("requests", stage.tracker().counters().requests());
            double curl = CurlRequests.again(stage, stage.tracker().requests()).timed();
            double written =
                    ProjectContent.between(stage, clone, before, "origin/main").publish(bare);
            double fetched = stage.commands().timed(plain, "git", "fetch", "-q");
            row.floor(curl + written + fetched);
            row.part("git alone", fetched);
        }
        return List.of(row.row(new Must.Nothing()));
    }

    private void change(Stage stage, int round) {
        for (int id = 1; id <= changes; id++) {
            stage.tracker()
                    .change(
                            Stage.PROJECT,
                            Integer.toString(id),
                            Json.object()
                                    .put(
                                            "set",
                                            Json.object()
                                                    .put("title", "Changed upstream " + round)
                                                    .build())
                                    .build());
        }
    }
}

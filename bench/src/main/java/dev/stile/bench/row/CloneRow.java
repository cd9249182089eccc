package dev.stile.bench.row;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.floor.CurlRequests;
import dev.stile.bench.floor.ProjectContent;
import dev.stile.bench.stage.Stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A first clone with all files, from an empty home. Floor: the same pages by curl, the same blobs,
 * trees and commit by git, and a clone of that.
 */
public final class CloneRow implements Measurement {
    private static final int JUDGED_FROM = 1_000;
    private static final double TIMES = 2.5;

    @Override
    public String name() {
        return "clone";
    }

    @Override
    public boolean isFor(int size, List<Integer> sizes) {
        return true;
    }

    @Override
    public List<Row> measure(Stage stage, int samples) {
        Samples row = new Samples("first clone, all files", stage.size(), Unit.MILLISECONDS);
        stage.connectAfresh();
        Path clone = stage.empty("clone");
        stage.commands().timed(stage.folder(), stage.counted().environment(), stage.cloning(clone));
        row.count("requests", stage.tracker().counters().requests());
        row.count("helpers", stage.counted().helpers());
        double memory = stage.counted().peakMebibytes();
        ProjectContent content = ProjectContent.of(stage, clone, "HEAD");
        for (int i = 0; i < samples; i++) {
            stage.connectAfresh();
            clone = stage.empty("clone");
            row.take(stage.commands().timed(stage.folder(), Map.of(), stage.cloning(clone)));
            double curl = CurlRequests.again(stage, stage.tracker().requests()).timed();
            Path bare = stage.empty("plain.git");
            double written = content.init(bare) + content.publish(bare);
            double cloned =
                    stage.commands()
                            .timed(
                                    stage.folder(),
                                    "git",
                                    "clone",
                                    "-q",
                                    ProjectContent.address(bare),
                                    stage.empty("plain").toString());
            row.floor(curl + written + cloned);
            row.part("floor's pages", curl);
            row.part("floor's objects", written);
            row.part("floor's clone", cloned);
        }
        return List.of(
                row.row(
                        stage.size() >= JUDGED_FROM
                                ? new Must.TimesFloor(TIMES)
                                : new Must.Nothing()),
                Memory.row("memory of a first clone", stage.size(), memory));
    }
}

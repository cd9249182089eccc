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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A first clone from an empty home. Floor: the same pages by curl, the same blobs, trees and commit
 * by git, and the same clone of that.
 */
public final class CloneRow implements Measurement {
    private static final int JUDGED_FROM = 1_000;
    private static final double TIMES = 2.5;
    private static final double MEBIBYTE = 1 << 20;

    private final CloneForm form;
    private final Way way;

    public CloneRow(CloneForm form, Way way) {
        this.form = form;
        this.way = way;
    }

    @Override
    public String name() {
        return form.row() + way.suffix();
    }

    @Override
    public boolean isFor(int size, List<Integer> sizes) {
        return true;
    }

    @Override
    public List<Row> measure(Stage stage, int samples) {
        Samples row = new Samples(form.words() + way.words(), stage.size(), Unit.MILLISECONDS);
        Samples mirror = new Samples("mirror after a first clone", stage.size(), Unit.MEBIBYTES);
        stage.connectAfresh();
        ProjectContent content = ProjectContent.of(stage, stage.cloned("all"), "HEAD");
        try (Relay relay = way.relay(stage)) {
            way.connect(stage, relay);
            double memory = counted(stage, row);
            for (int i = 0; i < samples; i++) {
                way.connect(stage, relay);
                row.take(clone(stage, Map.of()));
                mirror.take(stage.mirrorBytes() / MEBIBYTE);
                takeFloor(stage, row, content, way.port(stage, relay));
            }
            return rows(stage, row, mirror, memory);
        }
    }

    /** One clone that is not timed; the most memory that it took. */
    private double counted(Stage stage, Samples row) {
        clone(stage, stage.counted().environment());
        long requests = stage.tracker().counters().requests();
        row.count("requests", requests);
        row.count("bytes", stage.tracker().counters().responseBytes());
        row.count("helpers", stage.counted().helpers());
        return stage.counted().peakMebibytes();
    }

    private double clone(Stage stage, Map<String, String> more) {
        Path clone = stage.empty("clone");
        return stage.commands().timed(stage.folder(), more, stage.cloning(clone, form.options()));
    }

    private void takeFloor(Stage stage, Samples row, ProjectContent content, int port) {
        double curl = CurlRequests.again(stage, stage.tracker().requests(), port).timed();
        Path bare = stage.empty("plain.git");
        double written = content.init(bare) + content.publish(bare);
        List<String> words = new ArrayList<>(List.of("git", "clone", "-q"));
        words.addAll(List.of(form.options()));
        words.addAll(List.of(ProjectContent.address(bare), stage.empty("plain").toString()));
        double cloned = stage.commands().timed(stage.folder(), Map.of(), words);
        row.floor(curl + written + cloned);
        row.part("floor's pages", curl);
        row.part("floor's objects", written);
        row.part("floor's clone", cloned);
    }

    private List<Row> rows(Stage stage, Samples row, Samples mirror, double memory) {
        List<Row> rows = new ArrayList<>();
        if (form == CloneForm.FULL && way == Way.NEAR) {
            rows.add(
                    row.row(
                            stage.size() >= JUDGED_FROM
                                    ? new Must.TimesFloor(TIMES)
                                    : new Must.Nothing()));
            rows.add(Memory.row("memory of a first clone", stage.size(), memory));
            rows.add(mirror.row(new Must.Nothing()));
        } else {
            rows.add(row.row(new Must.Nothing()));
        }
        return rows;
    }
}

package dev.stile.bench.row;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.floor.CurlRequests;
import dev.stile.bench.floor.ProjectContent;
import dev.stile.bench.stage.Commands;
import dev.stile.bench.stage.Stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A push that sends nothing: because there is nothing, or because it is a dry run. Fails on a
 * write. Floor: git's own, and the same reads by curl.
 */
public final class QuietPushRow implements Measurement {
    private final boolean dry;

    /**
     * @param dry whether there is an edit to send
     */
    public QuietPushRow(boolean dry) {
        this.dry = dry;
    }

    @Override
    public String name() {
        return dry ? "push-dry-run" : "push-nothing";
    }

    @Override
    public boolean isFor(int size, List<Integer> sizes) {
        return size == 1_000 || size == 10_000;
    }

    @Override
    public List<Row> measure(Stage stage, int samples) {
        Samples row =
                new Samples(
                        dry ? "dry run of a push of 1 edit" : "push, nothing to send",
                        stage.size(),
                        Unit.MILLISECONDS);
        Commands commands = stage.commands();
        stage.connectAfresh();
        Path clone = stage.cloned("clone");
        ProjectContent content = ProjectContent.of(stage, clone, "HEAD");
        Path bare = stage.empty("plain.git");
        content.init(bare);
        content.publish(bare);
        Path plain = stage.empty("plain");
        commands.timed(
                stage.folder(),
                "git",
                "clone",
                "-q",
                ProjectContent.address(bare),
                plain.toString());
        if (dry) {
            List<String> path = RecordFiles.paths(commands, clone, 1);
            RecordFiles.edit(commands, clone, path, "mine");
            RecordFiles.edit(commands, plain, path, "mine");
        }
        commands.timed(clone, stage.counted().environment(), words());
        Expect.exactly(1, stage.counted().helpers(), "helpers");
        for (int i = 0; i < samples; i++) {
            stage.tracker().resetCounters();
            row.take(commands.timed(clone, Map.of(), words()));
            long requests = stage.tracker().counters().requests();
            Expect.atMost(1, requests, "requests");
            Expect.exactly(0, stage.tracker().counters().writes(), "writes");
            row.count("requests", requests);
            double curl = CurlRequests.again(stage, stage.tracker().requests()).timed();
            double alone = commands.timed(plain, Map.of(), words());
            row.floor(curl + alone);
            row.part("git alone", alone);
        }
        row.count("helpers", 1);
        return List.of(row.row(new Must.Nothing()));
    }

    private List<String> words() {
        return dry ? List.of("git", "push", "-q", "--dry-run") : List.of("git", "push", "-q");
    }
}

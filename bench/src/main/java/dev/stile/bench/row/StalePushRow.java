package dev.stile.bench.row;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.floor.CurlRequests;
import dev.stile.bench.floor.ProjectContent;
import dev.stile.bench.stage.Commands;
import dev.stile.bench.stage.Stage;
import dev.stile.simulator.json.Json;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A push that is refused since somebody else edited the record. Floor: the same page by curl, and
 * git's own refusal of a push that is not a fast-forward.
 */
public final class StalePushRow implements Measurement {
    @Override
    public String name() {
        return "push-stale";
    }

    @Override
    public boolean isFor(int size, List<Integer> sizes) {
        return size == 1_000 || size == 10_000;
    }

    @Override
    public List<Row> measure(Stage stage, int samples) {
        Samples row = new Samples("push refused as stale", stage.size(), Unit.MILLISECONDS);
        Commands commands = stage.commands();
        stage.connectAfresh();
        Path clone = stage.cloned("clone");
        ProjectContent content = ProjectContent.of(stage, clone, "HEAD");
        Path bare = stage.empty("plain.git");
        content.init(bare);
        content.publish(bare);
        String address = ProjectContent.address(bare);
        Path plain = stage.empty("plain");
        commands.timed(stage.folder(), "git", "clone", "-q", address, plain.toString());
        Path other = stage.empty("other");
        commands.timed(stage.folder(), "git", "clone", "-q", address, other.toString());
        List<String> paths = RecordFiles.paths(commands, clone, samples);
        for (int i = 0; i < samples; i++) {
            List<String> path = paths.subList(i, i + 1);
            RecordFiles.edit(commands, clone, path, "mine");
            changeUpstream(stage, path.getFirst());
            stage.tracker().resetCounters();
            row.take(commands.timed(clone, Map.of(), List.of("git", "push", "-q"), 1));
            Expect.exactly(0, stage.tracker().counters().writes(), "writes");
            row.count("requests", stage.tracker().counters().requests());
            double curl = CurlRequests.again(stage, stage.tracker().requests()).timed();
            commands.timed(clone, "git", "fetch", "-q");
            commands.timed(clone, "git", "reset", "-q", "--hard", "origin/main");
            RecordFiles.edit(commands, plain, path, "mine");
            RecordFiles.edit(commands, other, path, "theirs");
            commands.timed(other, "git", "push", "-q");
            double refused = commands.timed(plain, Map.of(), List.of("git", "push", "-q"), 1);
            commands.timed(plain, "git", "fetch", "-q");
            commands.timed(plain, "git", "reset", "-q", "--hard", "origin/main");
            row.floor(curl + refused);
            row.part("git alone", refused);
        }
        return List.of(row.row(new Must.Nothing()));
    }

    private static void changeUpstream(Stage stage, String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        stage.tracker()
                .change(
                        Stage.PROJECT,
                        file.substring(0, file.indexOf('.')),
                        Json.object()
                                .put("set", Json.object().put("title", "Theirs").build())
                                .build());
    }
}

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A push of edits or creates. One edit goes from a lazy sparse clone, many from a full one. Floor:
 * git's own push of the same from the same kind of clone to a plain repository, and as many
 * requests by curl.
 */
public final class PushRow implements Measurement {
    private static final int LARGE = 10_000;
    private static final double BOUND_OF_MANY = 900;
    private static final double BOUND = 450;
    private static final String FLOOR = "floor";

    private final Kind kind;
    private final int count;

    public PushRow(Kind kind, int count) {
        this.kind = kind;
        this.count = count;
    }

    @Override
    public String name() {
        return "push-" + kind.words(count).replace(' ', '-');
    }

    @Override
    public boolean isFor(int size, List<Integer> sizes) {
        return isLazy() || size == 1_000;
    }

    @Override
    public List<Row> measure(Stage stage, int samples) {
        String where = isLazy() ? ", lazy sparse clone" : ", full clone";
        Samples row =
                new Samples(
                        "push of " + kind.words(count) + where, stage.size(), Unit.MILLISECONDS);
        Commands commands = stage.commands();
        stage.connectAfresh();
        stage.tracker().project(FLOOR, Json.object().build());
        Path full = stage.cloned("full");
        ProjectContent content = ProjectContent.of(stage, full, "HEAD");
        Path bare = stage.empty("plain.git");
        content.init(bare);
        content.publish(bare);
        Path clone = stage.empty("clone");
        commands.timed(stage.folder(), Map.of(), cloning(Stage.ADDRESS, clone));
        Path plain = stage.empty("plain");
        commands.timed(stage.folder(), Map.of(), cloning(ProjectContent.address(bare), plain));
        List<String> paths =
                kind == Kind.EDITS
                        ? RecordFiles.paths(commands, full, count * (samples + 1))
                        : List.of();
        if (isLazy()) {
            RecordFiles.widen(commands, clone, paths);
            RecordFiles.widen(commands, plain, paths);
        }
        commit(commands, clone, paths, samples);
        long missing = missing(commands, clone);
        commands.timed(clone, stage.counted().environment(), List.of("git", "push", "-q"));
        Expect.exactly(1, stage.counted().helpers(), "helpers");
        Expect.exactly(missing, missing(commands, clone), "blobs missing after the push");
        double memory = stage.counted().peakMebibytes();
        commands.timed(clone, "git", "pull", "-q");
        for (int i = 0; i < samples; i++) {
            commit(commands, clone, paths, i);
            stage.tracker().resetCounters();
            row.take(commands.timed(clone, "git", "push", "-q"));
            long requests = stage.tracker().counters().requests();
            Expect.atMost(1L + (count == 1 ? 1 : 3L * count), requests, "requests");
            row.count("requests", requests);
            commands.timed(clone, "git", "pull", "-q");
            commit(commands, plain, paths, i);
            double pushed = commands.timed(plain, "git", "push", "-q");
            row.floor(pushed + CurlRequests.creating(stage, FLOOR, count).timed());
            row.part("git alone", pushed);
        }
        row.count("helpers", 1);
        List<Row> rows = new ArrayList<>();
        rows.add(
                row.row(
                        isLazy()
                                ? new Must.Bound(stage.size() > LARGE ? BOUND_OF_MANY : BOUND)
                                : new Must.Nothing()));
        if (isLazy()) {
            rows.add(Memory.row("memory of a push of one edit", stage.size(), memory));
        }
        return rows;
    }

    private boolean isLazy() {
        return kind == Kind.EDITS && count == 1;
    }

    private List<String> cloning(String address, Path into) {
        List<String> words = new ArrayList<>(List.of("git", "clone", "-q"));
        if (isLazy()) {
            words.addAll(List.of("--filter=blob:none", "--sparse"));
        }
        words.addAll(List.of(address, into.toString()));
        return words;
    }

    private void commit(Commands commands, Path clone, List<String> paths, int round) {
        String word = "r" + round;
        switch (kind) {
            case EDITS ->
                    RecordFiles.edit(
                            commands,
                            clone,
                            paths.subList(round * count, (round + 1) * count),
                            word);
            case CREATES -> RecordFiles.create(commands, clone, count, word);
        }
    }

    private static long missing(Commands commands, Path clone) {
        return commands
                .lines(clone, "git", "rev-list", "--objects", "--missing=print", "--all")
                .stream()
                .filter(line -> line.startsWith("?"))
                .count();
    }
}

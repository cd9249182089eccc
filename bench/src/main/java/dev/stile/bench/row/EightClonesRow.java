package dev.stile.bench.row;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.floor.CurlRequests;
import dev.stile.bench.floor.ProjectContent;
import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Commands;
import dev.stile.bench.stage.Stage;
import dev.stile.simulator.json.Json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Eight clones of one mirror at once, each with twenty pushes of one edit to records of its own. A
 * push that is refused fails the row. Floor: eight clones of a plain repository that push the same,
 * each to a branch of its own, and as many writes by one curl.
 */
public final class EightClonesRow implements Measurement {
    private static final int CLONES = 8;
    private static final int PUSHES = 20;
    private static final String FLOOR = "floor";

    @Override
    public String name() {
        return "eight-clones";
    }

    @Override
    public boolean isFor(int size, List<Integer> sizes) {
        return size == 1_000;
    }

    @Override
    public List<Row> measure(Stage stage, int samples) {
        Samples row =
                new Samples("8 clones with 20 pushes each", stage.size(), Unit.PUSHES_A_SECOND);
        Samples one = new Samples("one push of the 8 clones", stage.size(), Unit.MILLISECONDS);
        stage.connectAfresh();
        stage.tracker().project(FLOOR, Json.object().build());
        List<Path> clones = new ArrayList<>();
        for (int i = 0; i < CLONES; i++) {
            clones.add(stage.cloned("clone-" + i));
        }
        ProjectContent content = ProjectContent.of(stage, clones.getFirst(), "HEAD");
        Path bare = stage.empty("plain.git");
        content.init(bare);
        content.publish(bare);
        List<Path> plain = plain(stage, bare);
        List<String> paths = RecordFiles.paths(stage.commands(), clones.getFirst(), CLONES);
        for (int i = 0; i < samples; i++) {
            stage.tracker().resetCounters();
            Pushed pushed = pushAll(stage, clones, paths, "s" + i, "main");
            row.take(pushed.rate());
            pushed.each().forEach(one::take);
            long writes = stage.tracker().counters().writes();
            Expect.exactly((long) CLONES * PUSHES, writes, "writes");
            row.count("requests", stage.tracker().counters().requests());
            Pushed alone = pushAll(stage, plain, paths, "s" + i, "own");
            double curl = CurlRequests.creating(stage, FLOOR, CLONES * PUSHES).timed();
            row.floor(CLONES * PUSHES / (alone.seconds() + curl / 1e3));
            alone.each().forEach(one::floor);
        }
        row.count("refusals", 0);
        return List.of(row.row(new Must.Nothing()), one.row(new Must.Nothing()));
    }

    private static List<Path> plain(Stage stage, Path bare) {
        List<Path> clones = new ArrayList<>();
        for (int i = 0; i < CLONES; i++) {
            Path clone = stage.empty("plain-" + i);
            List<String> words =
                    List.of("git", "clone", "-q", ProjectContent.address(bare), clone.toString());
            stage.commands().timed(stage.folder(), Map.of(), words);
            clones.add(clone);
        }
        return clones;
    }

    /** How long all took, and milliseconds of each push. */
    private record Pushed(double seconds, List<Double> each) {
        double rate() {
            return each.size() / seconds;
        }
    }

    private static Pushed pushAll(
            Stage stage, List<Path> clones, List<String> paths, String word, String branch) {
        List<Callable<List<Double>>> people = new ArrayList<>();
        for (int i = 0; i < clones.size(); i++) {
            Path clone = clones.get(i);
            String path = paths.get(i);
            Commands commands = stage.commands("person-" + i);
            String target = branch.equals("main") ? branch : branch + "-" + i;
            people.add(() -> push(commands, clone, path, word, target));
        }
        long began = System.nanoTime();
        List<Double> each = new ArrayList<>();
        try (ExecutorService crowd = Executors.newFixedThreadPool(clones.size())) {
            for (Future<List<Double>> pushed : crowd.invokeAll(people)) {
                each.addAll(pushed.get());
            }
        } catch (ExecutionException failed) {
            throw new CommandFailed(String.valueOf(failed.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
        return new Pushed((System.nanoTime() - began) / 1e9, each);
    }

    private static List<Double> push(
            Commands commands, Path clone, String path, String word, String target) {
        List<Double> each = new ArrayList<>();
        for (int i = 0; i < PUSHES; i++) {
            RecordFiles.edit(commands, clone, List.of(path), word + "-" + i);
            each.add(commands.timed(clone, "git", "push", "-q", "origin", "HEAD:" + target));
            if (target.equals("main")) {
                commands.timed(clone, "git", "pull", "-q", "--rebase");
            }
        }
        return each;
    }
}

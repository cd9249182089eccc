package dev.stile.bench.row;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.floor.CurlRequests;
import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Commands;
import dev.stile.bench.stage.Stage;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.json.Json;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A push of creates whose helper is killed in the middle, and then the same push again, which is
 * timed. A record that is there twice, or not at all, fails the row. Floor: the requests of the
 * creates that are left, by curl.
 */
public final class RecoveryRow implements Measurement {
    private static final int CREATES = 50;
    private static final int KILLED_IN = 25;
    private static final String FLOOR = "floor";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public boolean isFor(int size, List<Integer> sizes) {
        return size == 1_000;
    }

    @Override
    public List<Row> measure(Stage stage, int samples) {
        Samples row =
                new Samples(
                        "same push after a kill in mid-push of " + CREATES,
                        stage.size(),
                        Unit.MILLISECONDS);
        Commands commands = stage.commands();
        stage.connectAfresh();
        stage.tracker().project(FLOOR, Json.object().build());
        Path clone = stage.cloned("clone");
        for (int i = 0; i < samples; i++) {
            int before = stage.tracker().records(Stage.PROJECT).size();
            RecordFiles.create(commands, clone, CREATES, "k" + i);
            pushAndKill(stage, clone);
            stage.tracker().resetCounters();
            row.take(commands.timed(clone, "git", "push", "-q"));
            row.count("requests", stage.tracker().counters().requests());
            int made = stage.tracker().records(Stage.PROJECT).size() - before;
            Expect.exactly(CREATES, made, "records made");
            row.count("duplicates", made - CREATES);
            commands.timed(clone, "git", "pull", "-q");
            row.floor(CurlRequests.creating(stage, FLOOR, CREATES - KILLED_IN).timed());
        }
        return List.of(row.row(new Must.Nothing()));
    }

    /** The create in the middle takes effect and is never answered; then the helper dies. */
    private static void pushAndKill(Stage stage, Path clone) {
        stage.tracker()
                .fault(
                        FaultRule.on(
                                        "POST",
                                        "/sim/v1/projects/" + Stage.PROJECT + "/records",
                                        new FaultAction.Silence(true))
                                .nth(KILLED_IN));
        List<String> words = List.of("git", "push", "-q");
        Process push = stage.commands().begin(clone, Map.of(), words);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (stage.tracker().faults().getFirst().hits() == 0) {
            if (System.nanoTime() > end || !push.isAlive()) {
                throw new CommandFailed("the push never came to its middle");
            }
            Thread.onSpinWait();
        }
        push.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .forEach(ProcessHandle::destroyForcibly);
        stage.commands().end(push, words);
        stage.tracker().clearFaults();
    }
}

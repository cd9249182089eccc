package dev.stile.bench;

import dev.stile.bench.figure.Report;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Table;
import dev.stile.bench.flow.AckRow;
import dev.stile.bench.flow.ActRow;
import dev.stile.bench.flow.BacklogRow;
import dev.stile.bench.flow.BusyAckRow;
import dev.stile.bench.flow.ColdActRow;
import dev.stile.bench.flow.CrowdRow;
import dev.stile.bench.flow.FlowMeasurement;
import dev.stile.bench.flow.HooksRow;
import dev.stile.bench.flow.IdleStreamsRow;
import dev.stile.bench.flow.IntakeRow;
import dev.stile.bench.flow.RulesRow;
import dev.stile.bench.host.HostRows;
import dev.stile.bench.row.CloneForm;
import dev.stile.bench.row.CloneRow;
import dev.stile.bench.row.EightClonesRow;
import dev.stile.bench.row.FetchChangesRow;
import dev.stile.bench.row.FetchNothingRow;
import dev.stile.bench.row.Kind;
import dev.stile.bench.row.LazyCatRow;
import dev.stile.bench.row.LazyGrepRow;
import dev.stile.bench.row.LazyWidenRow;
import dev.stile.bench.row.Measurement;
import dev.stile.bench.row.PushRow;
import dev.stile.bench.row.QuietPushRow;
import dev.stile.bench.row.RecoveryRow;
import dev.stile.bench.row.StalePushRow;
import dev.stile.bench.row.StartRow;
import dev.stile.bench.row.Way;
import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Distribution;
import dev.stile.bench.stage.Folders;
import dev.stile.bench.stage.Stage;
import dev.stile.bench.trust.GateRows;
import dev.stile.core.json.JsonWriter;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Measures Stile as it was built, each row beside its floor; prints a table and writes JSON. Exit
 * code 0 if every row was measured, whatever its figures; 1 if one failed; 2 for a wrong command
 * line.
 */
public final class Main {
    private static final List<Measurement> MEASUREMENTS =
            List.of(
                    new StartRow(),
                    new CloneRow(CloneForm.FULL, Way.NEAR),
                    new CloneRow(CloneForm.FULL, Way.FAR),
                    new CloneRow(CloneForm.LAZY, Way.NEAR),
                    new CloneRow(CloneForm.LAZY, Way.FAR),
                    new CloneRow(CloneForm.SPARSE, Way.NEAR),
                    new CloneRow(CloneForm.SPARSE, Way.FAR),
                    new FetchNothingRow(Way.NEAR),
                    new FetchNothingRow(Way.FAR),
                    new FetchChangesRow(1),
                    new FetchChangesRow(50),
                    new LazyCatRow(),
                    new LazyWidenRow(),
                    new LazyGrepRow(),
                    new PushRow(Kind.EDITS, 1),
                    new PushRow(Kind.EDITS, 50),
                    new PushRow(Kind.CREATES, 50),
                    new StalePushRow(),
                    new QuietPushRow(false),
                    new QuietPushRow(true),
                    new RecoveryRow(),
                    new EightClonesRow());
    private static final List<FlowMeasurement> OF_EVENTS =
            List.of(
                    new IntakeRow(),
                    new AckRow(),
                    new ActRow(),
                    new ColdActRow(),
                    new IdleStreamsRow(),
                    new RulesRow(),
                    new CrowdRow(),
                    new HooksRow(),
                    new BacklogRow(),
                    new BusyAckRow());
    private static final String GATE = "gate";
    private static final String HOST = "host";

    private final Options options;
    private final Path folder;
    private final PrintStream progress;
    private final List<Row> rows = new ArrayList<>();

    private Main(Options options, Path folder, PrintStream progress) {
        this.options = options;
        this.folder = folder;
        this.progress = progress;
    }

    /** The first argument is the root of the checkout; {@code bench/run} gives it. */
    public static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        Optional<Options> options =
                Options.parse(Path.of(words.getFirst()), words.subList(1, words.size()));
        if (options.isEmpty()) {
            System.err.print(Options.USAGE);
            System.exit(2);
        }
        Path folder = Files.createTempDirectory("stile-bench");
        int exit;
        try {
            exit = new Main(options.orElseThrow(), folder, System.err).run(System.out);
        } finally {
            Folders.delete(folder);
        }
        System.exit(exit);
    }

    private int run(PrintStream output) throws IOException {
        Instant now = Instant.now();
        for (int size : options.sizes()) {
            measure(size);
        }
        for (FlowMeasurement one : OF_EVENTS) {
            if (options.wants(one.name())) {
                measureEvents(one);
            }
        }
        if (options.wants(GATE)) {
            measure(GATE, new GateRows(folder, options.samples())::measure);
        }
        if (options.wants(HOST)) {
            measure(HOST, new HostRows(folder, options.samples())::measure);
        }
        output.print(Table.of(rows));
        output.flush();
        Files.createDirectories(options.json().getParent());
        Files.writeString(
                options.json(),
                new JsonWriter().text(Report.of(Machine.facts(now), rows)) + "\n",
                StandardCharsets.UTF_8);
        progress.println("written to " + options.json());
        keep(now);
        return rows.stream().anyMatch(Row.Failed.class::isInstance) ? 1 : 0;
    }

    /** One line more for those who ask how it was before. */
    private void keep(Instant now) throws IOException {
        Files.createDirectories(options.history().getParent());
        Files.writeString(
                options.history(),
                new JsonWriter().text(Report.kept(Machine.facts(now), rows)) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        progress.println("kept in " + options.history());
    }

    private void measure(int size) {
        List<Measurement> wanted =
                MEASUREMENTS.stream()
                        .filter(one -> options.wants(one.name()))
                        .filter(one -> one.isFor(size, options.sizes()))
                        .toList();
        if (wanted.isEmpty()) {
            return;
        }
        Distribution distribution = new Distribution(options.stile());
        for (Measurement one : wanted) {
            // A stage of its own: what one row changes, the next does not see.
            Path place = Folders.make(folder.resolve(one.name() + "-" + size));
            progress.println(one.name() + " at " + size + " ...");
            try (Stage stage = Stage.of(distribution, size, place)) {
                rows.addAll(one.measure(stage, options.samples()));
            } catch (CommandFailed failed) {
                rows.add(new Row.Failed(one.name(), size, String.valueOf(failed.getMessage())));
            }
        }
    }

    private void measureEvents(FlowMeasurement one) {
        progress.println(one.name() + " ...");
        Path place = Folders.make(folder.resolve(one.name()));
        try {
            rows.addAll(
                    one.measure(
                            new Distribution(options.stile()),
                            place,
                            options.samples(),
                            options.events()));
        } catch (CommandFailed failed) {
            rows.add(new Row.Failed(one.name(), 0, String.valueOf(failed.getMessage())));
        } finally {
            Folders.delete(place);
        }
    }

    private void measure(String name, Supplier<List<Row>> measuring) {
        progress.println(name + " ...");
        try {
            rows.addAll(measuring.get());
        } catch (CommandFailed failed) {
            rows.add(new Row.Failed(name, 0, String.valueOf(failed.getMessage())));
        }
    }
}

package dev.stile.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Report;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.core.json.JsonReader;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** The benchmark's own program: what it refuses, and what it makes of a program that fails. */
class MainTest {
    @TempDir private Path folder;

    @Test
    @Proves("GS-160")
    void aCommandThatFailsIsAFailedRowAndExitOneAndTheDocumentSaysWhereItRan() throws Exception {
        Path stile = brokenDistribution();
        Path document = folder.resolve("results.json");

        try (ChildJvm bench =
                ChildJvm.start(
                        folder,
                        Main.class,
                        Map.of(),
                        folder.toString(),
                        "--rows",
                        "start,clone",
                        "--sizes",
                        "10",
                        "--json",
                        document.toString(),
                        "--stile",
                        stile.toString())) {
            assertThat(bench.exit()).as(bench.output()).isEqualTo(1);
        }

        JsonView told = JsonView.of(new JsonReader().read(Files.readAllBytes(document)));
        assertThat(told.field("rows").items())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.find("failed")).isPresent());
        List<String> kept = Files.readAllLines(folder.resolve("bench/history.jsonl"));
        assertThat(kept).hasSize(1);
        assertThat(kept.getFirst()).contains("\"git\":\"git version ", "\"failed\":");
        JsonView machine = told.field("machine");
        assertThat(machine.field("git").text()).startsWith("git version ");
        assertThat(machine.field("jdk").text()).startsWith(Runtime.version().toString());
        assertThat(machine.field("processor").text()).isNotEmpty();
    }

    @Test
    @Proves("GS-160")
    void fewerThanFiveSamplesAreRefused() throws Exception {
        try (ChildJvm bench =
                ChildJvm.start(folder, Main.class, Map.of(), folder.toString(), "--samples", "4")) {
            assertThat(bench.exit()).isEqualTo(2);
            assertThat(bench.output()).contains("At least 5 samples");
        }
        assertThat(Options.parse(folder, List.of("--samples", "5"))).isPresent();
    }

    @Test
    @Proves("GS-160")
    void aRowIsKeptWithItsMedianItsSpreadAndEverySample() {
        Samples samples = new Samples("a row", 10, Unit.MILLISECONDS);
        for (double value : new double[] {5, 1, 4, 2, 9}) {
            samples.take(value);
        }

        Json report = Report.of(Map.of("git", "2"), List.of(samples.row(new Must.Nothing())));

        JsonView figures = JsonView.of(report).field("rows").items().getFirst().field("figures");
        assertThat(figures.toString()).isNotEmpty();
        assertThat(number(figures, "median")).isEqualTo("4.000");
        assertThat(number(figures, "least")).isEqualTo("1.000");
        assertThat(number(figures, "most")).isEqualTo("9.000");
        assertThat(figures.field("samples").items()).hasSize(5);
    }

    private static String number(JsonView figures, String name) {
        return figures.field(name).number().toPlainString();
    }

    /** Programs that end with an error whatever they are asked. */
    private Path brokenDistribution() throws Exception {
        Path stile = Files.createDirectories(folder.resolve("stile"));
        Path programs = Files.createDirectories(stile.resolve("bin"));
        Files.writeString(stile.resolve("jdk"), System.getProperty("java.home") + "\n");
        for (String name : List.of("stile", "git-remote-stile")) {
            Path program = programs.resolve(name);
            Files.writeString(program, "#!/bin/sh\necho broken >&2\nexit 3\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return stile;
    }
}

package dev.stile.simulator;

import dev.stile.simulator.json.Json;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a simulator starts.
 *
 * @param port the tracker's port; 0 takes a free one
 * @param controlPort the control API's port; 0 takes a free one
 * @param seeds what to fill it with, each as {@code POST /_control/seed} takes it; not sown again
 *     over a data file that holds something
 * @param adminToken the value of the token {@code admin}; a random one unless given
 * @param readToken the value of the token {@code reader}; a random one unless given
 * @param controlToken the value of the control API's token; a random one unless given
 * @param dataFile where writes are kept; in memory only unless given
 * @param webUrl what the records' {@code url} begins with
 * @param clock the real time
 */
public record SimulatorOptions(
        int port,
        int controlPort,
        List<Json.Obj> seeds,
        Optional<String> adminToken,
        Optional<String> readToken,
        Optional<String> controlToken,
        Optional<Path> dataFile,
        String webUrl,
        Clock clock) {
    public SimulatorOptions {
        seeds = List.copyOf(seeds);
    }

    /** Free ports, random tokens, nothing inside, nothing kept. */
    public static SimulatorOptions empty() {
        return new SimulatorOptions(
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "https://tracker.example",
                Clock.systemUTC());
    }

    /** These options with the demo project. */
    public SimulatorOptions withDemo() {
        return withSeed(Json.object().put("name", "demo").build());
    }

    /** These options with a generated project of this slug. */
    public SimulatorOptions withGenerated(String project, int records, long seed) {
        return withSeed(
                Json.object()
                        .put("name", "generated")
                        .put("project", project)
                        .put("records", records)
                        .put("seed", seed)
                        .build());
    }

    /** These options with one more seed. */
    public SimulatorOptions withSeed(Json.Obj seed) {
        List<Json.Obj> more = new ArrayList<>(seeds);
        more.add(seed);
        return new SimulatorOptions(
                port,
                controlPort,
                more,
                adminToken,
                readToken,
                controlToken,
                dataFile,
                webUrl,
                clock);
    }

    /** These options with known tokens, for tests. */
    public SimulatorOptions withTokens(String admin, String read, String control) {
        return new SimulatorOptions(
                port,
                controlPort,
                seeds,
                Optional.of(admin),
                Optional.of(read),
                Optional.of(control),
                dataFile,
                webUrl,
                clock);
    }

    /** These options with fixed ports. */
    public SimulatorOptions withPorts(int tracker, int control) {
        return new SimulatorOptions(
                tracker,
                control,
                seeds,
                adminToken,
                readToken,
                controlToken,
                dataFile,
                webUrl,
                clock);
    }

    /** These options with another time than the machine's. */
    public SimulatorOptions withClock(Clock real) {
        return new SimulatorOptions(
                port,
                controlPort,
                seeds,
                adminToken,
                readToken,
                controlToken,
                dataFile,
                webUrl,
                real);
    }

    /** These options with a file that keeps every write. */
    public SimulatorOptions withDataFile(Path file) {
        return new SimulatorOptions(
                port,
                controlPort,
                seeds,
                adminToken,
                readToken,
                controlToken,
                Optional.of(file),
                webUrl,
                clock);
    }
}

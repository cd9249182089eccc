package dev.stile.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.stile.simulator.access.Scope;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

@Proves("TR-94")
final class DataFileTest {
    @TempDir private Path folder;

    @Test
    void everythingIsThereAgainAfterAStop() throws Exception {
        SimulatorOptions options =
                SimulatorOptions.empty()
                        .withDemo()
                        .withTokens("a", "r", "c")
                        .withDataFile(folder.resolve("data"));
        List<Json.Obj> before;
        String asOf;
        try (Simulator simulator = Simulator.start(options);
                SimClient client = new SimClient(simulator.baseUri(), "a")) {
            client.post("/projects/demo/records", "{\"title\":\"kept\"}", "Idempotency-Key", "k");
            client.patch("/projects/demo/records/1", "{\"set\":{\"title\":\"changed\"}}");
            client.delete("/projects/demo/records/2");
            client.post("/projects/demo/records/3/comments", "{\"body\":\"kept too\"}");
            client.patch("/projects/demo/records/1", "{\"set\":{\"title\":\"\"}}");
            simulator.controls().user("ines", "Ines");
            simulator.controls().token("ines", "t-ines", "ines", Scope.READ);
            before = simulator.controls().records("demo");
            asOf = SimClient.json(client.get("/projects/demo/records")).text("as_of").orElseThrow();
        }
        try (Simulator simulator = Simulator.start(options);
                SimClient client = new SimClient(simulator.baseUri(), "a");
                SimClient ines = new SimClient(simulator.baseUri(), "t-ines")) {
            assertThat(simulator.controls().records("demo")).isEqualTo(before);
            assertThat(
                            SimClient.json(client.get("/projects/demo/changes?since=" + asOf))
                                    .items("items"))
                    .isEmpty();
            assertThat(
                            SimClient.json(client.get("/projects/demo/records/3/comments"))
                                    .items("items"))
                    .hasSize(1);
            assertThat(client.get("/projects/demo/records/2").statusCode()).isEqualTo(410);
            assertThat(ines.get("").statusCode()).isEqualTo(200);
            assertThat(
                            client.post(
                                            "/projects/demo/records",
                                            "{\"title\":\"kept\"}",
                                            "Idempotency-Key",
                                            "k")
                                    .headers()
                                    .firstValue("Idempotency-Replayed"))
                    .hasValue("true");
        }
    }

    @Test
    void aKillLosesNothingThatWasAcknowledged() throws Exception {
        Path data = folder.resolve("data");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                StartedAlone.class.getName(),
                                data.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        int acknowledged = 0;
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            URI base = URI.create(Optional.ofNullable(out.readLine()).orElseThrow());
            try (SimClient client = new SimClient(base, "a")) {
                for (int i = 0; i < 30; i++) {
                    if (client.post("/projects/demo/records", "{\"title\":\"n" + i + "\"}")
                                    .statusCode()
                            == 201) {
                        acknowledged++;
                    }
                }
            }
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(acknowledged).isEqualTo(30);
        try (Simulator simulator = Simulator.start(SimulatorOptions.empty().withDataFile(data))) {
            assertThat(simulator.controls().records("demo")).hasSize(38);
        }
    }

    @Test
    void aLineThatAKillCutIsTakenOffAndOneThatWasDamagedIsRefused() throws Exception {
        Path data = folder.resolve("data");
        SimulatorOptions options = SimulatorOptions.empty().withDemo().withDataFile(data);
        Simulator.start(options).close();
        byte[] whole = Files.readAllBytes(data);
        Files.writeString(data, "00000000 {\"do\":\"wri", StandardOpenOption.APPEND);
        try (Simulator simulator = Simulator.start(options)) {
            assertThat(simulator.controls().records("demo")).hasSize(8);
        }
        assertThat(Files.readAllBytes(data)).isEqualTo(whole);
        whole[20] ^= 1;
        Files.write(data, whole);
        assertThatIOException()
                .isThrownBy(() -> Simulator.start(options))
                .withMessageContaining("damaged");
    }

    @Test
    void aDataFileIsForOneSimulatorAndItsOwner() throws Exception {
        SimulatorOptions options = SimulatorOptions.empty().withDataFile(folder.resolve("data"));
        try (Simulator simulator = Simulator.start(options)) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(folder.resolve("data"))))
                    .isEqualTo("rw-------");
            assertThat(simulator.controls().projects()).isEmpty();
        }
    }

    /** A simulator in a process of its own, until it is killed. */
    static final class StartedAlone {
        private StartedAlone() {}

        public static void main(String[] arguments) throws IOException {
            try (Simulator simulator =
                    Simulator.start(
                            SimulatorOptions.empty()
                                    .withDemo()
                                    .withTokens("a", "r", "c")
                                    .withDataFile(Path.of(arguments[0])))) {
                System.out.println(simulator.baseUri());
                // Until the parent ends, or kills it.
                System.in.read();
            }
        }
    }
}

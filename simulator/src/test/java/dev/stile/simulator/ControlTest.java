package dev.stile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

@Proves("TR-92")
final class ControlTest {
    private Simulator simulator;
    private SimClient client;
    private SimClient control;

    @BeforeEach
    void start() throws IOException {
        simulator =
                Simulator.start(
                        SimulatorOptions.empty().withTokens("t-admin", "t-read", "t-control"));
        client = new SimClient(simulator.baseUri(), "t-admin");
        control = new SimClient(simulator.controlUri(), "t-control");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        control.close();
        simulator.close();
    }

    @Test
    void theControlApiTakesItsOwnTokenOnly() throws Exception {
        try (SimClient wrong = new SimClient(simulator.controlUri(), "t-admin")) {
            assertThat(wrong.post("/reset", "").statusCode()).isEqualTo(401);
        }
        try (SimClient wrong = new SimClient(simulator.baseUri(), "t-control")) {
            assertThat(wrong.get("").statusCode()).isEqualTo(401);
        }
        assertThat(
                        RawClient.exchange(
                                simulator.baseUri().getPort(),
                                "GET /_control/log HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t-control\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void aProjectAUserAndATokenAreMadeAndUsed() throws Exception {
        assertThat(
                        control.post(
                                        "/projects",
                                        "{\"slug\":\"acme/web\",\"name\":\"Web\",\"id_prefix\":\"WEB-\"}")
                                .statusCode())
                .isEqualTo(200);
        control.post("/users", "{\"handle\":\"ines\",\"display\":\"Ines\"}");
        control.post(
                "/tokens",
                "{\"name\":\"ines\",\"token\":\"t-ines\",\"user\":\"ines\",\"scopes\":[\"read\",\"write\"],"
                        + "\"roles\":{\"acme/web\":\"write\"},\"otherwise\":\"hidden\"}");
        try (SimClient ines = new SimClient(simulator.baseUri(), "t-ines")) {
            Json.Obj record =
                    SimClient.json(ines.post("/projects/acme%2Fweb/records", "{\"title\":\"x\"}"));
            assertThat(record.object("author").text("handle")).isEqualTo(Optional.of("ines"));
            assertThat(control.send("PATCH", "/tokens/ines", "{\"revoked\":true}").statusCode())
                    .isEqualTo(200);
            assertThat(ines.get("").statusCode()).isEqualTo(401);
        }
        assertThat(new String(control.get("/tokens").body(), StandardCharsets.UTF_8))
                .contains("\"name\":\"ines\"")
                .doesNotContain("t-ines");
        assertThat(control.post("/projects", "{\"slug\":\"a\",\"colour\":1}").statusCode())
                .isEqualTo(422);
        assertThat(control.delete("/projects/acme%2Fweb").statusCode()).isEqualTo(200);
        assertThat(client.get("/projects/acme%2Fweb/schema").statusCode()).isEqualTo(404);
    }

    @Test
    @Proves("TR-91")
    void faultsClockConsistencyAndWorkflowAreSetOverHttp() throws Exception {
        control.post("/seed", "{\"name\":\"demo\"}");
        HttpResponse<byte[]> fault =
                control.post(
                        "/faults",
                        "{\"match\":{\"method\":\"GET\",\"path\":\"/sim/v1/projects/**\",\"nth\":1},\"times\":1,"
                                + "\"action\":{\"kind\":\"status\",\"status\":502,\"headers\":{\"X-Why\":\"test\"}}}");
        assertThat(SimClient.json(fault).text("id")).isEqualTo(Optional.of("f1"));
        assertThat(client.get("/projects/demo/schema").statusCode()).isEqualTo(502);
        assertThat(client.get("/projects/demo/schema").statusCode()).isEqualTo(200);
        Json.Arr faults = (Json.Arr) JsonReader.read(control.get("/faults").body());
        assertThat(((Json.Obj) faults.items().getFirst()).number("hits"))
                .isEqualTo(Optional.of(1L));
        assertThat(control.post("/faults", "{\"action\":{\"kind\":\"explode\"}}").statusCode())
                .isEqualTo(422);
        assertThat(control.delete("/faults/f9").statusCode()).isEqualTo(404);
        control.delete("/faults");
        Json.Obj clock =
                SimClient.json(
                        control.send(
                                "PUT",
                                "/clock",
                                "{\"mode\":\"frozen\",\"at\":\"2026-05-01T00:00:00Z\",\"advance_ms\":1500,\"date_offset_ms\":-60000}"));
        assertThat(clock.text("now")).isEqualTo(Optional.of("2026-05-01T00:00:01.500Z"));
        assertThat(client.get("").headers().firstValue("Date"))
                .hasValue("Thu, 30 Apr 2026 23:59:01 GMT");
        assertThat(
                        control.send(
                                        "PUT",
                                        "/consistency",
                                        "{\"project\":\"demo\",\"listing_lag_ms\":1000}")
                                .statusCode())
                .isEqualTo(200);
        assertThat(
                        control.send(
                                        "PUT",
                                        "/workflow",
                                        "{\"project\":\"demo\",\"transitions\":[{\"from\":\"Open\",\"to\":\"Nowhere\"}]}")
                                .statusCode())
                .isEqualTo(422);
    }

    @Test
    @Proves("GS-69")
    void aProjectListsNoBodiesWhereItIsToldTo() throws Exception {
        control.post("/seed", "{\"name\":\"demo\"}");
        String from =
                SimClient.json(client.get("/projects/demo/records")).text("as_of").orElseThrow();
        client.post("/projects/demo/records", "{\"title\":\"x\",\"body\":\"y\"}");

        assertThat(control.send("PATCH", "/projects/demo", "{\"lists_bodies\":false}").statusCode())
                .isEqualTo(200);

        Json.Obj listed = SimClient.json(client.get("/projects/demo/records"));
        assertThat(listed.items("items"))
                .hasSize(9)
                .allSatisfy(
                        item -> assertThat(((Json.Obj) item).members()).doesNotContainKey("body"));
        Json.Obj changes = SimClient.json(client.get("/projects/demo/changes?since=" + from));
        assertThat(changes.items("items"))
                .singleElement()
                .satisfies(
                        item ->
                                assertThat(((Json.Obj) item).object("record").members())
                                        .containsKey("title")
                                        .doesNotContainKey("body"));
        assertThat(SimClient.json(client.get("/projects/demo/records/9")).text("body"))
                .hasValue("y");
    }

    @Test
    void theLogTellsWhoAskedWhatAndKeepsNoSecret() throws Exception {
        control.post("/seed", "{\"name\":\"demo\"}");
        client.get("/projects/demo/records?limit=2", "X-Trace", "abc");
        client.post("/projects/demo/records", "{\"title\":\"x\"}");
        Json.Arr log = (Json.Arr) JsonReader.read(control.get("/log").body());
        Json.Obj first = (Json.Obj) log.items().getFirst();
        assertThat(first.text("actor")).isEqualTo(Optional.of("admin"));
        assertThat(first.text("path")).isEqualTo(Optional.of("/sim/v1/projects/demo/records"));
        assertThat(first.text("query")).isEqualTo(Optional.of("limit=2"));
        assertThat(first.object("headers").text("X-Trace")).isEqualTo(Optional.of("abc"));
        assertThat(first.object("headers").text("Authorization")).isEqualTo(Optional.of("[admin]"));
        assertThat(new String(log.bytes(), StandardCharsets.UTF_8)).doesNotContain("t-admin");
        Json.Obj counters = SimClient.json(control.get("/counters"));
        assertThat(counters.number("requests")).isEqualTo(Optional.of(2L));
        assertThat(counters.number("writes")).isEqualTo(Optional.of(1L));
        assertThat(counters.number("request_bytes")).isEqualTo(Optional.of(13L));
        control.delete("/counters");
        assertThat(SimClient.json(control.get("/counters")).number("requests"))
                .isEqualTo(Optional.of(0L));
    }

    @Test
    void aResetGoesBackToTheStart() throws Exception {
        control.post("/seed", "{\"name\":\"demo\"}");
        control.post("/faults", "{\"action\":{\"kind\":\"wrong_type\"}}");
        control.post("/reset", "");
        Json.Obj projects = SimClient.json(client.get("/projects"));
        assertThat(projects.items("items")).isEmpty();
        control.post("/seed", "{\"name\":\"demo\"}");
        assertThat(client.get("/projects/demo/records/1").statusCode()).isEqualTo(200);
    }
}

package dev.stile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.access.Limits;
import dev.stile.simulator.access.Role;
import dev.stile.simulator.access.Scope;
import dev.stile.simulator.access.Token;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

final class ProblemsTest {
    private Simulator simulator;
    private SimClient client;

    @BeforeEach
    void start() throws IOException {
        simulator =
                Simulator.start(
                        SimulatorOptions.empty()
                                .withDemo()
                                .withTokens("t-admin", "t-read", "t-control"));
        client = new SimClient(simulator.baseUri(), "t-admin");
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        simulator.close();
    }

    @ParameterizedTest
    @Proves("TR-82")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\":\" \"}|title|required",
                "{}|title|required",
                "{\"title\":7}|title|type",
                "{\"title\":null}|title|type",
                "{\"title\":\"a\\nb\"}|title|format",
                "{\"title\":\"x\",\"colour\":1}|colour|unknown_field",
                "{\"title\":\"x\",\"fields\":{\"colour\":1}}|fields.colour|unknown_field",
                "{\"title\":\"x\",\"id\":\"9\"}|id|read_only",
                "{\"title\":\"x\",\"fields\":{\"votes\":1}}|fields.votes|read_only",
                "{\"title\":\"x\",\"type\":\"epic\"}|type|allowed",
                "{\"title\":\"x\",\"status\":\"done\"}|status|allowed",
                "{\"title\":\"x\",\"assignees\":[\"nobody\"]}|assignees|unknown_person",
                "{\"title\":\"x\",\"assignees\":\"maya\"}|assignees|type",
                "{\"title\":\"x\",\"labels\":[\"a\",\"a\"]}|labels|unique",
                "{\"title\":\"x\",\"parent\":\"99\"}|parent|unknown_record",
                "{\"title\":\"x\",\"links\":[{\"kind\":\"eats\",\"target\":\"1\"}]}|links|allowed",
                "{\"title\":\"x\",\"due\":\"tomorrow\"}|due|format",
                "{\"title\":\"x\",\"fields\":{\"severity\":\"1\"}}|fields.severity|type",
                "{\"title\":\"x\",\"fields\":{\"blocked\":\"yes\"}}|fields.blocked|type"
            })
    void aDraftThatBreaksARuleIsRefusedNamingFieldAndRule(String body, String field, String rule)
            throws Exception {
        HttpResponse<byte[]> response = client.post("/projects/demo/records", body);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(SimClient.json(response).text("field")).isEqualTo(Optional.of(field));
        assertThat(SimClient.json(response).text("rule")).isEqualTo(Optional.of(rule));
        assertThat(simulator.controls().records("demo")).hasSize(8);
    }

    @Test
    @Proves("TR-82")
    void tooLongTextsNameTheirLimit() throws Exception {
        Json.Obj title =
                SimClient.json(
                        client.post(
                                "/projects/demo/records",
                                "{\"title\":\"" + "x".repeat(256) + "\"}"));
        assertThat(title.number("limit")).isEqualTo(Optional.of(255L));
        Json.Obj body =
                SimClient.json(
                        client.post(
                                "/projects/demo/records",
                                "{\"title\":\"x\",\"body\":\"" + "é".repeat(1 << 19) + "y\"}"));
        assertThat(body.text("rule")).isEqualTo(Optional.of("max_length"));
        assertThat(body.number("limit")).isEqualTo(Optional.of(1L << 20));
    }

    @Test
    @Proves("TR-82")
    void aChangeThatBreaksARuleChangesNothing() throws Exception {
        Json.Obj before = simulator.controls().records("demo").getFirst();
        assertThat(
                        client.patch("/projects/demo/records/1", "{\"set\":{\"parent\":\"2\"}}")
                                .statusCode())
                .isEqualTo(422);
        assertThat(client.patch("/projects/demo/records/1", "{\"clear\":[\"title\"]}").statusCode())
                .isEqualTo(422);
        assertThat(
                        client.patch(
                                        "/projects/demo/records/1",
                                        "{\"set\":{\"fields\":{\"channel\":\"web\"}}}")
                                .statusCode())
                .isEqualTo(422);
        assertThat(client.patch("/projects/demo/records/1", "{\"title\":\"x\"}").statusCode())
                .isEqualTo(422);
        assertThat(simulator.controls().records("demo").getFirst()).isEqualTo(before);
    }

    @Test
    @Proves("TR-89")
    void aStatusThatIsNotReachableIsRefusedWithWhatIs() throws Exception {
        HttpResponse<byte[]> refused =
                client.patch("/projects/demo/records/4", "{\"set\":{\"status\":\"Done\"}}");
        assertThat(refused.statusCode()).isEqualTo(409);
        Json.Obj problem = SimClient.json(refused);
        assertThat(problem.text("code")).isEqualTo(Optional.of("transition_not_allowed"));
        assertThat(problem.texts("reachable"))
                .containsExactly("Open", "Won't do", "Duplicate", "Abandoned");
        assertThat(
                        client.post("/projects/demo/records/4/close", "{\"reason\":\"completed\"}")
                                .statusCode())
                .isEqualTo(409);
        Json.Obj closed =
                SimClient.json(
                        client.post(
                                "/projects/demo/records/4/close", "{\"reason\":\"not_planned\"}"));
        assertThat(closed.text("status")).isEqualTo(Optional.of("Won't do"));
    }

    @Test
    @Proves("TR-89")
    void aWorkflowCanAskForAFieldAndARole() throws Exception {
        simulator
                .controls()
                .run(
                        "workflow",
                        Json.object()
                                .put("project", "demo")
                                .put(
                                        "transitions",
                                        Json.list(
                                                List.of(
                                                        Json.object()
                                                                .put("from", "Triage")
                                                                .put("to", "Done")
                                                                .put(
                                                                        "requires",
                                                                        Json.texts(
                                                                                List.of(
                                                                                        "story_points")))
                                                                .build(),
                                                        Json.object()
                                                                .put("from", "Triage")
                                                                .put("to", "Open")
                                                                .put("role", "admin")
                                                                .build())))
                                .build());
        Json.Obj problem =
                SimClient.json(
                        client.patch(
                                "/projects/demo/records/4", "{\"set\":{\"status\":\"Done\"}}"));
        assertThat(problem.text("field")).isEqualTo(Optional.of("fields.story_points"));
        simulator.controls().role("admin", "demo", Role.WRITE);
        assertThat(
                        client.patch("/projects/demo/records/4", "{\"set\":{\"status\":\"Open\"}}")
                                .statusCode())
                .isEqualTo(409);
        assertThat(
                        client.patch(
                                        "/projects/demo/records/4",
                                        "{\"set\":{\"status\":\"Done\",\"fields\":{\"story_points\":1}}}")
                                .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @Proves("TR-82")
    @CsvSource({
        "/nothing, 404, no_such_route",
        "/projects/none/records, 404, project_not_found",
        "/projects/demo/records/99, 404, record_not_found",
        "/projects/demo/records/01, 404, record_not_found",
        "/projects/demo/records?limit=0, 400, bad_parameter",
        "/projects/demo/records?limit=1001, 400, bad_parameter",
        "/projects/demo/records?sort=id, 400, bad_parameter",
        "/projects/demo/records?cursor=xyz, 400, bad_cursor",
        "/projects/demo/changes, 400, bad_parameter",
        "/projects/demo/changes?since=abc, 400, bad_cursor",
        "/projects/demo/records:by-key?key=k, 404, key_unknown",
        "/projects/demo/records/1/revisions/x, 404, revision_not_found",
        "/projects/demo/records/1/comments/9, 404, comment_not_found",
        "/projects/%zz/schema, 400, malformed_request"
    })
    void whatIsNotThereIsToldApart(String path, int status, String code) throws Exception {
        // java.net.URI refuses the malformed escape itself, so that one goes over a bare socket.
        if (path.contains("%zz")) {
            String answer =
                    RawClient.exchange(
                            simulator.baseUri().getPort(),
                            "GET /sim/v1"
                                    + path
                                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t-admin\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 " + status).contains(code);
            return;
        }
        HttpResponse<byte[]> response = client.get(path);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(SimClient.json(response).text("code")).isEqualTo(Optional.of(code));
    }

    @Test
    @Proves("TR-84")
    void aMissingWrongExpiredAndRevokedTokenAreUnauthorized() throws Exception {
        try (SimClient nobody = new SimClient(simulator.baseUri(), "");
                SimClient wrong = new SimClient(simulator.baseUri(), "t-wrong");
                SimClient late = new SimClient(simulator.baseUri(), "t-late");
                SimClient reader = new SimClient(simulator.baseUri(), "t-read")) {
            simulator
                    .controls()
                    .token(
                            new Token(
                                    "late",
                                    "t-late",
                                    "maya",
                                    Set.of(Scope.READ),
                                    Map.of(),
                                    Role.READ,
                                    Optional.of(Instant.parse("2020-01-01T00:00:00Z")),
                                    false,
                                    Limits.none()));
            assertThat(code(nobody.get("/projects"), 401)).isEqualTo("token_missing");
            assertThat(code(wrong.get("/projects"), 401)).isEqualTo("token_unknown");
            assertThat(code(late.get("/projects"), 401)).isEqualTo("token_expired");
            assertThat(reader.get("/projects").statusCode()).isEqualTo(200);
            simulator.controls().revoke("reader");
            assertThat(code(reader.get("/projects"), 401)).isEqualTo("token_revoked");
        }
    }

    @Test
    @Proves("TR-84")
    void aMissingScopeAForbiddenAndAHiddenProjectDiffer() throws Exception {
        try (SimClient reader = new SimClient(simulator.baseUri(), "t-read")) {
            HttpResponse<byte[]> scope = reader.post("/projects/demo/records", "{\"title\":\"x\"}");
            assertThat(code(scope, 403)).isEqualTo("missing_scope");
            assertThat(SimClient.json(scope).text("scope")).isEqualTo(Optional.of("write"));
            simulator.controls().role("reader", "demo", Role.FORBIDDEN);
            assertThat(code(reader.get("/projects/demo/records"), 403)).isEqualTo("missing_role");
            assertThat(SimClient.json(reader.get("/projects")).items("items")).hasSize(1);
            simulator.controls().role("reader", "demo", Role.HIDDEN);
            assertThat(code(reader.get("/projects/demo/records"), 404))
                    .isEqualTo("project_not_found");
            assertThat(SimClient.json(reader.get("/projects")).items("items")).isEmpty();
        }
    }

    @Test
    @Proves("TR-85")
    void limitsAreToldInTheFormThatWasAskedFor() throws Exception {
        simulator.controls().clock().freeze(Instant.parse("2026-05-01T00:00:00Z"));
        simulator.controls().limit("admin", Limits.requests(2, Duration.ofSeconds(60)));
        assertThat(client.get("").headers().firstValue("RateLimit-Remaining")).hasValue("1");
        client.get("");
        HttpResponse<byte[]> refused = client.get("");
        assertThat(code(refused, 429)).isEqualTo("rate_limited");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("60");
        simulator.controls().clock().advance(Duration.ofSeconds(60));
        assertThat(client.get("").statusCode()).isEqualTo(200);
        simulator
                .controls()
                .limit(
                        "admin",
                        new Limits(
                                OptionalInt.of(1),
                                Duration.ofSeconds(60),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                Limits.RetryAfter.DATE));
        assertThat(client.get("").headers().firstValue("Retry-After"))
                .hasValue("Fri, 01 May 2026 00:02:00 GMT");
    }

    @Test
    @Proves("TR-85")
    void aSecondaryLimitCountsWritesAlone() throws Exception {
        simulator.controls().clock().freeze(Instant.parse("2026-05-01T00:00:00Z"));
        simulator
                .controls()
                .limit(
                        "admin",
                        new Limits(
                                OptionalInt.empty(),
                                Duration.ofHours(1),
                                OptionalInt.of(1),
                                OptionalInt.empty(),
                                Limits.RetryAfter.NONE));
        assertThat(client.post("/projects/demo/records", "{\"title\":\"x\"}").statusCode())
                .isEqualTo(201);
        HttpResponse<byte[]> refused = client.post("/projects/demo/records", "{\"title\":\"y\"}");
        assertThat(SimClient.json(refused).text("scope")).isEqualTo(Optional.of("secondary"));
        assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
        assertThat(client.get("/projects").statusCode()).isEqualTo(200);
        assertThat(simulator.controls().records("demo")).hasSize(9);
    }

    @Test
    @Proves("TR-82")
    void aMalformedBodyAndAWrongTypeAreRefused() throws Exception {
        assertThat(client.post("/projects/demo/records", "{\"title\":").statusCode())
                .isEqualTo(400);
        assertThat(
                        client.post("/projects/demo/records", "{\"title\":\"a\",\"title\":\"b\"}")
                                .statusCode())
                .isEqualTo(400);
        assertThat(client.post("/projects/demo/records", "[]").statusCode()).isEqualTo(400);
        assertThat(
                        client.post(
                                        "/projects/demo/records",
                                        "{\"title\":\"a\"}",
                                        "Content-Type",
                                        "text/plain")
                                .statusCode())
                .isEqualTo(415);
        assertThat(client.send("PUT", "/projects/demo/records/1", "{}").statusCode())
                .isEqualTo(405);
    }

    private static String code(HttpResponse<byte[]> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        return SimClient.json(response).text("code").orElseThrow();
    }
}

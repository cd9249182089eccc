package dev.stile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A code host by hand: what is on it at the start, and its control API. */
@Proves("GH-99")
final class CodeHostTest {
    private static final String PULL = "/repos/acme/shop/pulls/1";
    private static final String ON_PULL = "\"repository\":\"acme/shop\",\"pull\":1";

    @TempDir private Path folder;

    private CodeHost host;
    private SimClient owner;
    private SimClient maya;
    private SimClient control;

    @BeforeEach
    void start() throws IOException {
        host = CodeHost.start(folder, 0, 0);
        URI api = URI.create(host.webUrl() + "/api/v3");
        owner = new SimClient(api, host.ownerToken());
        maya = new SimClient(api, host.colleagueToken());
        control = new SimClient(host.controlUri(), host.controlToken());
    }

    @AfterEach
    void stop() throws IOException {
        control.close();
        maya.close();
        owner.close();
        host.close();
    }

    @Test
    void thereIsAnOpenPullRequestIntoAProtectedBranchThatAnApprovalLetsIn() throws Exception {
        assertThat(object(owner.get(PULL)).text("state")).contains("open");
        String merge = "{\"sha\":\"" + head() + "\"}";

        assertThat(owner.send("PUT", PULL + "/merge", merge).statusCode()).isEqualTo(405);
        assertThat(maya.post(PULL + "/reviews", "{\"event\":\"APPROVE\"}").statusCode())
                .isEqualTo(200);
        assertThat(owner.send("PUT", PULL + "/merge", merge).statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyWithoutATokenSeesTheRepository() throws Exception {
        try (SimClient anybody = new SimClient(URI.create(host.webUrl() + "/api/v3"), "")) {
            assertThat(anybody.get(PULL).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theControlApiIsOnAPortOfItsOwnWithATokenOfItsOwn() throws Exception {
        assertThat(host.controlUri().getPort()).isNotEqualTo(host.webUrl().getPort());
        try (SimClient adapter = new SimClient(host.controlUri(), host.ownerToken())) {
            assertThat(adapter.get("/log").statusCode()).isEqualTo(401);
        }
        try (SimClient elsewhere =
                new SimClient(URI.create(host.webUrl() + "/_control"), host.controlToken())) {
            assertThat(elsewhere.get("/log").statusCode()).isEqualTo(404);
        }
        try (SimClient wrong =
                new SimClient(URI.create(host.webUrl() + "/api/v3"), host.controlToken())) {
            assertThat(wrong.get(PULL).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void theLogTellsAndCountsRequestsWithWhoSentThem() throws Exception {
        owner.get(PULL);
        owner.get(PULL);
        maya.post(PULL + "/reviews", "{\"event\":\"COMMENT\",\"body\":\"Fine so far\"}");

        assertThat(count("/log")).isEqualTo(3);
        assertThat(count("/log?method=GET&path=**/pulls/1")).isEqualTo(2);
        assertThat(count("/log?body=Fine%20so%20far")).isEqualTo(1);
        Json.Obj mayas = object(control.get("/log?actor=maya"));
        assertThat(mayas.number("count")).contains(1L);
        Json.Obj request = (Json.Obj) mayas.items("requests").getFirst();
        assertThat(request.text("method")).contains("POST");
        assertThat(request.text("path")).contains("/api/v3" + PULL + "/reviews");
        assertThat(request.text("body").orElse("")).contains("Fine so far");
        assertThat(request.text("at")).isPresent();
        assertThat(object(control.get("/log?limit=1")).items("requests")).hasSize(1);
        assertThat(new String(control.get("/log").body(), StandardCharsets.UTF_8))
                .doesNotContain(host.ownerToken())
                .doesNotContain(host.colleagueToken());

        control.delete("/log");
        assertThat(count("/log")).isZero();
        assertThat(control.get("/log?colour=red").statusCode()).isEqualTo(400);
    }

    @Test
    void peopleAndProgramsDoWhatTheControlApiSays() throws Exception {
        String before = head();
        String pushed =
                done("{\"do\":\"push\",\"repository\":\"acme/shop\",\"by\":\"you\","
                                + "\"branch\":\"round-total\",\"message\":\"More\","
                                + "\"files\":{\"more.py\":\"pass\\n\"}}")
                        .text("sha")
                        .orElseThrow();
        assertThat(head()).isEqualTo(pushed).isNotEqualTo(before);

        done("{\"do\":\"check\"," + ON_PULL + ",\"name\":\"tests\",\"conclusion\":\"success\"}");
        long review =
                done("{\"do\":\"review\"," + ON_PULL + ",\"by\":\"maya\",\"opinion\":\"approved\"}")
                        .number("id")
                        .orElseThrow();
        done("{\"do\":\"dismiss\"," + ON_PULL + ",\"id\":" + review + "}");
        Json.Obj refused =
                object(control.post("/do", "{\"do\":\"merge\"," + ON_PULL + ",\"by\":\"you\"}"));
        assertThat(refused.text("code")).contains("refused");
        done("{\"do\":\"review\"," + ON_PULL + ",\"by\":\"maya\",\"opinion\":\"approved\"}");
        assertThat(done("{\"do\":\"merge\"," + ON_PULL + ",\"by\":\"you\"}").text("state"))
                .contains("merged");
    }

    @Test
    void aPullRequestIsClosedOpenedRetargetedAndTalkedAbout() throws Exception {
        assertThat(done("{\"do\":\"close\"," + ON_PULL + ",\"by\":\"maya\"}").text("state"))
                .contains("closed");
        assertThat(done("{\"do\":\"reopen\"," + ON_PULL + ",\"by\":\"maya\"}").text("state"))
                .contains("open");
        done(
                "{\"do\":\"push\",\"repository\":\"acme/shop\",\"by\":\"maya\",\"branch\":\"next\","
                        + "\"files\":{\"next.py\":\"pass\\n\"}}");
        assertThat(done("{\"do\":\"retarget\"," + ON_PULL + ",\"base\":\"next\"}").text("base"))
                .contains("next");
        done("{\"do\":\"comment\"," + ON_PULL + ",\"by\":\"maya\",\"body\":\"Into next, then\"}");
        assertThat(
                        new String(
                                owner.get("/repos/acme/shop/issues/1/comments").body(),
                                StandardCharsets.UTF_8))
                .contains("Into next, then");
    }

    @Test
    void anotherProtectionHoldsFromThenOn() throws Exception {
        String merge = "{\"sha\":\"" + head() + "\"}";
        done(
                "{\"do\":\"protect\",\"repository\":\"acme/shop\",\"branch\":\"main\",\"reviews\":0,"
                        + "\"checks\":[\"lint\"],\"flags\":[\"admins_too\"]}");
        assertThat(owner.send("PUT", PULL + "/merge", merge).statusCode()).isEqualTo(405);
        done("{\"do\":\"unprotect\",\"repository\":\"acme/shop\",\"branch\":\"main\"}");
        assertThat(owner.send("PUT", PULL + "/merge", merge).statusCode()).isEqualTo(200);
    }

    @Test
    void aFaultMeetsTheRequestsThatItNames() throws Exception {
        String id =
                object(
                                control.post(
                                        "/faults",
                                        "{\"match\":{\"method\":\"GET\",\"path\":\"**/pulls/1\",\"nth\":2},"
                                                + "\"action\":{\"kind\":\"status\",\"status\":502}}"))
                        .text("id")
                        .orElseThrow();
        assertThat(owner.get(PULL).statusCode()).isEqualTo(200);
        assertThat(owner.get(PULL).statusCode()).isEqualTo(502);
        assertThat(owner.get(PULL).statusCode()).isEqualTo(200);
        assertThat(new String(control.get("/faults").body(), StandardCharsets.UTF_8))
                .contains("\"id\":\"" + id + "\"", "\"hits\":1");
        assertThat(control.delete("/faults/" + id).statusCode()).isEqualTo(200);
        assertThat(control.delete("/faults/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void somebodyPushesJustBeforeAMergeTakesEffect() throws Exception {
        String seen = head();
        done("{\"do\":\"review\"," + ON_PULL + ",\"by\":\"maya\",\"opinion\":\"approved\"}");
        control.post(
                "/faults",
                "{\"match\":{\"method\":\"PUT\",\"path\":\"**/pulls/1/merge\"},\"times\":1,"
                        + "\"before\":{\"do\":\"push\",\"repository\":\"acme/shop\",\"by\":\"maya\","
                        + "\"branch\":\"round-total\",\"force\":true,\"files\":{\"b.py\":\"pass\\n\"}}}");

        assertThat(owner.send("PUT", PULL + "/merge", "{\"sha\":\"" + seen + "\"}").statusCode())
                .isEqualTo(409);
        assertThat(head()).isNotEqualTo(seen);
    }

    @Test
    void whatIsDoneJustAfterARequestIsNotInItsAnswerAndARefusalIsTold() throws Exception {
        String seen = head();
        control.post(
                "/faults",
                "{\"match\":{\"method\":\"GET\",\"path\":\"**/pulls/1\",\"nth\":1},"
                        + "\"after\":{\"do\":\"push\",\"repository\":\"acme/shop\",\"by\":\"you\","
                        + "\"branch\":\"round-total\",\"files\":{\"b.py\":\"pass\\n\"}}}");
        control.post(
                "/faults",
                "{\"before\":{\"do\":\"review\","
                        + ON_PULL
                        + ",\"by\":\"you\",\"opinion\":\"approved\"}}");

        assertThat(head()).isEqualTo(seen);
        assertThat(head()).isNotEqualTo(seen);
        assertThat(new String(control.get("/faults").body(), StandardCharsets.UTF_8))
                .contains("\"refused\":\"Can not approve your own pull request\"");
        control.delete("/faults");
        assertThat(new String(control.get("/faults").body(), StandardCharsets.UTF_8))
                .isEqualTo("[]");
    }

    @Test
    void theClockStandsAndGoesAsItIsTold() throws Exception {
        control.send("PUT", "/clock", "{\"mode\":\"frozen\",\"at\":\"2026-05-01T00:00:00Z\"}");
        control.send("PUT", "/clock", "{\"advance_ms\":1000}");
        assertThat(object(control.get("/clock")).text("now")).contains("2026-05-01T00:00:01Z");
        owner.get(PULL);
        Json.Obj request = (Json.Obj) object(control.get("/log")).items("requests").getFirst();
        assertThat(request.text("at")).contains("2026-05-01T00:00:01Z");
    }

    @Test
    void whatCannotBeMeantIsRefusedByName() throws Exception {
        assertThat(refused("/do", "{\"do\":\"sing\"}").text("field")).contains("do");
        assertThat(refused("/do", "{\"do\":\"close\"," + ON_PULL + ",\"why\":\"x\"}").text("field"))
                .contains("why");
        assertThat(refused("/do", "{\"do\":\"close\"," + ON_PULL + "}").text("field"))
                .contains("by");
        assertThat(
                        refused("/do", "{\"do\":\"close\"," + ON_PULL + ",\"by\":\"nobody\"}")
                                .text("code"))
                .contains("person_not_found");
        assertThat(
                        refused(
                                        "/do",
                                        "{\"do\":\"close\",\"repository\":\"acme/shop\",\"pull\":9,\"by\":\"you\"}")
                                .text("code"))
                .contains("pull_not_found");
        assertThat(refused("/faults", "{\"action\":{\"kind\":\"edit\"}}").text("field"))
                .contains("action.kind");
        assertThat(refused("/faults", "{\"match\":{}}").text("field")).contains("action");
        assertThat(refused("/faults", "{\"before\":{\"do\":\"close\"}}").text("field"))
                .isEqualTo(Optional.of("repository"));
    }

    private String head() throws Exception {
        return object(owner.get(PULL)).object("head").text("sha").orElseThrow();
    }

    private long count(String path) throws Exception {
        return object(control.get(path)).number("count").orElseThrow();
    }

    private Json.Obj done(String operation) throws Exception {
        HttpResponse<byte[]> response = control.post("/do", operation);
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return object(response);
    }

    private Json.Obj refused(String path, String body) throws Exception {
        HttpResponse<byte[]> response = control.post(path, body);
        assertThat(response.statusCode()).isBetween(400, 499);
        return object(response);
    }

    private static Json.Obj object(HttpResponse<byte[]> response) {
        return SimClient.json(response);
    }
}

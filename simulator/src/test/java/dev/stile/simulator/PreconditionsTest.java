package dev.stile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class PreconditionsTest {
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

    @Test
    @Proves("TR-82")
    void whatTheClientHoldsCostsNoBody() throws Exception {
        for (String path :
                new String[] {
                    "/projects/demo/records/1",
                    "/projects/demo/records",
                    "/projects/demo/schema",
                    "/projects/demo/records/2/comments"
                }) {
            String tag = client.get(path).headers().firstValue("ETag").orElseThrow();
            HttpResponse<byte[]> again = client.get(path, "If-None-Match", tag);
            assertThat(again.statusCode()).as(path).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
        String tag =
                client.get("/projects/demo/records").headers().firstValue("ETag").orElseThrow();
        simulator.controls().comment("demo", "3", "now it is another page");
        assertThat(client.get("/projects/demo/records", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    @Proves("TR-82")
    void aStaleVersionIsRefusedWithTheCurrentRecord() throws Exception {
        String old = version(client.get("/projects/demo/records/1"));
        Json.Obj theirs = simulator.controls().change("demo", "1", set("title", "theirs"));
        HttpResponse<byte[]> refused =
                client.patch(
                        "/projects/demo/records/1",
                        "{\"set\":{\"title\":\"ours\"}}",
                        "If-Match",
                        quoted(old));
        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(SimClient.json(refused).text("current")).isEqualTo(theirs.text("version"));
        assertThat(SimClient.json(refused).object("record")).isEqualTo(theirs);
        assertThat(
                        client.patch(
                                        "/projects/demo/records/1",
                                        "{\"set\":{\"title\":\"ours\"}}",
                                        "If-Match",
                                        "W/" + quoted(theirs.text("version").orElseThrow()))
                                .statusCode())
                .isEqualTo(412);
    }

    @Test
    @Proves({"TR-6", "TR-81"})
    void versionsNeverComeBackAndAreKept() throws Exception {
        String first = version(client.get("/projects/demo/records/1"));
        String title =
                SimClient.json(client.get("/projects/demo/records/1")).text("title").orElseThrow();
        String second =
                version(client.patch("/projects/demo/records/1", "{\"set\":{\"title\":\"x\"}}"));
        String third =
                version(
                        client.patch(
                                "/projects/demo/records/1",
                                "{\"set\":{\"title\":\"" + title + "\"}}"));
        assertThat(third).isNotIn(first, second);
        String unchanged =
                version(
                        client.patch(
                                "/projects/demo/records/1",
                                "{\"set\":{\"title\":\"" + title + "\"}}"));
        assertThat(unchanged).isEqualTo(third);
        assertThat(
                        SimClient.json(client.get("/projects/demo/records/1/revisions/" + second))
                                .text("title"))
                .isEqualTo(Optional.of("x"));
    }

    @Test
    @Proves("TR-82")
    void aKeyMakesOneRecordHoweverOftenItIsSent() throws Exception {
        HttpResponse<byte[]> first =
                client.post(
                        "/projects/demo/records", "{\"title\":\"a\"}", "Idempotency-Key", "k-1");
        simulator.controls().change("demo", "9", set("title", "edited since"));
        HttpResponse<byte[]> again =
                client.post(
                        "/projects/demo/records", "{\"title\":\"a\"}", "Idempotency-Key", "k-1");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        HttpResponse<byte[]> other =
                client.post(
                        "/projects/demo/records", "{\"title\":\"b\"}", "Idempotency-Key", "k-1");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(SimClient.json(other).text("code"))
                .isEqualTo(Optional.of("idempotency_mismatch"));
        assertThat(simulator.controls().records("demo")).hasSize(9);
        assertThat(
                        SimClient.json(client.get("/projects/demo/records:by-key?key=k-1"))
                                .text("title"))
                .isEqualTo(Optional.of("edited since"));
        assertThat(
                        client.post(
                                        "/projects/demo/records",
                                        "{\"title\":\"b\"}",
                                        "Idempotency-Key",
                                        "a b")
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    @Proves("TR-82")
    void keysCoverCommentsAndAttachments() throws Exception {
        String comments = "/projects/demo/records/1/comments";
        client.post(comments, "{\"body\":\"once\"}", "Idempotency-Key", "c-1");
        client.post(comments, "{\"body\":\"once\"}", "Idempotency-Key", "c-1");
        assertThat(SimClient.json(client.get(comments)).items("items")).hasSize(1);
        assertThat(SimClient.json(client.get(comments + ":by-key?key=c-1")).text("body"))
                .isEqualTo(Optional.of("once"));
        String files = "/projects/demo/records/1/attachments";
        HttpResponse<byte[]> file =
                client.post(
                        files + "?name=a%20b.txt",
                        "content",
                        "Content-Type",
                        "text/plain",
                        "Idempotency-Key",
                        "f-1");
        client.post(
                files + "?name=a%20b.txt",
                "content",
                "Content-Type",
                "text/plain",
                "Idempotency-Key",
                "f-1");
        assertThat(SimClient.json(client.get(files)).items("items"))
                .containsExactly(SimClient.json(file));
        assertThat(SimClient.json(file).text("name")).isEqualTo(Optional.of("a b.txt"));
        HttpResponse<byte[]> bytes = client.get(files + "/1/content");
        assertThat(bytes.body()).isEqualTo("content".getBytes(StandardCharsets.UTF_8));
        assertThat(bytes.headers().firstValue("Content-Type")).hasValue("text/plain");
    }

    @Test
    @Proves("TR-81")
    void aCommentIsWrittenChangedAndTakenAwayAndShowsInItsRecord() throws Exception {
        String path = "/projects/demo/records/1/comments";
        HttpResponse<byte[]> added = client.post(path, "{\"body\":\"one\"}");
        String tag = added.headers().firstValue("ETag").orElseThrow();
        assertThat(SimClient.json(client.get("/projects/demo/records/1")).number("comments"))
                .isEqualTo(Optional.of(1L));
        String id = SimClient.json(added).text("id").orElseThrow();
        assertThat(
                        client.patch(path + "/" + id, "{\"body\":\"two\"}", "If-Match", tag)
                                .statusCode())
                .isEqualTo(200);
        assertThat(
                        client.patch(path + "/" + id, "{\"body\":\"three\"}", "If-Match", tag)
                                .statusCode())
                .isEqualTo(412);
        assertThat(client.delete(path + "/" + id).statusCode()).isEqualTo(204);
        assertThat(SimClient.json(client.get("/projects/demo/records/1")).number("comments"))
                .isEqualTo(Optional.of(0L));
    }

    @Test
    @Proves("TR-86")
    void cursorsExpireByAgeAndByNumberOfChanges() throws Exception {
        simulator.controls().clock().freeze(Instant.parse("2026-05-01T00:00:00Z"));
        simulator
                .controls()
                .project(
                        "demo",
                        Json.object().put("page_life_seconds", 60).put("retention", 2).build());
        Json.Obj page = SimClient.json(client.get("/projects/demo/records?limit=2"));
        String next = "/projects/demo/records?limit=2&cursor=" + page.text("next").orElseThrow();
        assertThat(client.get(next).statusCode()).isEqualTo(200);
        simulator.controls().clock().advance(Duration.ofSeconds(61));
        assertThat(client.get(next).statusCode()).isEqualTo(410);
        String since = "/projects/demo/changes?since=" + page.text("as_of").orElseThrow();
        simulator.controls().comment("demo", "1", "a");
        simulator.controls().comment("demo", "2", "b");
        assertThat(client.get(since).statusCode()).isEqualTo(200);
        simulator.controls().comment("demo", "3", "c");
        HttpResponse<byte[]> expired = client.get(since);
        assertThat(expired.statusCode()).isEqualTo(410);
        assertThat(SimClient.json(expired).text("code")).isEqualTo(Optional.of("cursor_expired"));
    }

    @Test
    @Proves("TR-86")
    void aCursorOfAnotherProjectOrAnotherSimulatorIsNotOurs() throws Exception {
        String asOf =
                SimClient.json(client.get("/projects/demo/records")).text("as_of").orElseThrow();
        simulator.controls().seedGenerated("other", 3, 1);
        assertThat(client.get("/projects/other/changes?since=" + asOf).statusCode()).isEqualTo(400);
        simulator.controls().reset();
        simulator.controls().seedDemo();
        assertThat(client.get("/projects/demo/changes?since=" + asOf).statusCode()).isEqualTo(400);
    }

    @Test
    @Proves("TR-88")
    void listingsCanLagBehindSingleReads() throws Exception {
        simulator.controls().clock().freeze(Instant.parse("2026-05-01T00:00:00Z"));
        String asOf =
                SimClient.json(client.get("/projects/demo/records")).text("as_of").orElseThrow();
        simulator.controls().project("demo", Json.object().put("listing_lag_ms", 5000).build());
        simulator.controls().change("demo", "1", set("title", "new"));
        simulator.controls().delete("demo", "2");
        simulator.controls().create("demo", Json.object().put("title", "fresh").build());
        assertThat(SimClient.json(client.get("/projects/demo/records/1")).text("title"))
                .isEqualTo(Optional.of("new"));
        Json.Obj listing = SimClient.json(client.get("/projects/demo/records"));
        assertThat(listing.items("items")).hasSize(8);
        assertThat(((Json.Obj) listing.items("items").getFirst()).text("title"))
                .isEqualTo(Optional.of("Checkout"));
        Json.Obj early = SimClient.json(client.get("/projects/demo/changes?since=" + asOf));
        assertThat(early.items("items")).isEmpty();
        simulator.controls().clock().advance(Duration.ofSeconds(5));
        Json.Obj late =
                SimClient.json(
                        client.get(
                                "/projects/demo/changes?since="
                                        + early.text("as_of").orElseThrow()));
        assertThat(late.items("items")).hasSize(3);
    }

    @Test
    @Proves("TR-88")
    void singleReadsCanLagBehindListings() throws Exception {
        simulator.controls().project("demo", Json.object().put("read_lag_ms", 60_000).build());
        simulator.controls().change("demo", "1", set("title", "new"));
        assertThat(SimClient.json(client.get("/projects/demo/records/1")).text("title"))
                .isEqualTo(Optional.of("Checkout"));
        Json.Obj listing = SimClient.json(client.get("/projects/demo/records"));
        assertThat(((Json.Obj) listing.items("items").getFirst()).text("title"))
                .isEqualTo(Optional.of("new"));
    }

    @Test
    @Proves("TR-82")
    void aProjectCanRewriteBodiesAndSwallowFields() throws Exception {
        simulator
                .controls()
                .project(
                        "demo",
                        Json.object()
                                .put("normalisation", "rewrite")
                                .put("ignored_fields", Json.texts(List.of("priority")))
                                .put("labels", Json.texts(List.of("stock", "website")))
                                .build());
        Json.Obj record =
                SimClient.json(
                        client.post(
                                "/projects/demo/records",
                                "{\"title\":\"x\",\"priority\":\"high\",\"body\":\"* one  \\r\\n+ two\"}"));
        assertThat(record.text("body")).isEqualTo(Optional.of("- one\n- two\n"));
        assertThat(record.text("priority")).isEmpty();
        Json.Obj problem =
                SimClient.json(
                        client.post(
                                "/projects/demo/records",
                                "{\"title\":\"x\",\"labels\":[\"stok\"]}"));
        assertThat(problem.texts("allowed")).containsExactly("stock", "website");
    }

    @Test
    @Proves("TR-2")
    void idsCanHaveAPrefixAndSlugsSlashes() throws Exception {
        simulator.controls().project("acme/web", Json.object().put("id_prefix", "WEB-").build());
        HttpResponse<byte[]> created =
                client.post("/projects/acme%2Fweb/records", "{\"title\":\"x\"}");
        assertThat(created.headers().firstValue("Location"))
                .hasValue("/sim/v1/projects/acme%2Fweb/records/WEB-1");
        assertThat(client.get("/projects/acme%2Fweb/records/WEB-1").statusCode()).isEqualTo(200);
        assertThat(client.get("/projects/acme%2Fweb/records/1").statusCode()).isEqualTo(404);
        assertThat(client.get("/projects/acme/web/records/1").statusCode()).isEqualTo(404);
    }

    private static String version(HttpResponse<byte[]> response) {
        String version = SimClient.json(response).text("version").orElseThrow();
        assertThat(response.headers().firstValue("ETag")).hasValue(quoted(version));
        return version;
    }

    private static String quoted(String version) {
        return "\"" + version + "\"";
    }

    private static Json.Obj set(String field, String value) {
        return Json.object().put("set", Json.object().put(field, value).build()).build();
    }
}

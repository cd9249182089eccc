package dev.stile.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.traffic.LoggedRequest;
import dev.stile.simulator.wire.Headers;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

@Proves("TR-87")
final class FaultsTest {
    private static final String RECORDS = "/sim/v1/projects/demo/records";

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
    void aResetBeforeApplyingWritesNothing() {
        simulator.controls().fault(FaultRule.on("POST", RECORDS, new FaultAction.Reset(false)));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client.post("/projects/demo/records", "{\"title\":\"x\"}"));
        assertThat(simulator.controls().records("demo")).hasSize(8);
    }

    @Test
    void aResetAfterApplyingWritesAndLosesTheAnswer() throws Exception {
        simulator
                .controls()
                .fault(FaultRule.on("POST", RECORDS, new FaultAction.Reset(true)).times(1));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () ->
                                client.post(
                                        "/projects/demo/records",
                                        "{\"title\":\"x\"}",
                                        "Idempotency-Key",
                                        "k"));
        assertThat(simulator.controls().records("demo")).hasSize(9);
        assertThat(client.get("/projects/demo/records:by-key?key=k").statusCode()).isEqualTo(200);
        LoggedRequest lost = simulator.controls().requests().getFirst();
        assertThat(lost.status()).isZero();
        assertThat(lost.fault()).hasValue("f1");
        assertThat(simulator.controls().faults().getFirst().hits()).isEqualTo(1);
    }

    @Test
    void aRequestThatIsLateTakesEffectAfterItsClientLeftAndOnlyOnce() throws Exception {
        simulator
                .controls()
                .fault(FaultRule.on("POST", RECORDS, new FaultAction.Later(true)).times(1));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(
                        () ->
                                client.post(
                                        "/projects/demo/records",
                                        "{\"title\":\"x\"}",
                                        "Idempotency-Key",
                                        "k"));
        assertThat(simulator.controls().records("demo")).hasSize(8);

        assertThat(simulator.controls().carryOutLate()).isEqualTo(1);
        assertThat(simulator.controls().carryOutLate()).isZero();

        assertThat(simulator.controls().records("demo")).hasSize(9);
        assertThat(client.get("/projects/demo/records:by-key?key=k").statusCode()).isEqualTo(200);
    }

    @Test
    void aRuleFiresOnTheNthRequestOfOneTokenAndIsCounted() throws Exception {
        simulator
                .controls()
                .fault(
                        FaultRule.on("GET", "/sim/v1/projects/*/records", status(503))
                                .nth(2)
                                .by("reader"));
        try (SimClient reader = new SimClient(simulator.baseUri(), "t-read")) {
            assertThat(reader.get("/projects/demo/records").statusCode()).isEqualTo(200);
            assertThat(client.get("/projects/demo/records").statusCode()).isEqualTo(200);
            assertThat(reader.get("/projects/demo/records").statusCode()).isEqualTo(503);
            assertThat(reader.get("/projects/demo/records").statusCode()).isEqualTo(200);
        }
        assertThat(simulator.controls().faults().getFirst().matched()).isEqualTo(3);
        assertThat(simulator.controls().faults().getFirst().hits()).isEqualTo(1);
    }

    @Test
    void aStatusBringsItsHeadersAndAppliesNothing() throws Exception {
        simulator
                .controls()
                .fault(
                        FaultRule.always(
                                new FaultAction.Status(
                                        429,
                                        Headers.none().with("Retry-After", "7"),
                                        "text/plain",
                                        "slow down")));
        HttpResponse<byte[]> response = client.delete("/projects/demo/records/1");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(simulator.controls().records("demo")).hasSize(8);
    }

    @Test
    void anAnswerIsCutInsideItsBody() throws Exception {
        simulator.controls().fault(FaultRule.always(new FaultAction.Cut(100, false)));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client.get("/projects/demo/records"));
        String raw = raw("GET " + RECORDS + " HTTP/1.1");
        assertThat(raw.substring(raw.indexOf("\r\n\r\n") + 4)).hasSize(100);
    }

    @Test
    void aStatedLengthCanBeTooLongOrTooShort() throws Exception {
        String id = simulator.controls().fault(FaultRule.always(new FaultAction.WrongLength(50)));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> client.get("/projects/demo/records/1"));
        simulator.controls().removeFault(id);
        int whole = client.get("/projects/demo/records/1").body().length;
        simulator.controls().fault(FaultRule.always(new FaultAction.WrongLength(-50)));
        assertThat(client.get("/projects/demo/records/1").body()).hasSize(whole - 50);
    }

    @Test
    void aHeaderCanEndInTheMiddle() throws Exception {
        simulator.controls().fault(FaultRule.always(new FaultAction.HalfHeader()));
        assertThat(raw("GET " + RECORDS + " HTTP/1.1")).endsWith("Content-Ty");
    }

    @Test
    void anAnswerCanComeInChunksOrWithoutALength() throws Exception {
        byte[] whole = client.get("/projects/demo/records/1").body();
        String id = simulator.controls().fault(FaultRule.always(new FaultAction.Chunked(7)));
        HttpResponse<byte[]> chunked = client.get("/projects/demo/records/1");
        assertThat(chunked.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
        assertThat(chunked.body()).isEqualTo(whole);
        simulator.controls().removeFault(id);
        simulator.controls().fault(FaultRule.always(new FaultAction.NoLength()));
        HttpResponse<byte[]> open = client.get("/projects/demo/records/1");
        assertThat(open.headers().firstValue("Content-Length")).isEmpty();
        assertThat(open.body()).isEqualTo(whole);
    }

    @Test
    void aSilentServerKeepsTheConnectionAndNeverAnswers() throws Exception {
        simulator.controls().fault(FaultRule.on("POST", RECORDS, new FaultAction.Silence(true)));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(simulator.baseUri() + "/projects/demo/records"))
                        .header("Authorization", "Bearer t-admin")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"x\"}"))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
            // It applies what it was sent, when it comes to it.
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (simulator.controls().records("demo").size() != 9) {
                assertThat(System.nanoTime()).as("the record is made").isLessThan(end);
                Thread.onSpinWait();
            }
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> answer.get(1, TimeUnit.SECONDS));
            http.shutdownNow();
        }
    }

    @Test
    void anAnswerCanBeLateAndCanDrip() throws Exception {
        simulator
                .controls()
                .fault(
                        FaultRule.always(
                                        new FaultAction.Delay(
                                                Duration.ofMillis(150), Duration.ofMillis(10)))
                                .times(1));
        long start = System.nanoTime();
        client.get("");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(149));
        simulator.controls().fault(FaultRule.always(new FaultAction.Bandwidth(2_000)));
        start = System.nanoTime();
        assertThat(client.get("").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(100));
    }

    @Test
    void aWebPageARedirectAndAForeignTypeComeInsteadOfTheAnswer() throws Exception {
        String id = simulator.controls().fault(FaultRule.always(new FaultAction.WrongType()));
        HttpResponse<byte[]> page = client.get("/projects/demo/records");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html");
        simulator.controls().removeFault(id);
        simulator
                .controls()
                .fault(
                        FaultRule.always(
                                new FaultAction.Redirect(302, "http://127.0.0.1:1/elsewhere")));
        HttpResponse<byte[]> redirect = client.get("/projects/demo/records");
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(redirect.headers().firstValue("Location"))
                .hasValue("http://127.0.0.1:1/elsewhere");
    }

    @Test
    void itemsComeTwiceGoMissingChangePlacesOrMakeNoSense() throws Exception {
        assertThat(idsWith(new FaultAction.DuplicateItem(0))).containsExactly("1", "1", "2", "3");
        assertThat(idsWith(new FaultAction.DropItem(1))).containsExactly("1", "3");
        assertThat(idsWith(new FaultAction.Reorder())).containsExactly("3", "2", "1");
        assertThat(idsWith(new FaultAction.ReplaceItem(2, new Json.Null())))
                .containsExactly("1", "2", "null");
    }

    @Test
    void theEndMarkGoesMissingAndACursorComesAgain() throws Exception {
        simulator
                .controls()
                .fault(FaultRule.always(new FaultAction.DropMember("complete")).times(1));
        Json.Obj open = SimClient.json(client.get("/projects/demo/records"));
        assertThat(open.get("complete")).isEmpty();
        assertThat(open.get("next")).isEmpty();
        simulator
                .controls()
                .fault(
                        FaultRule.always(new FaultAction.SetMember("next", Json.text("again")))
                                .times(1));
        assertThat(SimClient.json(client.get("/projects/demo/records")).text("next"))
                .isEqualTo(Optional.of("again"));
    }

    @Test
    void aReadIsStaleAndAClockIsWrong() throws Exception {
        simulator.controls().change("demo", "1", set("title", "new"));
        String id = simulator.controls().fault(FaultRule.always(new FaultAction.StaleRead()));
        assertThat(SimClient.json(client.get("/projects/demo/records/1")).text("title"))
                .isEqualTo(Optional.of("Checkout"));
        simulator.controls().removeFault(id);
        simulator.controls().clock().freeze(Instant.parse("2026-05-01T00:00:00Z"));
        simulator
                .controls()
                .fault(FaultRule.always(new FaultAction.WrongClock(Duration.ofHours(-1))));
        HttpResponse<byte[]> response = client.get("");
        assertThat(response.headers().firstValue("Date")).hasValue("Thu, 30 Apr 2026 23:00:00 GMT");
        assertThat(SimClient.json(response).text("server_time"))
                .isEqualTo(Optional.of("2026-04-30T23:00:00Z"));
    }

    @Test
    @Proves("TR-86")
    void somebodyElseEditsBetweenTwoPages() throws Exception {
        Json.Obj insert =
                Json.object()
                        .put("project", "demo")
                        .put("edit", "create")
                        .put("record", Json.object().put("title", "between").build())
                        .build();
        Json.Obj delete =
                Json.object().put("project", "demo").put("edit", "delete").put("id", "5").build();
        simulator
                .controls()
                .fault(
                        FaultRule.on("GET", RECORDS, new FaultAction.Edit(List.of(insert, delete)))
                                .nth(2));
        Json.Obj first = SimClient.json(client.get("/projects/demo/records?limit=4"));
        Json.Obj second =
                SimClient.json(
                        client.get(
                                "/projects/demo/records?limit=9&cursor="
                                        + first.text("next").orElseThrow()));
        assertThat(ids(second)).containsExactly("6", "7", "8", "9");
        Json.Obj since =
                SimClient.json(
                        client.get(
                                "/projects/demo/changes?since="
                                        + second.text("as_of").orElseThrow()));
        assertThat(since.items("items")).hasSize(2);
    }

    @Test
    void answersCanBeHugeDeepOrABomb() throws Exception {
        String id = simulator.controls().fault(FaultRule.always(new FaultAction.Huge(5 << 20)));
        assertThat(client.get("").body()).hasSizeGreaterThan(5 << 20);
        simulator.controls().removeFault(id);
        id = simulator.controls().fault(FaultRule.always(new FaultAction.Deep(5000)));
        assertThat(new String(client.get("").body(), StandardCharsets.UTF_8))
                .startsWith("[".repeat(5000));
        simulator.controls().removeFault(id);
        simulator.controls().fault(FaultRule.always(new FaultAction.GzipBomb(8 << 20)));
        byte[] bomb = client.get("").body();
        assertThat(bomb).hasSizeLessThan(64 << 10);
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bomb))) {
            assertThat(gzip.readAllBytes()).hasSize(8 << 20);
        }
    }

    private List<String> idsWith(FaultAction action) throws IOException, InterruptedException {
        simulator.controls().fault(FaultRule.always(action).times(1));
        List<String> ids = ids(SimClient.json(client.get("/projects/demo/records?limit=3")));
        simulator.controls().clearFaults();
        return ids;
    }

    private static List<String> ids(Json.Obj page) {
        return page.items("items").stream()
                .map(
                        item ->
                                item instanceof Json.Obj record
                                        ? record.text("id").orElseThrow()
                                        : "null")
                .toList();
    }

    private String raw(String requestLine) throws IOException {
        return RawClient.exchange(
                simulator.baseUri().getPort(),
                requestLine + "\r\nHost: x\r\nAuthorization: Bearer t-admin\r\n\r\n");
    }

    private static FaultAction status(int status) {
        return new FaultAction.Status(status, Headers.none(), "text/plain", "");
    }

    private static Json.Obj set(String field, String value) {
        return Json.object().put("set", Json.object().put(field, value).build()).build();
    }
}

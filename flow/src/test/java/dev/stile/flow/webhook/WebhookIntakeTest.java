package dev.stile.flow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.inbox.StoredEvent;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

final class WebhookIntakeTest {
    @TempDir Path folder;

    private Hooks hooks;

    @BeforeEach
    void open() {
        hooks = new Hooks(folder);
    }

    @AfterEach
    void close() {
        hooks.close();
    }

    /** With another delivery id than the sender gave. */
    private static RawDelivery under(String id, RawDelivery delivery) {
        Map<String, List<String>> headers = new java.util.TreeMap<>(delivery.headers());
        headers.put("x-github-delivery", List.of(id));
        return new RawDelivery(headers, delivery.body());
    }

    private RawDelivery github(String id, String body) {
        return under(
                id,
                WebhookCheckTest.signed(PresetBook.shipped().find("github").orElseThrow(), body));
    }

    private RawDelivery generic(String slug, String body) {
        return WebhookCheckTest.signed(
                hooks.presets
                        .find("generic", hooks.connections.require(slug, Hooks.soon()))
                        .orElseThrow(),
                body);
    }

    @Test
    @Proves({"FL-83", "FL-85", "FL-12"})
    void aDeliveryBecomesOneEventHoweverOftenItComes() {
        hooks.connect("hooks", "github-webhook", Map.of());
        String token = hooks.add("hooks", Optional.empty());
        RawDelivery delivery =
                github("d-1", "{\"action\":\"opened\",\"issue\":{\"title\":\"Gate\"}}");

        assertThat(hooks.take("hooks", token, delivery)).isEqualTo(new Received.Stored());
        assertThat(hooks.take("hooks", token, delivery)).isEqualTo(new Received.Known());

        assertThat(hooks.events()).hasSize(1);
        StoredEvent event = hooks.events().getFirst();
        assertThat(event.event().id()).isEqualTo("d-1");
        assertThat(event.event().kind()).isEqualTo("webhook");
        assertThat(event.event().label()).isEqualTo(Vectors.LABEL);
        assertThat(event.event().payload())
                .contains("\"action\":\"opened\"", "\"message\":\"Gate\"");
        assertThat(hooks.hinted).isEmpty();
        assertThat(hooks.rows("event.received")).isEqualTo(1);
    }

    @Test
    @Proves({"FL-33", "FL-83"})
    void anotherBodyUnderAKnownIdIsNoEventAndLeavesATrace() {
        hooks.connect("hooks", "github-webhook", Map.of());
        String token = hooks.add("hooks", Optional.empty());
        RawDelivery other = github("d-1", "{\"text\":\"the " + Hooks.SECRET + "\"}");
        hooks.take("hooks", token, github("d-1", "{\"n\":1}"));
        hooks.take("hooks", token, github("d-2", "{\"n\":2}"));

        assertThat(hooks.take("hooks", token, other)).isEqualTo(new Received.SetAside());
        assertThat(hooks.take("hooks", token, other)).isEqualTo(new Received.SetAside());
        assertThat(hooks.take("hooks", token, github("d-1", "{\"n\":2}")))
                .as("what is old under another id stays old")
                .isEqualTo(new Received.Known());

        assertThat(hooks.events())
                .extracting(event -> event.event().id() + " " + event.event().payload())
                .hasSize(2)
                .allMatch(each -> each.contains("\"n\":"));
        assertThat(setAside())
                .singleElement()
                .asString()
                .startsWith("id_conflict d-1 ")
                .contains("the [REDACTED]");
        assertThat(hooks.rows("event.quarantined")).isEqualTo(1);
        assertThat(hooks.mark("hooks")).isPresent();
    }

    @Test
    @Proves({"FL-33", "TU-44"})
    void anotherBodyUnderAnIdThatHoldsASecretLeavesATraceToo() {
        hooks.connect("hooks", "github-webhook", Map.of());
        String token = hooks.add("hooks", Optional.empty());
        String id = "d-" + Hooks.SECRET;

        for (int number = 1; number <= 3; number++) {
            RawDelivery delivery = github(id, "{\"n\":" + number + "}");
            assertThat(hooks.take("hooks", token, delivery)).isEqualTo(new Received.SetAside());
        }

        assertThat(hooks.events()).isEmpty();
        assertThat(setAside()).hasSize(3).noneMatch(each -> each.contains(Hooks.SECRET));
    }

    @Test
    @Proves("FL-83")
    void anotherAttemptThatSaysAnotherTimeIsTheSameDelivery() {
        hooks.connect("hooks", "linear-webhook", Map.of());
        String token = hooks.add("hooks", Optional.empty());

        assertThat(hooks.take("hooks", token, linear())).isEqualTo(new Received.Stored());
        hooks.pass(Duration.ofHours(1));
        assertThat(hooks.take("hooks", token, linear())).isEqualTo(new Received.Known());

        assertThat(hooks.events()).hasSize(1);
        assertThat(setAside()).isEmpty();
        assertThat(hooks.rows("event.quarantined")).isZero();
    }

    private RawDelivery linear() {
        RawDelivery sent =
                WebhookCheckTest.signed(
                        PresetBook.shipped().find("linear").orElseThrow(),
                        "{\"action\":\"create\",\"webhookTimestamp\":"
                                + hooks.now().toEpochMilli()
                                + "}");
        Map<String, List<String>> headers = new java.util.TreeMap<>(sent.headers());
        headers.put("Linear-Delivery", List.of("d-1"));
        return new RawDelivery(headers, sent.body());
    }

    /** Reason, event and excerpt of each. */
    private List<String> setAside() {
        return hooks.database.read(
                Hooks.soon(),
                transaction ->
                        transaction.list(
                                "SELECT reason, event, excerpt FROM quarantine ORDER BY id",
                                row ->
                                        row.text(1)
                                                + " "
                                                + row.text(2)
                                                + " "
                                                + new String(
                                                        row.bytes(3), StandardCharsets.UTF_8)));
    }

    @Test
    @Proves("FL-84")
    void anOldBodyUnderANewIdIsKnownForAsLongAsTheSecret() {
        hooks.connect("hooks", "github-webhook", Map.of());
        String token = hooks.add("hooks", Optional.empty());
        hooks.take("hooks", token, github("d-1", "{\"n\":1}"));

        hooks.pass(Duration.ofDays(400));
        assertThat(hooks.intake.prune(100, Hooks.soon())).isZero();
        assertThat(hooks.take("hooks", token, github("d-2", "{\"n\":1}")))
                .isEqualTo(new Received.Known());

        hooks.admin.rotateSecret(
                "hooks", "env:NEXT", Duration.ofHours(1), Hooks.KEEPER, Hooks.soon());
        assertThat(hooks.intake.prune(100, Hooks.soon())).isZero();
        hooks.pass(Duration.ofHours(2));
        assertThat(hooks.take("hooks", token, github("d-3", "{\"n\":1}")))
                .isEqualTo(new Received.Refused());
        assertThat(hooks.intake.prune(100, Hooks.soon())).isEqualTo(1);
    }

    @Test
    @Proves("FL-84")
    void whereNothingNamesADeliveryEqualBodiesAreOneForTenMinutesOnly() {
        hooks.connect("hooks", "webhook", Map.of("proof_header", "X-Signature"));
        String token = hooks.add("hooks", Optional.empty());
        RawDelivery delivery = generic("hooks", "{\"level\":2.4}");

        assertThat(hooks.take("hooks", token, delivery)).isEqualTo(new Received.Stored());
        hooks.pass(Duration.ofMinutes(9));
        assertThat(hooks.take("hooks", token, delivery)).isEqualTo(new Received.Known());
        hooks.pass(Duration.ofMinutes(2));
        assertThat(hooks.take("hooks", token, delivery)).isEqualTo(new Received.Stored());

        assertThat(hooks.events()).hasSize(2);
        assertThat(hooks.admin.show("hooks", Hooks.soon()).marks()).containsExactly("replayable");
    }

    @Test
    @Proves("FL-85")
    void aDeliveryForAConnectionThatPollsIsAHintAndNoEvent() {
        hooks.connect("weir", "redmine", Map.of());
        String token = hooks.add("weir", Optional.of("github"));
        RawDelivery delivery =
                github("d-1", "{\"issue\":{\"html_url\":\"https://hub.example/ponds/3\"}}");

        assertThat(hooks.take("weir", token, delivery)).isEqualTo(new Received.Hinted());
        assertThat(hooks.take("weir", token, delivery)).isEqualTo(new Received.Known());

        assertThat(hooks.events()).isEmpty();
        assertThat(hooks.hinted).containsExactly("weir https://hub.example/ponds/3");
        String reference =
                hooks.database.read(
                        Hooks.soon(),
                        transaction ->
                                transaction
                                        .first(
                                                "SELECT reference FROM webhook_delivery WHERE delivery = 'd-1'",
                                                row -> row.text(1))
                                        .orElseThrow());
        assertThat(reference).isEqualTo("https://hub.example/ponds/3");
    }

    @Test
    @Proves("FL-83")
    void whatIsSignedAndCannotBeReadIsSetAsideOnce() {
        hooks.connect("hooks", "github-webhook", Map.of());
        String token = hooks.add("hooks", Optional.empty());
        RawDelivery broken = github("d-1", "{\"action\": " + Hooks.SECRET);

        assertThat(hooks.take("hooks", token, broken)).isEqualTo(new Received.SetAside());
        assertThat(hooks.take("hooks", token, broken)).isEqualTo(new Received.Known());

        assertThat(hooks.events()).isEmpty();
        List<String> kept =
                hooks.database.read(
                        Hooks.soon(),
                        transaction ->
                                transaction.list(
                                        "SELECT excerpt FROM quarantine",
                                        row -> new String(row.bytes(1), StandardCharsets.UTF_8)));
        assertThat(kept).containsExactly("{\"action\": [REDACTED]");
    }

    @Test
    @Proves("TU-44")
    void aDeliveryWhoseIdHoldsASecretIsSetAsideOnceAndUnderAnotherName() {
        hooks.connect("hooks", "github-webhook", Map.of());
        String token = hooks.add("hooks", Optional.empty());
        for (String body : List.of("{\"action\":\"opened\"}", "{\"action\": ")) {
            RawDelivery delivery = github(body.length() + "-" + Hooks.SECRET, body);

            assertThat(hooks.take("hooks", token, delivery)).isEqualTo(new Received.SetAside());
            assertThat(hooks.take("hooks", token, delivery)).isEqualTo(new Received.Known());
        }

        assertThat(hooks.events()).isEmpty();
        assertThat(hooks.mark("hooks")).hasValue(1L);
        List<String> ids =
                hooks.database.read(
                        Hooks.soon(),
                        transaction ->
                                transaction.list(
                                        "SELECT event FROM quarantine", row -> row.text(1)));
        assertThat(ids).hasSize(2).allMatch(id -> id.startsWith("sha256:"));
    }

    @Test
    @Proves("TU-45")
    void aSecretInADeliveryIsTakenOutOfItAndMarksItsConnection() {
        hooks.connect("hooks", "github-webhook", Map.of());
        String token = hooks.add("hooks", Optional.empty());
        hooks.take("hooks", token, github("d-1", "{\"text\":\"plain\"}"));
        assertThat(hooks.mark("hooks")).isEmpty();

        RawDelivery telling = github("d-2", "{\"text\":\"the " + Hooks.SECRET + "\"}");
        assertThat(hooks.take("hooks", token, telling)).isEqualTo(new Received.Stored());
        assertThat(hooks.take("hooks", token, telling)).isEqualTo(new Received.Known());

        assertThat(hooks.events().getLast().event().payload())
                .contains("[REDACTED]")
                .doesNotContain(Hooks.SECRET);
        assertThat(hooks.mark("hooks")).hasValue(1L);
    }

    @Test
    @Proves("FL-83")
    void whatTheStoreCannotTakeIsAskedForAgain() {
        hooks.connect("hooks", "github-webhook", Map.of());
        String token = hooks.add("hooks", Optional.empty());
        long pages =
                hooks.database.read(
                        Hooks.soon(),
                        transaction ->
                                transaction
                                        .first("PRAGMA page_count", row -> row.number(1))
                                        .orElseThrow());
        limit(pages);
        String large = "{\"message\":\"" + "m".repeat(12_000) + "\"}";

        assertThat(hooks.take("hooks", token, github("d-1", large)))
                .isEqualTo(new Received.Unavailable());
        limit(1_000_000);
        assertThat(hooks.take("hooks", token, github("d-1", large)))
                .isEqualTo(new Received.Stored());
    }

    private void limit(long pages) {
        hooks.database.read(
                Hooks.soon(),
                transaction ->
                        transaction.first("PRAGMA max_page_count=" + pages, row -> row.number(1)));
    }

    @Test
    @Proves("FL-83")
    void ofManyAtOnceEachIsStoredOnceWithItsRow() throws Exception {
        hooks.connect("hooks", "github-webhook", Map.of());
        String token = hooks.add("hooks", Optional.empty());
        Endpoint endpoint = hooks.endpoints.find("hooks", token, Hooks.soon()).orElseThrow();
        List<Callable<Received>> calls = new ArrayList<>();
        for (int index = 0; index < 300; index++) {
            RawDelivery delivery = github("d-" + index % 150, "{\"n\":" + index % 150 + "}");
            calls.add(() -> hooks.intake.take(endpoint, delivery, Hooks.soon()));
        }

        List<Received> received = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Received> each : threads.invokeAll(calls)) {
                received.add(each.get());
            }
        }

        assertThat(received).filteredOn(new Received.Stored()::equals).hasSize(150);
        assertThat(received).filteredOn(new Received.Known()::equals).hasSize(150);
        assertThat(hooks.events()).hasSize(150);
        assertThat(hooks.rows("event.received")).isEqualTo(150);
    }
}

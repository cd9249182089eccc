package dev.stile.flow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.core.json.JsonWriter;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

final class WebhookCheckTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SECRET = "sluice-gate-secret";

    private final PresetBook book = PresetBook.shipped();
    private final WebhookCheck check = new WebhookCheck();

    static List<Vectors.Vector> vectors() throws IOException, InvalidJsonException {
        return Vectors.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @Proves({"FL-83", "FL-84", "FL-86"})
    void aDeliveryIsTakenAsItsSenderSignsIt(Vectors.Vector vector) {
        Verdict verdict =
                check.check(
                        vector.delivery(),
                        book.find(vector.preset()).orElseThrow(),
                        vector.keys(),
                        vector.now(),
                        Vectors.LABEL);

        assertThat(word(verdict)).isEqualTo(vector.expect());
        if (verdict instanceof Verdict.Accepted accepted) {
            vector.view()
                    .find("id")
                    .ifPresent(
                            id -> assertThat(accepted.identity().id().text()).isEqualTo(id.text()));
            vector.view()
                    .find("generation")
                    .ifPresent(
                            each ->
                                    assertThat(accepted.generation())
                                            .isEqualTo((int) each.whole()));
            vector.view().find("payload").ifPresent(due -> requireMembers(accepted, due));
        }
        if (verdict instanceof Verdict.Asked(String answer)) {
            assertThat(answer).isEqualTo(vector.view().field("answer").text());
        }
    }

    @Test
    @Proves("FL-86")
    void eachPresetHasItsVectorsAndSaysWhereItsFactsAreFrom() throws Exception {
        Set<String> valid =
                Vectors.all().stream()
                        .filter(vector -> vector.name().endsWith(": valid"))
                        .map(Vectors.Vector::preset)
                        .collect(Collectors.toSet());

        assertThat(book.slugs())
                .containsExactlyInAnyOrder(
                        "github",
                        "jira",
                        "gitlab",
                        "linear",
                        "slack",
                        "stripe",
                        "sentry",
                        "pagerduty",
                        "generic");
        assertThat(valid).containsExactlyInAnyOrderElementsOf(book.slugs());
        assertThat(book.all())
                .allSatisfy(
                        preset ->
                                assertThat(preset.documentation())
                                        .isNotEmpty()
                                        .allMatch(each -> each.startsWith("https://")));
    }

    @Test
    @Proves("FL-83")
    void theSignatureIsJudgedBeforeAnythingIsParsed() {
        Preset preset = book.find("github").orElseThrow();
        RawDelivery noJson = signed(preset, "{not json");

        assertThat(judge(preset, noJson, "another secret")).isInstanceOf(Verdict.Refused.class);
        assertThat(judge(preset, noJson, SECRET)).isInstanceOf(Verdict.Malformed.class);
    }

    @Test
    @Proves("FL-84")
    void anIdThatNobodySignedMakesNoOldBodyNew() {
        Preset preset = book.find("github").orElseThrow();
        RawDelivery first = signed(preset, "{\"action\":\"opened\"}");
        Map<String, List<String>> headers = new TreeMap<>(first.headers());
        headers.put("x-github-delivery", List.of("another"));

        Verdict.Accepted one = accepted(judge(preset, first, SECRET));
        Verdict.Accepted two =
                accepted(judge(preset, new RawDelivery(headers, first.body()), SECRET));

        assertThat(two.identity().id()).isNotEqualTo(one.identity().id());
        assertThat(two.identity().sameness()).isEqualTo(one.identity().sameness()).isPresent();
        assertThat(two.identity().sameness().orElseThrow().within()).isEmpty();
    }

    @Test
    @Proves("FL-84")
    void aHeaderThatIsThereTwiceProvesNothing() {
        Preset preset = book.find("github").orElseThrow();
        RawDelivery first = signed(preset, "{}");
        Map<String, List<String>> headers = new TreeMap<>(first.headers());
        headers.computeIfPresent(
                "x-hub-signature-256", (name, values) -> List.of(values.getFirst(), "sha256=00"));

        assertThat(judge(preset, new RawDelivery(headers, first.body()), SECRET))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    @Proves("FL-84")
    void aSenderThatNamesNothingIsReplayableAndOneThatOnlyShowsItsTokenIsMarked() {
        GenericForm bare = new GenericForm(Map.of("proof_header", "X-Signature"));
        Form form = bare.form().orElseThrow();
        Preset preset = book.find("generic").orElseThrow().withForm(form);

        Verdict.Accepted accepted = accepted(judge(preset, signed(preset, "{}"), SECRET));

        assertThat(form.isReplayable()).isTrue();
        assertThat(accepted.identity().sameness().orElseThrow().within())
                .contains(Duration.ofMinutes(10));
        Preset gitlab = book.find("gitlab").orElseThrow();
        assertThat(gitlab.form("a token".getBytes(StandardCharsets.UTF_8)))
                .hasValueSatisfying(each -> assertThat(each.isSenderOnly()).isTrue());
        assertThat(gitlab.form("whsec_AAAA".getBytes(StandardCharsets.UTF_8)))
                .hasValueSatisfying(each -> assertThat(each.isSenderOnly()).isFalse());
    }

    @Test
    @Proves("FL-86")
    void aGenericFormThatWouldTrustWhatIsNotSignedIsRefused() {
        assertThat(problems(Map.of("proof_header", "X-Sig", "time", "header:X-Time")))
                .contains("only if it is signed");
        assertThat(problems(Map.of("proof_header", "X-Sig", "signed", "{time}.{body}")))
                .contains("needs its header");
        assertThat(problems(Map.of("proof_header", "X-Sig", "signed", "{body}.")))
                .contains("ends with {body}");
        assertThat(problems(Map.of("proof_header", "X-Sig", "algorithm", "md5")))
                .contains("there is no md5");
        assertThat(problems(Map.of("proof_header", "X Sig"))).contains("no name of a header");
        assertThat(
                        problems(
                                Map.of(
                                        "proof_header", "X-Sig",
                                        "time", "/t",
                                        "window_seconds", "3600")))
                .contains("600");
    }

    @Test
    @Proves("FL-8")
    void aLargeBodyIsCutAndEachCutIsDeclared() throws Exception {
        Preset preset = book.find("github").orElseThrow();
        String body =
                """
                {"action":"opened","issue":{"title":"%s","body":"%s"},"commits":[%s],"sender":{"login":"keeper"}}
                """
                        .formatted(
                                "t".repeat(9_000),
                                "\ud83d\ude00".repeat(20_000),
                                "{\"id\":\"c\"},".repeat(3_000) + "{}");

        Verdict.Accepted accepted = accepted(judge(preset, signed(preset, body), SECRET));

        String payload = text(accepted.payload());
        JsonView view =
                JsonView.of(new JsonReader().read(payload.getBytes(StandardCharsets.UTF_8)));
        assertThat(payload.getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(Compaction.MOST);
        assertThat(view.field("sender").text()).isEqualTo("keeper");
        assertThat(view.field("truncated").items().stream().map(cut -> cut.field("field").text()))
                .contains("/message", "/data/issue/body", "/data/commits");
        assertThat(view.field("truncated").items())
                .allSatisfy(
                        cut ->
                                assertThat(cut.field("kept").whole())
                                        .isLessThan(cut.field("of").whole()));
    }

    @Test
    @Proves("FL-8")
    void whateverTheBodyIsThePayloadIsSmallAndTheSameEachTime() {
        Preset preset = book.find("github").orElseThrow();
        StringBuilder many = new StringBuilder("{\"a\":1");
        for (int index = 0; index < 5_000; index++) {
            many.append(",\"member-").append(index).append("\":\"").append("x".repeat(50));
            many.append('"');
        }
        String deep = "{\"a\":".repeat(150) + "\"" + "d".repeat(50_000) + "\"" + "}".repeat(150);
        for (String body : List.of(many.append('}').toString(), deep, "[" + deep + "]", "7")) {
            RawDelivery delivery = signed(preset, body);

            String once = text(accepted(judge(preset, delivery, SECRET)).payload());
            String again = text(accepted(judge(preset, delivery, SECRET)).payload());

            assertThat(once).isEqualTo(again).contains("\"message\"", "\"data\"");
            assertThat(once.getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(Compaction.MOST);
        }
    }

    private static String problems(Map<String, String> settings) {
        return String.join(" ", new GenericForm(settings).problems());
    }

    private Verdict judge(Preset preset, RawDelivery delivery, String secret) {
        return check.check(delivery, preset, List.of(Vectors.key(1, secret)), NOW, Vectors.LABEL);
    }

    private static Verdict.Accepted accepted(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        return (Verdict.Accepted) verdict;
    }

    /** With the first form of a preset, which must sign the body alone. */
    static RawDelivery signed(Preset preset, String body) {
        return signed(preset, body.getBytes(StandardCharsets.UTF_8));
    }

    static RawDelivery signed(Preset preset, byte[] bytes) {
        Proof.Hmac proof = (Proof.Hmac) preset.forms().getFirst().proof();
        byte[] digest =
                Signatures.digest(
                                proof,
                                SECRET.getBytes(StandardCharsets.UTF_8),
                                sink -> sink.accept(bytes))
                        .orElseThrow();
        return new RawDelivery(
                Map.of(
                        proof.header(),
                        List.of(Signatures.written(proof, digest)),
                        "X-GitHub-Delivery",
                        List.of("delivery-1")),
                bytes);
    }

    private static void requireMembers(Verdict.Accepted accepted, JsonView due) {
        String payload = text(accepted.payload());
        try {
            JsonView view =
                    JsonView.of(new JsonReader().read(payload.getBytes(StandardCharsets.UTF_8)));
            if (due.value() instanceof Json.JsonObject object) {
                object.members()
                        .forEach(
                                (name, value) ->
                                        assertThat(view.field(name).value())
                                                .as(name)
                                                .isEqualTo(value));
            }
            assertThat(view.find("source")).isPresent();
            // What the body says, else when it was signed.
            assertThat(view.field("time").text())
                    .isIn("2026-01-01T00:00:00Z", "2025-12-31T23:55:00Z");
        } catch (InvalidJsonException broken) {
            throw new AssertionError(payload, broken);
        }
    }

    private static String text(Tainted<Json.JsonObject> payload) {
        return payload.sanitise(Sanitizers.<Json.JsonObject>sqlParameter(new JsonWriter()::text))
                .value();
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> "accepted";
            case Verdict.Asked asked -> "asked";
            case Verdict.Malformed malformed -> "malformed";
            case Verdict.Refused refused -> "refused";
        };
    }
}

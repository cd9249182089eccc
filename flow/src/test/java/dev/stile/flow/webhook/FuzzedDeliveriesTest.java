package dev.stile.flow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Sanitizers;
import dev.stile.core.json.JsonWriter;
import dev.stile.testkit.Proves;
import dev.stile.testkit.fuzz.Fuzzing;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Whatever a sender signs is taken, set aside or refused, and never more than a small payload. */
@Proves("TU-80")
final class FuzzedDeliveriesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final PresetBook book = PresetBook.shipped();
    private final WebhookCheck check = new WebhookCheck();
    private final JsonWriter json = new JsonWriter();

    @Test
    void aSignedBodyOfAnyBytesBreaksNothing() throws Exception {
        Preset preset = book.find("github").orElseThrow();
        List<byte[]> bodies =
                Vectors.all().stream().map(vector -> vector.delivery().body()).distinct().toList();
        Fuzzing.bytes(bodies)
                .run(
                        body -> {
                            RawDelivery delivery = WebhookCheckTest.signed(preset, body);
                            Verdict verdict =
                                    check.check(
                                            delivery,
                                            preset,
                                            List.of(Vectors.key(1, "sluice-gate-secret")),
                                            NOW,
                                            Vectors.LABEL);
                            assertThat(verdict).isNotInstanceOf(Verdict.Refused.class);
                            if (verdict instanceof Verdict.Accepted accepted) {
                                assertThat(size(accepted)).isLessThanOrEqualTo(Compaction.MOST);
                            }
                        });
    }

    @Test
    void aHeaderOfAnyBytesProvesNothing() throws Exception {
        for (Preset preset : book.all()) {
            Vectors.Vector valid =
                    Vectors.all().stream()
                            .filter(each -> each.preset().equals(preset.slug()))
                            .findFirst()
                            .orElseThrow();
            Fuzzing.texts("t=1,v1=00,v1=", "v1,AA== v1,==", "sha256=00", "v0=", "v1=00, v1=")
                    .rounds(300)
                    .run(
                            bytes -> {
                                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                                Map<String, List<String>> headers = new java.util.TreeMap<>();
                                valid.delivery()
                                        .headers()
                                        .keySet()
                                        .forEach(name -> headers.put(name, List.of(text)));
                                Verdict verdict =
                                        check.check(
                                                new RawDelivery(headers, valid.delivery().body()),
                                                preset,
                                                valid.keys(),
                                                NOW,
                                                Vectors.LABEL);
                                assertThat(verdict).isInstanceOf(Verdict.Refused.class);
                            });
        }
    }

    private int size(Verdict.Accepted accepted) {
        return accepted.payload()
                .sanitise(Sanitizers.<Json.JsonObject>sqlParameter(json::text))
                .value()
                .getBytes(StandardCharsets.UTF_8)
                .length;
    }
}

package dev.stile.core.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.json.Json;
import dev.stile.core.json.JsonWriter;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

@Proves({"TU-44", "TU-45"})
final class RedactionTest {
    private static final String SECRET = "canary-\"3f\\9a77d1c4";

    private final Redactor redactor = new Redactor();
    private final Redaction redaction = new Redaction(redactor);

    RedactionTest() {
        redactor.register(SECRET.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\n\t  ", "\n\n"})
    void aSecretIsTakenOutOfTextsAndNamesEvenIfLinesSplitIt(String between) {
        String split = SECRET.substring(0, 12) + between + SECRET.substring(12);
        Json value =
                Json.object()
                        .put("a", "x " + split + " y")
                        .put("b", Json.array(List.of(Json.object().put(split, 7).build())))
                        .build();

        Redaction.Cleaned<Json> cleaned = redaction.json(value);

        assertThat(cleaned.found()).isTrue();
        assertThat(new JsonWriter().text(cleaned.value()))
                .isEqualTo("{\"a\":\"x [REDACTED] y\",\"b\":[{\"[REDACTED]\":7}]}");
    }

    @Test
    void whatHoldsNoneIsLeftAsItIs() {
        Json value = Json.object().put("a", "one\n\"two\"\\").put("b", 7).build();

        assertThat(redaction.json(value)).isEqualTo(new Redaction.Cleaned<>(value, false));
    }

    @Test
    void aRawLineOfJsonIsCleanedOfASecretThatItsEscapesSplit() {
        redactor.register("canary-3f9a77d1c4".getBytes(StandardCharsets.UTF_8));
        byte[] line = "{\"id\":\"canary-3f9\\na77d1c4\"".getBytes(StandardCharsets.UTF_8);

        assertThat(redactor.clean(line)).asString().isEqualTo("{\"id\":\"[REDACTED]\"");
    }
}

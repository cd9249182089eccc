package dev.stile.flow.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.stile.api.json.Json;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

final class JsonSchemasTest {
    private static final Json GATE =
            json(
                    """
                    {"type":"object","required":["gate","percent"],"additionalProperties":false,
                     "properties":{"gate":{"type":"string","pattern":"^g[0-9]+$"},
                                   "percent":{"type":"integer","minimum":0,"maximum":100}}}
                    """);

    private final SchemaCheck schemas = new JsonSchemas();

    private static Json json(String text) {
        try {
            return new JsonReader().read(text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    @Proves("FL-24")
    void whatFitsHasNoFault() {
        assertThat(schemas.faults(GATE, json("{\"gate\":\"g2\",\"percent\":40}"))).isEmpty();
    }

    @Test
    @Proves("FL-24")
    void everyFaultIsToldWithItsPlaceAndWithoutTheValue() {
        assertThat(schemas.faults(GATE, json("{\"gate\":\"secret-value\",\"per/cent\":400}")))
                .containsExactlyInAnyOrder(
                        new SchemaFault("/gate", "pattern must be \"^g[0-9]+$\""),
                        new SchemaFault("/percent", "is needed and not there"),
                        new SchemaFault("/per~1cent", "is not a member that the schema knows"));
        assertThat(schemas.faults(GATE, json("{\"gate\":\"g2\",\"percent\":400}")))
                .containsExactly(new SchemaFault("/percent", "maximum must be 100"));
        assertThat(schemas.faults(GATE, json("{\"gate\":\"g2\",\"percent\":\"4\"}")))
                .containsExactly(new SchemaFault("/percent", "type must be \"integer\""));
    }

    @Test
    @Proves("FL-2")
    void aSchemaThatIsNoneIsFound() {
        assertThat(schemas.faultsOfSchema(GATE)).isEmpty();
        assertThat(schemas.faultsOfSchema(json("{\"type\":\"strin\"}"))).isNotEmpty();
        assertThat(schemas.faultsOfSchema(json("{\"required\":\"gate\"}"))).isNotEmpty();
        assertThat(schemas.faultsOfSchema(json("{\"$ref\":\"#/$defs/missing\"}"))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"https://schemas.example/gate.json\"}",
                "{\"properties\":{\"a\":{\"$ref\":\"gate.json\"}}}",
                "{\"$dynamicRef\":\"file:///etc/passwd\"}",
                "{\"$schema\":\"https://schemas.example/mine\"}",
            })
    @Proves("FL-60")
    void aSchemaRefersToNothingOutsideItself(String schema) {
        assertThat(schemas.faultsOfSchema(json(schema)))
                .extracting(SchemaFault::reason)
                .containsExactly("refers to another document");
    }

    @Test
    @Proves("FL-60")
    void aPatternIsLinearAndSmallOrRefused() {
        assertThat(schemas.faultsOfSchema(json("{\"pattern\":\"(a)\\\\1\"}"))).isNotEmpty();
        assertThat(schemas.faultsOfSchema(json("{\"pattern\":\"((a{1,99}){1,99}){1,99}\"}")))
                .isNotEmpty();
        Json hostile = json("{\"pattern\":\"^(a+)+$\"}");
        assertThat(schemas.faultsOfSchema(hostile)).isEmpty();
        Json text = Json.text("a".repeat(5_000) + "!");
        assertTimeoutPreemptively(
                Duration.ofMinutes(2), () -> assertThat(schemas.faults(hostile, text)).hasSize(1));
    }
}

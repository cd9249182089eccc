package dev.stile.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.json.Json;
import dev.stile.testkit.Proves;
import dev.stile.testkit.fuzz.Fuzzing;

import org.junit.jupiter.api.Test;

/** Whatever is read as JSON can be kept and read again. */
@Proves("TU-80")
final class FuzzedJsonTest {
    private final JsonReader reader = new JsonReader();
    private final JsonWriter writer = new JsonWriter();

    @Test
    void aValueThatIsReadComesBackFromWhatIsWritten() {
        Fuzzing.texts(
                        "{\"id\":\"7\",\"title\":\"A \\u00e4 \\ud83d\\ude00\",\"n\":[1,-2.5e3,null,true]}",
                        "[[[[{\"a\":{\"b\":{}}}]]]]",
                        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                        "-0.0001E-20")
                .refusing(InvalidJsonException.class)
                .run(
                        bytes -> {
                            Json value = reader.read(bytes);
                            assertThat(reader.read(writer.bytes(value))).isEqualTo(value);
                        });
    }
}

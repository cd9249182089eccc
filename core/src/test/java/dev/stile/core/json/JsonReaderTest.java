package dev.stile.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stile.api.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

final class JsonReaderTest {
    private final JsonReader reader = new JsonReader();
    private final JsonWriter writer = new JsonWriter();

    private Json read(String text) throws InvalidJsonException {
        return reader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                "0",
                "-1.5e3",
                "\"\"",
                "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u20ac\"",
                "[]",
                "{}",
                "[1,[2,{\"a\":null}],\"x\"]",
                "{\"b\":1,\"a\":{\"b\":2}}",
                " \t\r\n{ \"a\" : [ ] } \n",
                "\"ünïcødé €𝄞\"",
            })
    void aValueIsReadAndWrittenAndReadAgain(String text) throws InvalidJsonException {
        Json value = read(text);
        assertThat(reader.read(writer.bytes(value))).isEqualTo(value);
    }

    @Test
    void membersKeepTheirOrderAndNumbersTheirDigits() throws InvalidJsonException {
        Json value = read("{\"z\":1.10,\"a\":12345678901234567890,\"m\":-0.0e-3}");
        assertThat(value)
                .isEqualTo(
                        Json.object()
                                .put("z", Json.number(new BigDecimal("1.10")))
                                .put("a", Json.number(new BigDecimal("12345678901234567890")))
                                .put("m", Json.number(new BigDecimal("-0.0e-3")))
                                .build());
        assertThat(((Json.JsonObject) value).members().keySet()).containsExactly("z", "a", "m");
        assertThat(writer.text(read("{\"z\":1.10,\"a\":[\"€\"]}")))
                .isEqualTo("{\"z\":1.10,\"a\":[\"€\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nul",
                "nulll",
                "True",
                "NaN",
                "Infinity",
                "+1",
                "01",
                "1.",
                ".5",
                "1e",
                "0x10",
                "'a'",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "\"a\nb\"",
                "[",
                "[1",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "]",
                "{]",
                "{} {}",
                "{}x",
                "1 2",
                "// no\n1",
                "/* no */1",
                "<html></html>",
                "\u0000",
                "[\u0000]",
            })
    void whatIsNotExactlyOneValueIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidJsonException.class);
    }

    @Test
    void aMemberThatIsThereTwiceIsRefusedWhateverItHolds() {
        assertThatThrownBy(() -> read("{\"a\":1,\"b\":2,\"a\":1}")).hasMessageContaining("twice");
        assertThatThrownBy(() -> read("{\"a\":null,\"\\u0061\":null}"))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> read("[{\"x\":{\"a\":1,\"a\":2}}]")).hasMessageContaining("twice");
    }

    @Test
    @Proves("TR-64")
    void twoHundredLevelsAreReadAndOneMoreIsNot() throws InvalidJsonException {
        assertThat(read("[".repeat(200) + "]".repeat(200))).isInstanceOf(Json.JsonArray.class);
        assertThatThrownBy(() -> read("[".repeat(201) + "]".repeat(201)))
                .isInstanceOf(InvalidJsonException.class)
                .hasMessageContaining("200");
        assertThatThrownBy(() -> read("{\"a\":".repeat(100_000)))
                .isInstanceOf(InvalidJsonException.class);
    }

    @Test
    void aNumberIsBoundedInDigitsAndExponent() throws InvalidJsonException {
        assertThat(read("1e400")).isInstanceOf(Json.JsonNumber.class);
        assertThat(read("1".repeat(400))).isInstanceOf(Json.JsonNumber.class);
        for (String number :
                List.of("1e401", "1e-401", "1".repeat(401), "1e999999999", "1e-99999999999")) {
            assertThatThrownBy(() -> read(number)).isInstanceOf(InvalidJsonException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22ff22", // no UTF-8 byte
                "22c022", // a beginning without its rest
                "22c32822", // a wrong second byte
                "22c08022", // overlong
                "22e0808022",
                "22f080808022",
                "22eda08022", // half a surrogate pair
                "22f490808022", // beyond the last character
                "22f8888080802022",
                "22e282", // cut
                "226162636465666768c3", // cut after whole words
                "fffe5b005d00", // UTF-16
                "5b005d00",
                "0000005b0000005d",
            })
    void bytesThatAreNoUtf8AreRefused(String hex) {
        assertThatThrownBy(() -> reader.read(HexFormat.of().parseHex(hex)))
                .isInstanceOf(InvalidJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22c3a422",
                "22e282ac22",
                "22f09d849e22",
                "22efbfbf22",
                "22f48fbfbf22",
                "22ed9fbf22"
            })
    void bytesAtTheEdgesOfUtf8AreRead(String hex) throws InvalidJsonException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(writer.bytes(reader.read(bytes))).isEqualTo(bytes);
    }

    @Test
    void anErrorSaysWhereAndQuotesNothing() {
        InvalidJsonException error =
                catchThrowableOfType(
                        InvalidJsonException.class, () -> read("{\"title\":\"secret words\",,}"));
        assertThat(error.offset()).isBetween(23L, 26L);
        assertThat(error.what()).doesNotContain("secret", ",");
    }

    @Test
    void halfASurrogatePairIsKeptAsAnEscapeAndNeverAsBytes() throws InvalidJsonException {
        for (String text : List.of("\ud800", "a\udc00\"\n\u00e4", "\ud83d\ude00\ud83d")) {
            byte[] written = writer.bytes(Json.text(text));

            assertThat(new String(written, StandardCharsets.US_ASCII)).matches("\\p{ASCII}+");
            assertThat(reader.read(written)).isEqualTo(Json.text(text));
        }
        assertThatThrownBy(() -> writer.bytes(Json.object().put("\ud800", 1).build()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

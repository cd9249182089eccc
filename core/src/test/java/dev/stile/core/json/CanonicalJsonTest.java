package dev.stile.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;

final class CanonicalJsonTest {
    private static String canonical(String json) throws InvalidJsonException {
        return CanonicalJson.text(new JsonReader().read(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** The example of RFC 8785, section 3.2.3: members are sorted by their UTF-16 units. */
    @Test
    @Proves("FL-87")
    void membersAreSortedByTheirUnits() throws InvalidJsonException {
        assertThat(
                        canonical(
                                "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,"
                                        + "\"\\u0080\":6,\"\\u00f6\":7}"))
                .isEqualTo(
                        "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}");
    }

    /** Of RFC 8785, appendix B, and of ECMA-262's cases. */
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "0.0,0",
        "1.0,1",
        "-1.50,-1.5",
        "5e-324,5e-324",
        "-5e-324,-5e-324",
        "1.7976931348623157e308,1.7976931348623157e+308",
        "9007199254740992,9007199254740992",
        "295147905179352830000,295147905179352830000",
        "9.999999999999997e22,9.999999999999997e+22",
        "1e23,1e+23",
        "1.0000000000000001e23,1.0000000000000001e+23",
        "999999999999999900000,999999999999999900000",
        "1e21,1e+21",
        "9.999999999999997e-7,9.999999999999997e-7",
        "0.000001,0.000001",
        "0.0000001,1e-7",
        "333333333.3333333,333333333.3333333",
        "4.50,4.5",
        "2e-3,0.002",
    })
    @Proves("FL-87")
    void numbersAreWrittenAsTheStandardPrescribes(String written, String canonical)
            throws InvalidJsonException {
        assertThat(canonical("[" + written + "]")).isEqualTo("[" + canonical + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "0.1000000000000000055511151231257827",
                "1e309",
                "1e-400",
                "333333333.33333329"
            })
    void aNumberThatNotEveryReaderHoldsIsRefusedSoThatNoTwoValuesShareAHash(String written) {
        assertThatThrownBy(() -> canonical("[" + written + "]"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void halfASurrogatePairIsRefused() {
        assertThatThrownBy(() -> CanonicalJson.text(Json.text("\ud83d")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whateverDoubleIsWrittenIsReadBackTheSameAndIsStable() throws InvalidJsonException {
        Random random = new Random(8785);
        for (int round = 0; round < 20_000; round++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text =
                        CanonicalJson.text(Json.number(new BigDecimal(Double.toString(value))));
                assertThat(Double.parseDouble(text)).isEqualTo(value);
                assertThat(canonical("[" + text + "]")).isEqualTo("[" + text + "]");
            }
        }
    }
}

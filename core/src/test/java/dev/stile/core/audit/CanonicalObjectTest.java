package dev.stile.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.util.List;
import java.util.Random;

final class CanonicalObjectTest {
    /** The text of RFC 8785, section 3.2.2, with the escapes that it prescribes. */
    @Test
    void textIsEscapedAsTheStandardPrescribes() {
        String text = "\u20ac$\u000f\nA'B\"\\\\\"/\b\f\r\t\u007f";
        assertThat(new CanonicalObject().text("string", text).end())
                .isEqualTo(
                        "{\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\f\\r\\t\u007f\"}");
    }

    @Test
    void membersOutOfOrderAndNumbersThatSomeReadersRoundAreRefused() {
        assertThatThrownBy(() -> new CanonicalObject().text("b", "").text("a", ""))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new CanonicalObject().text("a", "").text("a", ""))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new CanonicalObject().number("n", (1L << 53) + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whateverIsWrittenIsReadBackTheSame() {
        Random random = new Random(8785);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int count = random.nextInt(20); count > 0; count--) {
                int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x10FFFF);
                text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 'x' : point);
            }
            String json =
                    new CanonicalObject()
                            .text("a", text.toString())
                            .texts("b", List.of(text.toString(), ""))
                            .end();
            try (JsonParser parser =
                    new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
                parser.nextToken();
                parser.nextToken();
                parser.nextToken();
                assertThat(parser.getString()).isEqualTo(text.toString());
            }
        }
    }
}

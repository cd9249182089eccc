package dev.stile.flow.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.json.Json;
import dev.stile.core.json.JsonWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

final class DocumentsTest {
    private static Json read(String text) throws UnreadableDocumentException {
        return Documents.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void yamlAndJsonGiveTheSameValue() throws UnreadableDocumentException {
        Json yaml =
                read(
                        """
                        slug: weir-alarm
                        source: { connections: [weir-north], on: yes }
                        limit: 1.50
                        text: |
                          two
                          lines
                        none:
                        flag: true
                        """);
        assertThat(new JsonWriter().text(yaml))
                .isEqualTo(
                        "{\"slug\":\"weir-alarm\",\"source\":{\"connections\":[\"weir-north\"],"
                                + "\"on\":\"yes\"},\"limit\":1.50,\"text\":\"two\\nlines\\n\","
                                + "\"none\":null,\"flag\":true}");
        assertThat(read(new JsonWriter().text(yaml))).isEqualTo(yaml);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: &x 1'                  | anchor",
                "'a: !!str 1\nb: !mine 2'   | tag",
                "'a: 1\na: 2'               | line 2",
                "'? [1, 2]\n: 3'            | a key is no text",
                "'a: .inf'                  | number",
                "'a: [1'                    | line",
                "''                         | empty",
                "'a: 1\n---\nb: 2'          | more than one",
            })
    void whatIsNotReadIsToldWithItsPlace(String text, String why) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*x", "a: *x"})
    void anAliasIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableDocumentException.class);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatThrownBy(() -> Documents.read(new byte[] {'a', ':', ' ', (byte) 0xff}))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> read("[".repeat(100) + "]".repeat(100)))
                .isInstanceOf(UnreadableDocumentException.class);
    }
}

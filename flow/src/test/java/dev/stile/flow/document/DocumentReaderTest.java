package dev.stile.flow.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.json.Json;
import dev.stile.core.error.Code;
import dev.stile.core.json.JsonWriter;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Random;

final class DocumentReaderTest {
    private final DocumentReader reader = new DocumentReader();

    private String read(String text) {
        Faults faults = new Faults(Code.RULE_NOT_VALID);
        Json value = reader.read(text, faults).orElseThrow();
        assertThat(faults.list()).as(text).isEmpty();
        return new JsonWriter().text(value);
    }

    private List<String> faults(String text) {
        Faults faults = new Faults(Code.RULE_NOT_VALID);
        reader.read(text, faults);
        return faults.list().stream().map(fault -> fault.pointer() + " " + fault.reason()).toList();
    }

    @Test
    @Proves("FL-59")
    void yamlOfTheCoreSchemaReadsAsTheJsonThatItMeans() {
        List<Map.Entry<String, String>> rows =
                List.of(
                        Map.entry("a: 1", "{\"a\":1}"),
                        Map.entry("{\"a\": [1, 2.50, -3e2]}", "{\"a\":[1,2.50,-3E+2]}"),
                        Map.entry("{a: b}", "{\"a\":\"b\"}"),
                        Map.entry(
                                "a: yes\nb: no\nc: on",
                                "{\"a\":\"yes\",\"b\":\"no\",\"c\":\"on\"}"),
                        Map.entry(
                                "a: true\nb: False\nc: ~\nd:",
                                "{\"a\":true,\"b\":false,\"c\":null,\"d\":null}"),
                        Map.entry("a: 'true'\nb: \"1\"", "{\"a\":\"true\",\"b\":\"1\"}"),
                        Map.entry("a: 0x1F\nb: 0o17\nc: 017", "{\"a\":31,\"b\":15,\"c\":17}"),
                        Map.entry(
                                "a: 1_000\nb: 12:30\nc: 2026-01-01",
                                "{\"a\":\"1_000\",\"b\":\"12:30\",\"c\":\"2026-01-01\"}"),
                        Map.entry("1: x\ntrue: y", "{\"1\":\"x\",\"true\":\"y\"}"),
                        Map.entry("a: |\n  two\n  lines\n", "{\"a\":\"two\\nlines\\n\"}"),
                        Map.entry("# why\na: b # because", "{\"a\":\"b\"}"));
        for (Map.Entry<String, String> row : rows) {
            assertThat(read(row.getKey())).as(row.getKey()).isEqualTo(row.getValue());
        }
    }

    @Test
    @Proves("FL-59")
    void tagsAnchorsAndKeysThatComeTwiceAreRefusedAtTheirPlace() {
        List<Map.Entry<String, String>> rows =
                List.of(
                        Map.entry("a: !!str 1", "/a tags (!)"),
                        Map.entry("a: !mine {b: 1}", "/a tags (!)"),
                        Map.entry("!!map {a: 1}", " tags (!)"),
                        Map.entry("a: &x 1", "/a anchors and aliases"),
                        Map.entry("a: &x [1]\nb: *x", "/b anchors and aliases"),
                        Map.entry("a: 1\na: 2", "/a this key is there twice"),
                        Map.entry("{\"a\":{\"b\":1,\"b\":1}}", "/a/b this key is there twice"),
                        Map.entry("a: .inf", "/a this number"),
                        Map.entry("a: 1\n---\nb: 2", " here is more than one document"),
                        Map.entry("a: [1", " not YAML"),
                        Map.entry("a:\n\t- b", " not YAML"),
                        Map.entry("? [a, b]\n: 1", " a key is no text"),
                        Map.entry("", " the document is empty"));
        for (Map.Entry<String, String> row : rows) {
            assertThat(faults(row.getKey()))
                    .as(row.getKey())
                    .anyMatch(fault -> fault.startsWith(row.getValue()));
        }
    }

    @Test
    @Proves("FL-59")
    void allFaultsOfADocumentAreToldAtOnce() {
        assertThat(faults("a: 1\na: 2\nb: !x 1\nc: &y 2\nd: .nan")).hasSize(4);
    }

    @Test
    void neitherDepthNorAliasesNorSizeTakeLong() {
        assertThat(faults("[".repeat(5_000))).hasSize(1);
        assertThat(faults("a: ".repeat(5_000))).hasSize(1);
        assertThat(faults("a: &a [x]\nb: &b [*a,*a]\nc: &c [*b,*b]")).hasSize(7);
        assertThat(faults("a: " + "x".repeat(1100 * 1024))).hasSize(1);
    }

    @Test
    void anyTextIsEitherReadOrRefused() {
        Random random = new Random(59);
        String letters = "ab:{}[],-?!&*#|>'\"%@` \n\t~0.1\\\u0000\u00e4";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(16); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            Faults faults = new Faults(Code.RULE_NOT_VALID);
            var value = reader.read(text.toString(), faults);
            assertThat(value.isPresent() || !faults.isEmpty()).as(text.toString()).isTrue();
        }
    }

    @Test
    void whatLooksLikeASecretIsFoundAndWhatLooksLikeAnIdIsNot() {
        for (String secret :
                List.of(
                        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                        "xoxb-123456789012-abcdef",
                        "-----BEGIN OPENSSH PRIVATE KEY-----",
                        "Bearer abcdefghijklmnopqrstuvwx",
                        "https://ada:hunter2@desk.example/",
                        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
                        "AKIAABCDEFGHIJKLMNOP")) {
            assertThat(SecretShape.isIn("text " + secret)).as(secret).isTrue();
        }
        for (String plain :
                List.of(
                        "C042",
                        "https://desk.example/a:b@c",
                        "task-abcdefghijklmnopqrst",
                        "Bearer of bad news",
                        "3f786850e387550fdab836ed7e6dc881de23001b",
                        "{{ /message }}")) {
            assertThat(SecretShape.isIn(plain)).as(plain).isFalse();
        }
    }
}

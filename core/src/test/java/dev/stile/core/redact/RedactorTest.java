package dev.stile.core.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.secret.SecureValue;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@Proves("TU-44")
final class RedactorTest {
    private static final String SECRET = "p4ss/w+rd'\"<&>$`\\ ü{=}";
    private static final String TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    private static Redactor knowing(String... secrets) {
        Redactor redactor = new Redactor();
        for (String secret : secrets) {
            redactor.register(SecureValue.takeFrom(secret.toCharArray()));
        }
        return redactor;
    }

    static Stream<Arguments> forms() {
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        String percent = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of("raw", SECRET),
                Arguments.of("form encoding", percent),
                Arguments.of("percent", percent.replace("+", "%20")),
                Arguments.of(
                        "percent in lower case",
                        percent.replace("+", "%20").toLowerCase(java.util.Locale.ROOT)),
                Arguments.of(
                        "every byte percent", "%" + HexFormat.ofDelimiter("%").formatHex(bytes)),
                Arguments.of("hex", HexFormat.of().formatHex(bytes)),
                Arguments.of("upper hex", HexFormat.of().withUpperCase().formatHex(bytes)),
                Arguments.of("JSON", "p4ss/w+rd'\\\"<&>$`\\\\ ü{=}"),
                Arguments.of("JSON with slashes", "p4ss\\/w+rd'\\\"<&>$`\\\\ ü{=}"),
                Arguments.of("JSON in ASCII", "p4ss/w+rd'\\\"<&>$`\\\\ \\u00fc{=}"),
                Arguments.of(
                        "JSON for web pages",
                        "p4ss/w+rd\\u0027\\\"\\u003c\\u0026\\u003e$`\\\\ ü{\\u003d}"),
                Arguments.of("HTML", "p4ss/w+rd&#39;&quot;&lt;&amp;&gt;$`\\ ü{=}"),
                Arguments.of("HTML text", "p4ss/w+rd'\"&lt;&amp;&gt;$`\\ ü{=}"),
                Arguments.of("shell in single quotes", "p4ss/w+rd'\\''\"<&>$`\\ ü{=}"),
                Arguments.of("shell in double quotes", "p4ss/w+rd'\\\"<&>\\$\\`\\\\ ü{=}"),
                Arguments.of(
                        "shell with backslashes", "p4ss/w+rd\\'\\\"\\<\\&\\>\\$\\`\\\\\\ ü\\{=\\}"),
                Arguments.of("JSON of Go", "p4ss/w+rd'\\\"\\u003c\\u0026\\u003e$`\\\\ ü{=}"),
                Arguments.of("JSON in JSON", "p4ss/w+rd'\\\\\\\"<&>$`\\\\\\\\ ü{=}"),
                Arguments.of(
                        "JSON of Go with slashes in JSON",
                        "p4ss\\\\/w+rd'\\\\\\\"\\\\u003c\\\\u0026\\\\u003e$`\\\\\\\\ ü{=}"),
                Arguments.of(
                        "JSON whose every character is an escape",
                        SECRET.chars()
                                .mapToObj(unit -> String.format("\\u%04x", unit))
                                .collect(Collectors.joining())),
                Arguments.of("XML", "p4ss/w+rd&apos;&quot;&lt;&amp;&gt;$`\\ &#252;{=}"),
                Arguments.of("XML in JSON", "p4ss/w+rd&#39;&quot;&lt;&amp;&gt;$`\\\\ \\u00fc{=}"),
                Arguments.of("JSON in XML", "p4ss/w+rd&#x27;\\&quot;&lt;&amp;&gt;$`\\\\ ü{=}"),
                Arguments.of("bytes of Python", "p4ss/w+rd\\'\"<&>$`\\\\ \\xc3\\xbc{=}"),
                Arguments.of("quote of Python", percent.replace("+", "%20").replace("%2F", "/")),
                Arguments.of("percent twice", percent.replace("+", "%20").replace("%", "%25")),
                Arguments.of(
                        "shell's $'' of a line of JSON", "p4ss\\/w+rd\\'\\\\\"<&>$`\\\\\\\\ ü{=}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void eachFormOfASecretIsTakenOutAndItsSurroundingsStay(String name, String form) {
        Redactor redactor = knowing(SECRET);
        assertThat(redactor.clean("before " + form + " after"))
                .isEqualTo("before [REDACTED] after");
        assertThat(redactor.replacedCount()).isEqualTo(1);
    }

    @Test
    void base64IsFoundAtEveryAlignmentPaddedOrNotAndInBasicCredentials() {
        Redactor redactor = knowing(TOKEN);
        String core = Base64.getEncoder().encodeToString(TOKEN.getBytes(StandardCharsets.UTF_8));
        for (int before = 0; before < 6; before++) {
            for (int after = 0; after < 4; after++) {
                byte[] text =
                        ("x".repeat(before) + TOKEN + "y".repeat(after))
                                .getBytes(StandardCharsets.UTF_8);
                for (Base64.Encoder encoder :
                        new Base64.Encoder[] {
                            Base64.getEncoder(),
                            Base64.getUrlEncoder(),
                            Base64.getEncoder().withoutPadding()
                        }) {
                    String cleaned = redactor.clean("Basic " + encoder.encodeToString(text));
                    assertThat(cleaned).contains("[REDACTED]");
                    assertThat(cleaned.length())
                            .isLessThan("Basic [REDACTED]".length() + before * 2 + after * 2 + 8);
                    assertThat(cleaned).doesNotContain(core.substring(8, 24));
                }
            }
        }
    }

    @Test
    void aSecretSplitOverLinesIsFoundWholeWithItsIndentation() {
        Redactor redactor = knowing(TOKEN);
        assertThat(redactor.clean("a " + TOKEN.substring(0, 9) + "\n" + TOKEN.substring(9) + " z"))
                .isEqualTo("a [REDACTED] z");
        assertThat(
                        redactor.clean(
                                "a: "
                                        + TOKEN.substring(0, 3)
                                        + "\r\n    "
                                        + TOKEN.substring(3, 20)
                                        + "\n\t"
                                        + TOKEN.substring(20)
                                        + "\n"))
                .isEqualTo("a: [REDACTED]\n");
        String wrapped =
                Base64.getMimeEncoder(20, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(("user:" + TOKEN).getBytes(StandardCharsets.UTF_8));
        assertThat(redactor.clean(wrapped)).contains("[REDACTED]").hasSizeLessThan(30);
    }

    @Test
    void aSecretSplitByTheEscapeOfALineEndIsFoundWholeAndOneThatHoldsSuchAnEscapeToo() {
        Redactor redactor = knowing(TOKEN, "C:\\new\\road", "npm_a8Yh2LmQ", "abc12");
        String begin = TOKEN.substring(0, 20);
        String end = TOKEN.substring(20);

        assertThat(redactor.clean("{\"a\":\"" + begin + "\\n" + end + "\"}"))
                .isEqualTo("{\"a\":\"[REDACTED]\"}");
        assertThat(redactor.clean("a\\n" + begin + "\\r\\n  " + end + "\\nz"))
                .isEqualTo("a\\n[REDACTED]\\nz");
        assertThat(redactor.clean("<C:\\new\\road>")).isEqualTo("<[REDACTED]>");
        assertThat(redactor.clean("\\npm_a8Yh2LmQ")).isEqualTo("\\[REDACTED]");
        assertThat(redactor.clean("pin\\nabc12\\n")).isEqualTo("pin\\n[REDACTED]\\n");
        assertThat(redactor.clean("a\\nb \\" + begin)).isEqualTo("a\\nb \\" + begin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\n",
                "\\r\\n",
                "\\\\n",
                "\\\\\\\\n    ",
                "\\n\\t",
                "\\u000a",
                "\\u000D\\u000A",
                "\\\\u000a",
                "&#10;",
                "&#xD;&#xA;",
                "&amp;#10;",
                "%0A",
                "%0d%0a",
                "%250A",
                "\\x0a",
            })
    void aSecretIsFoundWholeOverEachWayToWriteALineEnd(String lineEnd) {
        String split = TOKEN.substring(0, 20) + lineEnd + TOKEN.substring(20);

        assertThat(knowing(TOKEN).clean("<" + split + ">")).isEqualTo("<[REDACTED]>");
    }

    @Test
    void aTokenWhoseUnderscoreMarkdownEscapesIsFound() {
        assertThat(knowing(TOKEN).clean("a " + TOKEN.replace("_", "\\_") + " z"))
                .isEqualTo("a [REDACTED] z");
    }

    @Test
    void aStreamFindsASecretFullOfEscapesWhereverItsWriterStops() throws IOException {
        byte[] text =
                ("a% &amp; p4ss\\\\/w+rd'\\\\\\\"\\\\u003c&amp;amp;%253E$`\\\\\\\\ \\u00fc{=}")
                        .concat(" \\ &lt;z\\\\")
                        .getBytes(StandardCharsets.UTF_8);
        for (int split = 0; split <= text.length; split++) {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            try (OutputStream stream = knowing(SECRET).filter(target)) {
                stream.write(text, 0, split);
                stream.flush();
                stream.write(text, split, text.length - split);
            }
            assertThat(target.toString(StandardCharsets.UTF_8))
                    .matches("a% &amp; p?4?s?\\[REDACTED] \\\\ &lt;z\\\\\\\\");
        }
    }

    @Test
    void aStreamFindsASecretSplitByLineEndsAndTheirEscapesWhereverItsWriterStops()
            throws IOException {
        byte[] text =
                ("a\\n" + TOKEN.substring(0, 9) + "\\n" + TOKEN.substring(9, 20) + "\r\n  ")
                        .concat(TOKEN.substring(20) + "\\nz\\")
                        .getBytes(StandardCharsets.UTF_8);
        for (int split = 0; split <= text.length; split++) {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            try (OutputStream stream = knowing(TOKEN).filter(target)) {
                stream.write(text, 0, split);
                stream.flush();
                stream.write(text, split, text.length - split);
            }
            // Less than four bytes of one are shown, so that nothing hangs.
            assertThat(target.toString(StandardCharsets.UTF_8))
                    .matches("a\\\\n(g|gh|ghp)?\\[REDACTED]\\\\nz\\\\");
        }
    }

    @Test
    void eachLongLineOfASecretOfSeveralIsFoundAndAFrameIsNot() {
        Redactor redactor =
                knowing(
                        "-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END KEY-----\n");
        assertThat(redactor.clean("x hkiG9w0BAQEFAASC y")).isEqualTo("x [REDACTED] y");
        assertThat(redactor.clean("MIIEvQIBADANBgkq")).isEqualTo("[REDACTED]");
        assertThat(redactor.clean("-----BEGIN KEY----- of somebody else"))
                .isEqualTo("-----BEGIN KEY----- of somebody else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anIndentedLineOfASecretIsFoundWhereverItStandsAndAShortOneIsNot(String lineEnd) {
        Redactor redactor =
                knowing(
                        String.join(
                                lineEnd,
                                "key: |",
                                "    -----BEGIN KEY-----",
                                "    MIIEvQIBADANBgkq  ",
                                "\t  hkiG9w0BAQEFAASC",
                                "              }",
                                ""));
        assertThat(redactor.clean("x hkiG9w0BAQEFAASC y")).isEqualTo("x [REDACTED] y");
        assertThat(redactor.clean("it is MIIEvQIBADANBgkq, then"))
                .isEqualTo("it is [REDACTED], then");
        for (String other : List.of("a {              }", "    -----BEGIN KEY----- of others")) {
            assertThat(redactor.clean(other)).isEqualTo(other);
        }
    }

    @Test
    void aShortSecretIsTakenOutAsAWholeTokenOnly() {
        Redactor redactor = knowing("abc12");
        assertThat(redactor.clean("pin abc12, abc12! xabc12 abc123 abc-abc12"))
                .isEqualTo("pin [REDACTED], [REDACTED]! xabc12 abc123 abc-abc12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "YWJjMTI=",
                "YWJjMTI",
                "6162633132",
                "%61%62%63%31%32",
                "abc12",
            })
    void aShortSecretIsTakenOutInItsForms(String form) {
        Redactor redactor = knowing("abc12");
        assertThat(redactor.clean("<" + form + "> x" + form + "x"))
                .isEqualTo("<[REDACTED]> x" + form + "x");
    }

    @Test
    void aShortSecretThatIsSplitIsTakenOutOfAStream() throws IOException {
        byte[] text = "pin abc1@2 abc1@2, abc1@3 YWJjMUAy.\n".getBytes(StandardCharsets.UTF_8);
        for (int split = 0; split <= text.length; split++) {
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            try (OutputStream stream = knowing("abc1@2").filter(target)) {
                stream.write(text, 0, split);
                stream.flush();
                stream.write(text, split, text.length - split);
            }
            String shown = target.toString(StandardCharsets.UTF_8);
            assertThat(shown).doesNotContain("abc1@2", "YWJjMUAy").contains("abc1@3");
        }
    }

    @Test
    void aSecretInsideALongerSecretDoesNotUncoverTheRest() {
        Redactor redactor = knowing(TOKEN, TOKEN + "-longer-end", "prefix-" + TOKEN);
        assertThat(redactor.clean("<" + TOKEN + "-longer-end>")).isEqualTo("<[REDACTED]>");
        assertThat(redactor.clean("<prefix-" + TOKEN + ">")).isEqualTo("<[REDACTED]>");
        assertThat(redactor.clean("<" + TOKEN + TOKEN + ">")).isEqualTo("<[REDACTED][REDACTED]>");
    }

    @Test
    void whatIsNoSecretIsNeverChanged() {
        Redactor redactor = knowing(TOKEN, SECRET, "abc12");
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(400); length > 0; length--) {
                text.append((char) random.nextInt(0xd800));
            }
            assertThat(redactor.clean(text.toString())).isEqualTo(text.toString());
        }
        assertThat(redactor.clean("half \ud800 a pair")).isEqualTo("half \ud800 a pair");
        assertThat(new Redactor().clean(TOKEN)).isEqualTo(TOKEN);
    }

    @Test
    void whatOverlapsASecretAndIsOneIsTakenOutWithIt() {
        Redactor redactor = knowing("abcdefgh-1234", "1234-stuvwxyz", "xoxoxoxoxo");

        assertThat(redactor.clean("<abcdefgh-1234-stuvwxyz>")).isEqualTo("<[REDACTED]>");
        assertThat(redactor.clean("<xoxoxoxoxoxo>")).isEqualTo("<[REDACTED]>");
    }

    @Test
    void aSecretLearnedLaterIsFoundFromThenOn() {
        Redactor redactor = knowing("first-secret");
        assertThat(redactor.clean("first-secret later-secret"))
                .isEqualTo("[REDACTED] later-secret");
        redactor.register(SecureValue.takeFrom("later-secret".toCharArray()));
        assertThat(redactor.clean("first-secret later-secret")).isEqualTo("[REDACTED] [REDACTED]");
    }

    @Test
    void aStreamFindsASecretWhereverItsWriterSplitsItAndLosesNothingElse() throws IOException {
        byte[] text =
                ("begin " + TOKEN + " middle " + TOKEN + TOKEN + " the end ghp_\n")
                        .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            Redactor redactor = knowing(TOKEN);
            ByteArrayOutputStream target = new ByteArrayOutputStream();
            try (OutputStream stream = redactor.filter(target)) {
                int from = 0;
                while (from < text.length) {
                    int count = Math.min(text.length - from, 1 + random.nextInt(30));
                    stream.write(text, from, count);
                    from += count;
                }
            }
            assertThat(target.toString(StandardCharsets.UTF_8))
                    .isEqualTo("begin [REDACTED] middle [REDACTED][REDACTED] the end ghp_\n");
            assertThat(redactor.replacedCount()).isEqualTo(3);
        }
    }

    @Test
    void aFlushShowsALineAtOnceAndHoldsBackWhatMayBeASecret() throws IOException {
        Redactor redactor = knowing(TOKEN);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream stream = redactor.filter(target)) {
            stream.write("counting g".getBytes(StandardCharsets.UTF_8));
            stream.flush();
            assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("counting g");
            stream.write((" done " + TOKEN.substring(0, 20)).getBytes(StandardCharsets.UTF_8));
            stream.flush();
            assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("counting g done ");
            stream.write((TOKEN.substring(20) + "\n").getBytes(StandardCharsets.UTF_8));
            stream.flush();
            assertThat(target.toString(StandardCharsets.UTF_8))
                    .isEqualTo("counting g done [REDACTED]\n");
            stream.write(TOKEN.substring(0, 2).getBytes(StandardCharsets.UTF_8));
            stream.flush();
            stream.write(TOKEN.substring(2).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(target.toString(StandardCharsets.UTF_8))
                .isEqualTo("counting g done [REDACTED]\ngh[REDACTED]");
    }
}

package dev.stile.git.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.BodySize;
import dev.stile.api.record.BodyState;
import dev.stile.api.record.CommentCount;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class RecordEmitterTest {
    private final RecordEmitter emitter = new RecordEmitter(SampleRecords.schema());

    @Test
    @Proves({"GS-35", "GS-36", "GS-37", "GS-38", "GS-39"})
    void aRecordLooksLikeTheExampleOfTheFormat() throws IOException {
        assertThat(emitted(SampleRecords.example())).isEqualTo(known("PROJ-7.md"));
    }

    @Test
    @Proves({"GS-36", "GS-38"})
    void aRecordOfAlmostNothingStillHasItsCoreKeys() throws IOException {
        TrackerRecord bare =
                TrackerRecord.of(new RecordId("42"), "no", RecordMeta.of(new Version("1"))).build();

        assertThat(emitted(bare)).isEqualTo(known("42.md"));
    }

    @Test
    @Proves({"GS-36", "GS-37", "GS-38"})
    void hostileTextsAreQuotedAndEscaped() throws IOException {
        TrackerRecord hostile =
                TrackerRecord.of(
                                new RecordId("ü/7"),
                                "\u202Eevil\uFEFF \u0007\"\\\u0085\u2028 日本 😀 \uD800",
                                RecordMeta.of(new Version("1"))
                                        .withUrl("https://a.example/x: y # z")
                                        .withAuthor(new Person("1", Optional.of("x <2>"), "no"))
                                        .withTimes(
                                                Optional.of(
                                                        Instant.parse("2026-01-05T10:00:00.120Z")),
                                                Optional.of(
                                                        Instant.parse(
                                                                "0099-12-31T23:59:59.000000001Z")))
                                        .withComments(new CommentCount.Deferred()))
                        .type("yes")
                        .priority("a ")
                        .labels(List.of("b", "\uFF5E", "😀", "a: b", "B", "- x", "true", "2026"))
                        .set(
                                SampleRecords.SEVERITY,
                                new FieldValue.NumberValue(new BigDecimal("1e999999999")))
                        .set(
                                SampleRecords.STORY_POINTS,
                                new FieldValue.NumberValue(new BigDecimal("-0.0")))
                        .set(SampleRecords.SECURE, new FieldValue.FlagValue(true))
                        .set(SampleRecords.SPRINT, new FieldValue.OpaqueValue("{\"a\":[1]}"))
                        .body("\r\n---\r\nid: 9\r\n---\r\n")
                        .build();

        assertThat(emitted(hostile)).isEqualTo(known("hostile.md"));
    }

    @ParameterizedTest
    @Proves("GS-37")
    @ValueSource(
            strings = {
                "y",
                "N",
                "yes",
                "No",
                "ON",
                "off",
                "True",
                "FALSE",
                "null",
                "NULL",
                "~",
                "",
                " a",
                "a ",
                "1",
                "1.5",
                "a:b",
                "a#b",
                "a,b",
                "-",
                "_a",
                ".a",
                "@a",
                "ä",
                "a\tb",
                "a\u200Eb",
                "é",
                "0x1",
                "a'b",
                "[a]",
                "a*"
            })
    void whatAReaderCouldTakeForSomethingElseIsQuoted(String text) {
        StringBuilder out = new StringBuilder();
        Scalars.appendText(out, text);

        assertThat(out.toString()).startsWith("\"").endsWith("\"");
    }

    @ParameterizedTest
    @Proves("GS-37")
    @ValueSource(
            strings = {
                "a",
                "In Review",
                "PROJ-7",
                "mia@acme.example",
                "a/b_c.d",
                "nope",
                "none",
                "yesterday",
                "e5",
                "Infinity"
            })
    void plainTextStandsForItself(String text) {
        StringBuilder out = new StringBuilder();
        Scalars.appendText(out, text);

        assertThat(out.toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @Proves("GS-39")
    @CsvSource({
        "'', ''",
        "a, '\na\n'",
        "'a\n', '\na\n'",
        "'a\n\n', '\na\n\n'",
        "'\na', '\n\na\n'",
        "'\n', '\n\n'",
        "'a\r\nb\rc', '\na\nb\nc\n'"
    })
    void theBodyStandsBehindOneBlankLineAndEndsInOneLineEnd(String body, String framed) {
        String file = emitted(SampleRecords.example().toBuilder().body(body).build());

        assertThat(file.substring(file.indexOf("\n---\n") + 5)).isEqualTo(framed);
    }

    @ParameterizedTest
    @Proves({"GS-68", "GS-69"})
    @ValueSource(strings = {"a\u0000b", "\uD83D", "\uDE00\uD83D"})
    void aBodyThatNoTextFileCanHoldIsAMarker(String body) {
        assertThat(emitted(SampleRecords.example().toBuilder().body(body).build()))
                .endsWith("\n---\n" + BodyMarker.UNREADABLE.line() + "\n");
    }

    @Test
    @Proves("TR-64")
    void aBodyThatIsTooLargeIsAMarkerThatNamesTheLimit() {
        TrackerRecord example = SampleRecords.example();
        String file =
                emitted(
                        example.toBuilder()
                                .meta(
                                        example.meta()
                                                .withBody(BodyState.TOO_LARGE, Optional.empty()))
                                .body("")
                                .build());

        assertThat(file).endsWith("\n---\n" + BodyMarker.TOO_LARGE.line() + "\n");
        assertThat(BodyMarker.TOO_LARGE.line()).contains((BodySize.MOST >> 20) + " MiB");
    }

    @Test
    @Proves({"GS-68", "GS-69"})
    void aStubHasItsWholeFrontMatterAndOneMarkerLine() {
        TrackerRecord example = SampleRecords.example();
        TrackerRecord stub =
                example.toBuilder()
                        .meta(example.meta().withBody(BodyState.DEFERRED, Optional.empty()))
                        .body("")
                        .build();
        String file = emitted(example);

        assertThat(emitted(stub))
                .isEqualTo(
                        file.substring(0, file.indexOf("\n---\n") + 5)
                                + BodyMarker.DEFERRED.line()
                                + "\n");
        assertThat(new String(emitter.emitUnreadable(new RecordId("7")), StandardCharsets.UTF_8))
                .isEqualTo("---\nid: \"7\"\n---\n" + BodyMarker.UNREADABLE.line() + "\n");
    }

    @ParameterizedTest
    @Proves("GS-69")
    @ValueSource(strings = {"", "a", "\n", "---\n", "a\n---\nb", "title: x\r\n"})
    void theStubOfARecordIsFilledWithTheBodyOfItsFile(String body) {
        TrackerRecord whole = SampleRecords.example().toBuilder().body(body).build();
        TrackerRecord stub =
                whole.toBuilder()
                        .meta(whole.meta().withBody(BodyState.DEFERRED, Optional.empty()))
                        .body("")
                        .build();

        assertThat(BodyMarker.filled(emitted(stub), emitted(whole))).hasValue(emitted(whole));
        assertThat(BodyMarker.filled(emitted(whole), emitted(stub))).isEmpty();
    }

    @Test
    @Proves("GS-69")
    void aBodyThatSaysWhatAMarkerSaysIsNone() {
        for (BodyMarker marker : BodyMarker.values()) {
            TrackerRecord forged = SampleRecords.example().toBuilder().body(marker.line()).build();

            assertThat(
                            new RecordParser(SampleRecords.schema())
                                    .parse(emitter.emit(forged))
                                    .marker())
                    .isEmpty();
        }
    }

    @Test
    void anEmptyTextIsNoValue() {
        TrackerRecord empty =
                SampleRecords.example().toBuilder()
                        .set(FieldRef.PRIORITY, new FieldValue.TextValue(""))
                        .set(SampleRecords.ENVIRONMENT, new FieldValue.TextValue(""))
                        .build();

        assertThat(emitted(empty)).contains("priority: null\n").doesNotContain("environment");
    }

    private String emitted(TrackerRecord record) {
        return new String(emitter.emit(record), StandardCharsets.UTF_8);
    }

    private String known(String name) throws IOException {
        try (InputStream known = getClass().getResourceAsStream(name)) {
            return new String(known.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package dev.stile.git.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.core.error.Code;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class RecordParserTest {
    private final RecordParser parser = new RecordParser(SampleRecords.schema());

    @ParameterizedTest
    @Proves("GS-42")
    @ValueSource(
            strings = {
                "no",
                "42",
                "1.50",
                "0x1F",
                "2026-02-01",
                "12:30",
                "true",
                "Null",
                "a: b",
                "a # b",
                "#1 is hot",
                "- dash",
                "[draft] title",
                "{x} y",
                "*bold* move",
                "&co",
                "!important",
                "@mia",
                "`code`",
                "% done",
                "? what",
                "| pipe",
                "> quote",
                "|",
                ">-",
                "a \"b\"",
                "it's",
                "日本語 😀",
                "-",
                "<<"
            })
    void anUnquotedTextIsTheRestOfItsLineWhateverItHolds(String text) {
        ParsedFile file = parse("---\ntitle: " + text + "\n---\n");

        assertThat(file.problems()).isEmpty();
        assertThat(title(file)).isEqualTo(text);
    }

    @ParameterizedTest
    @Proves("GS-41")
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "\"a \\\"b\\\" \\\\ \\u0041\\x42\\U0001F600\" ! a \"b\" \\ AB😀",
                "'it''s' ! it's",
                "\"folded%n  over%n%n  lines\" ! folded over%nlines",
                "'folded%n  over' ! folded over",
                "\"no \\%n  space\" ! no space",
                "|%n  one%n  two ! one%ntwo%n",
                "|-%n    one%n      two%n%n    three ! one%n  two%n%nthree",
                "|+%n  one%n%n ! one%n%n%n",
                ">%n  one%n  two%n%n  three%n    kept%n  four ! one two%nthree%n  kept%nfour%n",
                "|2%n    one ! `  one%n`",
                "\"\\t\\n\" ! `\t%n`"
            })
    void everyQuotingIsRead(String written, String meant) {
        ParsedFile file =
                parse(
                        "---\ntitle: x\nfields:\n  environment: "
                                + written.replace("%n", "\n").replace("\n", "\n  ")
                                + "\n---\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.entry(SampleRecords.ENVIRONMENT))
                .contains(new Entry.Plain(new FieldValue.TextValue(meant.replace("%n", "\n"))));
    }

    @ParameterizedTest
    @Proves({"GS-41", "GS-42"})
    @CsvSource(
            delimiter = '!',
            value = {
                "labels: [a, b c, 'd, e', \"f]\"] ! a;b c;d, e;f]",
                "labels: [a, #7,%n  # comment%n  b,%n] ! a;#7;b",
                "labels:%n- a%n- b ! a;b",
                "labels:%n    - a: b%n%n    # comment%n    - [c ! a: b;[c",
                "labels:%n  - \"a\"   # comment%n  - 'b' ! a;b",
                "labels:%n  - |%n    a%n    b%n  - c ! a%nb%n;c",
                "labels:%n  - no%n  - null%n  - 1 ! no;null;1"
            })
    void everyFormOfAListIsRead(String written, String items) {
        ParsedFile file = parse("---\ntitle: x\n" + written.replace("%n", "\n") + "\n---\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.entry(FieldRef.LABELS))
                .contains(
                        new Entry.Items(
                                List.of(items.split(";")).stream()
                                        .<Entry>map(
                                                item ->
                                                        new Entry.Plain(
                                                                new FieldValue.TextValue(
                                                                        item.replace("%n", "\n"))))
                                        .toList()));
    }

    @ParameterizedTest
    @Proves("GS-42")
    @ValueSource(
            strings = {
                "due:",
                "due: null",
                "due: ~",
                "due:   ",
                "due: ''",
                "labels: []",
                "labels:",
                "labels: ~",
                "priority: \"\""
            })
    void anEmptyValueClears(String written) {
        ParsedFile file = parse("---\ntitle: x\n" + written + "\n---\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.fields().values())
                .extracting(ParsedFile.Field::entry)
                .contains(new Entry.Empty());
    }

    @ParameterizedTest
    @Proves("GS-41")
    @CsvSource(
            delimiter = '¦',
            value = {
                "labels: &a [x] ¦ ANCHOR_OR_ALIAS ¦ 3 ¦ 9",
                "due: *a ¦ ANCHOR_OR_ALIAS ¦ 3 ¦ 6",
                "due: !!str x ¦ TAG ¦ 3 ¦ 6",
                "&a due: x ¦ ANCHOR_OR_ALIAS ¦ 3 ¦ 1",
                "!!x due: x ¦ TAG ¦ 3 ¦ 1",
                "... ¦ SEVERAL_DOCUMENTS ¦ 3 ¦ 1",
                "--- x ¦ SEVERAL_DOCUMENTS ¦ 3 ¦ 1",
                "%YAML 1.2 ¦ SEVERAL_DOCUMENTS ¦ 3 ¦ 1",
                "title: y ¦ DUPLICATE_KEY ¦ 3 ¦ 1",
                "\"title\": y ¦ DUPLICATE_KEY ¦ 3 ¦ 1",
                "fields:%n  severity: 1%n  severity: 2 ¦ DUPLICATE_KEY ¦ 5 ¦ 3",
                "labels: [[[[a]]]] ¦ TOO_DEEP ¦ 3 ¦ 10",
                "labels: [[a]] ¦ LIST_IN_LIST ¦ 3 ¦ 10",
                "labels: [a ¦ UNCLOSED_LIST ¦ 3 ¦ 9",
                "labels: [a] b ¦ TEXT_AFTER_VALUE ¦ 3 ¦ 12",
                "labels: {a: b} ¦ MAP_IN_BRACES ¦ 3 ¦ 9",
                "fields: {severity: 2} ¦ MAP_IN_BRACES ¦ 3 ¦ 9",
                "due:%n  a: b ¦ MAP_NOT_EXPECTED ¦ 4 ¦ 3",
                "priority: 'x ¦ UNCLOSED_QUOTE ¦ 3 ¦ 11",
                "priority: \"x\" y ¦ TEXT_AFTER_VALUE ¦ 3 ¦ 14",
                "priority: \"\\q\" ¦ BAD_ESCAPE ¦ 3 ¦ 12",
                "priority: \"\\ud8\" ¦ BAD_ESCAPE ¦ 3 ¦ 12",
                "priority: x%n  y ¦ WRONG_INDENTATION ¦ 4 ¦ 3",
                "'  due' ¦ WRONG_INDENTATION ¦ 3 ¦ 3",
                "'  due: 2026-01-01' ¦ MAP_NOT_EXPECTED ¦ 3 ¦ 3",
                "'\tdue: 2026-01-01' ¦ TAB_INDENTATION ¦ 3 ¦ 1",
                "due:2026-01-01 ¦ NOT_A_KEY ¦ 3 ¦ 1",
                "just text ¦ NOT_A_KEY ¦ 3 ¦ 1",
                "- item ¦ NOT_A_KEY ¦ 3 ¦ 1",
                "? due ¦ NOT_A_KEY ¦ 3 ¦ 1",
                "fields:%n  severity: 1%n story_points: 2 ¦ WRONG_INDENTATION ¦ 5 ¦ 2"
            })
    void whatIsNotReadIsRefusedWithItsLineAndColumn(
            String written, String reason, int line, int column) {
        ParsedFile file = parse("---\ntitle: x\n" + written.replace("%n", "\n") + "\n---\n");

        assertThat(file.problems()).hasSize(1);
        FileProblem problem = file.problems().getFirst();
        assertThat(problem.reason()).isEqualTo(Reason.valueOf(reason));
        assertThat(problem.reason().code()).isEqualTo(Code.FRONT_MATTER_UNREADABLE);
        assertThat(problem.line()).isEqualTo(line);
        assertThat(problem.column()).isEqualTo(column);
    }

    @Test
    @Proves("GS-43")
    void theValueOfAnUnknownKeyIsNotReadButKept() {
        ParsedFile file = parse("---\ntitle: x\nseverity: &a [1\nextra:\n  - b: c\n\n---\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.unknown())
                .containsEntry("severity", new ParsedFile.Raw("&a [1", 3))
                .containsEntry("extra", new ParsedFile.Raw("\n  - b: c", 4));
    }

    @Test
    @Proves({"GS-41", "GS-75"})
    void readingGoesOnBehindWhatCannotBeRead() {
        ParsedFile file =
                parse(
                        """
                ---
                title: x
                labels: [a
                priority: "x
                due: 2026-01-01
                fields:
                  severity: &a 1
                  story_points: 2
                ---
                """);

        assertThat(file.problems())
                .extracting(FileProblem::reason)
                .containsExactly(
                        Reason.TEXT_AFTER_VALUE, Reason.UNCLOSED_QUOTE, Reason.ANCHOR_OR_ALIAS);
        assertThat(file.fields()).containsKeys(FieldRef.DUE, SampleRecords.STORY_POINTS);
    }

    @Test
    @Proves("GS-39")
    void theBodyBeginsBehindTheFirstFenceAndNothingInItIsAFence() {
        ParsedFile file = parse("---\ntitle: \"a\n---\n\n---\nid: 9\n---\n# text\n");

        assertThat(file.problems())
                .extracting(FileProblem::reason)
                .containsExactly(Reason.UNCLOSED_QUOTE);
        assertThat(file.body()).isEqualTo("---\nid: 9\n---\n# text\n");
        assertThat(file.id()).isEmpty();
        assertThat(parse("---\ntitle: a\n---\n\n\n\n  x").body()).isEqualTo("\n\n  x");
        assertThat(parse("---\ntitle: a\n---\nx").body()).isEqualTo("x");
        assertThat(parse("---\ntitle: a\n--- \n---\nx").body()).isEqualTo("x");
        assertThat(parse("---\ntitle: a\n---").body()).isEmpty();
    }

    @Test
    @Proves("GS-69")
    void onlyALineRightBehindTheFenceIsAMarker() {
        String marker = BodyMarker.DEFERRED.line();

        assertThat(parse("---\ntitle: a\n---\n" + marker + "\n").marker())
                .contains(BodyMarker.DEFERRED);
        assertThat(parse("---\ntitle: a\n---\n\n" + marker + "\n").marker()).isEmpty();
    }

    @Test
    @Proves("GS-41")
    void frontMatterHasALimit() {
        String full = "priority: " + "x".repeat(RecordParser.LARGEST_FRONT_MATTER - 11) + "\n";

        assertThat(parse("---\n" + full + "---\n").problems()).isEmpty();
        assertThat(parse("---\n" + full + "\n---\n").problems())
                .extracting(FileProblem::reason)
                .containsExactly(Reason.FRONT_MATTER_TOO_LARGE);
    }

    @Test
    void whatIsNoTextIsRefused() {
        assertThat(parser.parse(new byte[] {'-', '-', '-', '\n', (byte) 0xFF}).problems())
                .extracting(FileProblem::reason)
                .containsExactly(Reason.NOT_UTF8);
        assertThat(parse("# a\n\0").problems())
                .extracting(FileProblem::reason)
                .containsExactly(Reason.HOLDS_NUL);
        assertThat(parse("\uFEFF# a\r\n\r\n\ud83d\ude00b\0c\nd\0").problems())
                .extracting(FileProblem::toString)
                .containsExactly("HOLDS_NUL@3:3");
        assertThat(Reason.NOT_UTF8.code()).isEqualTo(Code.MODE_OR_ENCODING_NOT_ALLOWED);
    }

    private ParsedFile parse(String text) {
        return parser.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String title(ParsedFile file) {
        return file.entry(FieldRef.TITLE).orElseThrow()
                        instanceof Entry.Plain(FieldValue.TextValue(String text))
                ? text
                : "";
    }
}

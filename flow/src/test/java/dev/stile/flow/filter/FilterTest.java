package dev.stile.flow.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.json.Json;
import dev.stile.core.error.Code;
import dev.stile.flow.document.DocumentReader;
import dev.stile.flow.document.Fault;
import dev.stile.flow.document.Faults;
import dev.stile.flow.path.StepBudget;
import dev.stile.flow.path.StepsSpentException;
import dev.stile.flow.pattern.BoundedPattern;
import dev.stile.flow.pattern.PatternRefusedException;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Each row holds a filter that holds for the payload, and its twin that does not. */
final class FilterTest {
    private static final String PAYLOAD =
            """
            {"message":"Level 2.41 m at Pond 3","thread":"pond-3","level":2.41,"count":10,"big":1e2,
             "flags":["automated","muted"],"empty":[],"nothing":null,"ok":true,
             "source":{"sender":"pond@north","tags":[{"k":"a","v":1},{"k":"b","v":2}]},
             "words":["\\uffff","\\ud83c\\udf0a"],"multi":"first\\nsecond"}
            """;

    private record Row(String holds, String twin) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row("shape: {thread: pond-3}", "shape: {thread: pond-4}"),
                    new Row("shape: {level: 2.410}", "shape: {level: 2.4}"),
                    new Row("shape: {big: 100}", "shape: {big: '100'}"),
                    new Row(
                            "shape: {source: {sender: pond@north}}",
                            "shape: {source: {sender: x}}"),
                    new Row("shape: {flags: [muted]}", "shape: {flags: [mut]}"),
                    new Row("shape: {flags: [muted, automated]}", "shape: {flags: [muted, x]}"),
                    new Row(
                            "shape: {source: {tags: [{k: b}]}}",
                            "shape: {source: {tags: [{k: a, v: 2}]}}"),
                    new Row("shape: {nothing: null}", "shape: {missing: null}"),
                    new Row("shape: {ok: true}", "shape: {ok: 'true'}"),
                    new Row("shape: {empty: []}", "shape: {thread: []}"),
                    new Row("shape: {flags: []}", "shape: {flags: {}}"),
                    new Row(
                            "regex: {pattern: 'level\\s+2\\.[4-9]'}",
                            "regex: {pattern: 'level\\s+3'}"),
                    new Row(
                            "regex: {pattern: LEVEL}",
                            "regex: {pattern: LEVEL, case_sensitive: true}"),
                    new Row(
                            "regex: {field: /thread, pattern: '^pond-[0-9]$'}",
                            "regex: {field: /thread, pattern: '^ond'}"),
                    new Row(
                            "regex: {field: /flags/1, pattern: muted}",
                            "regex: {field: /flags/2, pattern: muted}"),
                    new Row(
                            "regex: {field: /source/tags/0/k, pattern: a}",
                            "regex: {field: /level, pattern: '2'}"),
                    new Row(
                            "path: {query: '$.flags[*]', in: [automated]}",
                            "path: {query: '$.flags[*]', in: [human]}"),
                    new Row(
                            "path: {query: $.nothing, exists: true}",
                            "path: {query: $.missing, exists: true}"),
                    new Row(
                            "path: {query: $.missing, exists: false}",
                            "path: {query: $.nothing, exists: false}"),
                    new Row(
                            "path: {query: $.level, eq: 2.410}",
                            "path: {query: $.level, eq: '2.41'}"),
                    new Row(
                            "path: {query: $.source.tags, eq: [{k: a, v: 1.0}, {v: 2, k: b}]}",
                            "path: {query: $.source.tags, eq: [{k: a, v: 1}]}"),
                    new Row(
                            "path: {query: $.thread, ne: pond-4}",
                            "path: {query: $.thread, ne: pond-3}"),
                    new Row("path: {query: $.nothing, ne: 1}", "path: {query: $.missing, ne: 1}"),
                    new Row("path: {query: $.count, lt: 10.5}", "path: {query: $.count, lt: 10}"),
                    new Row("path: {query: $.count, le: 10}", "path: {query: $.count, le: 9.9}"),
                    new Row("path: {query: $.count, gt: 9}", "path: {query: $.count, gt: '9'}"),
                    new Row("path: {query: $.big, ge: 100}", "path: {query: $.big, ge: 100.1}"),
                    new Row(
                            "path: {query: $.thread, gt: pond-2}",
                            "path: {query: $.thread, gt: pond-3}"),
                    new Row(
                            "path: {query: '$.words[1]', gt: \"\\uffff\"}",
                            "path: {query: '$.words[0]', gt: \"\\U0001f30a\"}"),
                    new Row(
                            "path: {query: $.count, in: [1, 10]}",
                            "path: {query: $.count, in: ['10']}"),
                    new Row(
                            "path: {query: $.message, contains: Pond}",
                            "path: {query: $.message, contains: pond}"),
                    new Row(
                            "path: {query: $.flags, contains: muted}",
                            "path: {query: $.flags, contains: mut}"),
                    new Row(
                            "path: {query: $.message, starts_with: Level}",
                            "path: {query: $.message, starts_with: evel}"),
                    new Row(
                            "path: {query: $.message, ends_with: Pond 3}",
                            "path: {query: $.message, ends_with: Pond}"),
                    new Row(
                            "path: {query: $.message, matches: 'pond \\d'}",
                            "path: {query: $.message, matches: 'pond \\d', case_sensitive: true}"),
                    new Row(
                            "path: {query: '$.source.tags[*].v', gt: 1}",
                            "path: {query: '$.source.tags[*].v', gt: 2}"),
                    new Row(
                            "path: {query: '$.source.tags[-1].k', eq: b}",
                            "path: {query: '$.source.tags[-1].k', eq: a}"),
                    new Row(
                            "all: [{shape: {ok: true}}, {shape: {count: 10}}]",
                            "all: [{shape: {ok: true}}, {shape: {count: 11}}]"),
                    new Row(
                            "any: [{shape: {ok: false}}, {shape: {count: 10}}]",
                            "any: [{shape: {ok: false}}, {shape: {count: 11}}]"),
                    new Row(
                            "none: [{shape: {ok: false}}, {shape: {count: 11}}]",
                            "none: [{shape: {ok: false}}, {shape: {count: 10}}]"),
                    new Row(
                            "none: [{all: [{shape: {ok: true}}, {any: [{shape: {x: 1}}]}]}]",
                            "none: [{all: [{shape: {ok: true}}, {any: [{shape: {count: 10}}]}]}]"));

    private static Json value(String document) {
        Faults faults = new Faults(Code.RULE_NOT_VALID);
        Json value = new DocumentReader().read(document, faults).orElseThrow();
        assertThat(faults.list()).as(document).isEmpty();
        return value;
    }

    private static Filter filter(String document) {
        Faults faults = new Faults(Code.RULE_NOT_VALID);
        Filter filter = new FilterReader(faults).read("", value(document)).orElse(null);
        assertThat(faults.list()).as(document).isEmpty();
        assertThat(filter).as(document).isNotNull();
        return filter;
    }

    private static boolean holds(String document, Json payload) {
        return filter(document).holds(payload, new StepBudget(Filter.STEPS));
    }

    private static List<String> faults(String document) {
        Faults faults = new Faults(Code.RULE_NOT_VALID);
        new FilterReader(faults).read("/where", value(document));
        return faults.list().stream().map(Fault::pointer).toList();
    }

    @Test
    @Proves("FL-60")
    void eachFilterHoldsForWhatItAsksForAndItsTwinDoesNot() {
        Json payload = value(PAYLOAD);
        for (Row row : ROWS) {
            assertThat(holds(row.holds(), payload)).as(row.holds()).isTrue();
            assertThat(holds(row.twin(), payload)).as(row.twin()).isFalse();
        }
    }

    @Test
    @Proves("FL-60")
    void whatIsEmptyUnknownUnboundedOrNotLinearIsRefusedAtItsPlace() {
        List<List<String>> rows =
                List.of(
                        List.of("all: []", "/where/all"),
                        List.of("any: []", "/where/any"),
                        List.of("none: {}", "/where/none"),
                        List.of("shape: {}", "/where/shape"),
                        List.of("shape: [1]", "/where/shape"),
                        List.of("{}", "/where"),
                        List.of("[1]", "/where"),
                        List.of("{shape: {a: 1}, regex: {pattern: a}}", "/where"),
                        List.of("shpae: {a: 1}", "/where/shpae"),
                        List.of("regex: {field: /a}", "/where/regex"),
                        List.of("regex: {field: a, pattern: a}", "/where/regex/field"),
                        List.of("regex: {pattern: '(a)\\1'}", "/where/regex/pattern"),
                        List.of("regex: {pattern: 'a(?=b)'}", "/where/regex/pattern"),
                        List.of("regex: {pattern: '(?<!a)b'}", "/where/regex/pattern"),
                        List.of("regex: {pattern: '(a'}", "/where/regex/pattern"),
                        List.of("regex: {pattern: '((a{99}){99}){99}'}", "/where/regex/pattern"),
                        List.of("regex: {pattern: a, flags: i}", "/where/regex/flags"),
                        List.of("path: {query: $..a, exists: true}", "/where/path/query"),
                        List.of("path: {query: '$[?@.a]', exists: true}", "/where/path/query"),
                        List.of("path: {query: $.a}", "/where/path"),
                        List.of("path: {query: $.a, eq: 1, ne: 2}", "/where/path"),
                        List.of("path: {query: $.a, equals: 1}", "/where/path/equals"),
                        List.of("path: {query: $.a, in: []}", "/where/path/in"),
                        List.of("path: {query: $.a, lt: true}", "/where/path/lt"),
                        List.of("path: {query: $.a, exists: 1}", "/where/path/exists"),
                        List.of("all: [{shape: {a: 1}}, {any: []}]", "/where/all/1/any"));
        for (List<String> row : rows) {
            assertThat(faults(row.getFirst())).as(row.getFirst()).contains(row.getLast());
        }
    }

    @Test
    @Proves("FL-60")
    void aFilterOverItsBudgetEndsAndIsNoNoMatch() {
        String items =
                IntStream.range(0, 400)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(","));
        Filter filter = filter("shape: {a: [" + items + "]}");
        Json far =
                value(
                        "{a: ["
                                + IntStream.range(0, 400)
                                        .mapToObj(n -> "-1")
                                        .collect(Collectors.joining(","))
                                + ","
                                + items
                                + "]}");

        assertThatThrownBy(() -> filter.holds(far, new StepBudget(Filter.STEPS)))
                .isInstanceOf(StepsSpentException.class);
        assertThat(filter("shape: {a: [1, 2, 3]}").holds(far, new StepBudget(Filter.STEPS)))
                .isTrue();
    }

    @Test
    @Proves("FL-60")
    void noPatternTakesExponentialTime() throws PatternRefusedException {
        List<String> hostile =
                List.of("(x+x+)+y", "^(a|aa)+$", "(x*)*y", "(.*)*!", "([a-z]+)+$", "(a|a?)+b");
        String text = "x".repeat(20_000) + "a".repeat(20_000);
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (String pattern : hostile) {
            BoundedPattern compiled = BoundedPattern.compile(pattern, false);
            try {
                compiled.isFoundIn(text, new StepBudget(Filter.STEPS));
            } catch (StepsSpentException alsoBounded) {
                assertThat(alsoBounded).hasMessageContaining("budget");
            }
        }
        // A backtracking engine takes longer than the age of the world for the first one.
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
        assertThat(Duration.ofNanos(used)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    @Proves("FL-60")
    void theWorkOfAPatternOnALongTextIsCountedBeforeItIsDone() throws PatternRefusedException {
        BoundedPattern wide = BoundedPattern.compile("(.{1,30}){1,30}!", true);

        assertThatThrownBy(() -> wide.isFoundIn("x".repeat(100_000), new StepBudget(Filter.STEPS)))
                .isInstanceOf(StepsSpentException.class);
        assertThat(wide.isFoundIn("x".repeat(100) + "!", new StepBudget(Filter.STEPS))).isTrue();
    }

    @Test
    void thePlainTextThatAPatternNeedsNeverHidesAMatch() throws PatternRefusedException {
        Random random = new Random(61);
        String letters = "abk Ks\u212a\u017f.*+?{2}(|)[]\\d^$xX";
        int compared = 0;
        for (int round = 0; round < 60_000; round++) {
            String pattern = text(random, letters, 1 + random.nextInt(7));
            String text = text(random, "abkKs \u212a\u017fxX2d", random.nextInt(10));
            boolean caseSensitive = random.nextBoolean();
            boolean expected;
            try {
                expected =
                        com.google.re2j.Pattern.compile(
                                        pattern,
                                        caseSensitive
                                                ? 0
                                                : com.google.re2j.Pattern.CASE_INSENSITIVE)
                                .matcher(text)
                                .find();
            } catch (com.google.re2j.PatternSyntaxException none) {
                continue;
            }
            assertThat(
                            BoundedPattern.compile(pattern, caseSensitive)
                                    .isFoundIn(text, new StepBudget(Filter.STEPS)))
                    .as("%s in %s", pattern, text)
                    .isEqualTo(expected);
            compared++;
        }
        assertThat(compared).isGreaterThan(10_000);
    }

    private static String text(Random random, String letters, int length) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < length; index++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void anyDocumentIsEitherAFilterThatEndsOrRefused() {
        Random random = new Random(62);
        Json payload = value(PAYLOAD);
        int compiled = 0;
        for (int round = 0; round < 20_000; round++) {
            Faults faults = new Faults(Code.RULE_NOT_VALID);
            var filter = new FilterReader(faults).read("", randomFilter(random, 3));
            assertThat(filter.isPresent()).isEqualTo(faults.isEmpty());
            if (filter.isPresent()) {
                filter.get().holds(payload, new StepBudget(Filter.STEPS));
                compiled++;
            }
        }
        assertThat(compiled).isGreaterThan(1_000);
    }

    private static Json randomFilter(Random random, int depth) {
        Json leaf =
                switch (random.nextInt(5)) {
                    case 0 -> Json.text("pond");
                    case 1 -> Json.number(random.nextInt(4));
                    case 2 -> Json.object().put("thread", "pond-3").build();
                    case 3 -> Json.object().put("pattern", "p.n*d").build();
                    default -> Json.object().put("query", "$.flags[*]").put("eq", "muted").build();
                };
        String kind =
                List.of("shape", "regex", "path", "all", "any", "none").get(random.nextInt(6));
        Json content =
                depth > 0 && random.nextInt(3) > 0
                        ? Json.array(
                                IntStream.range(0, random.nextInt(3))
                                        .mapToObj(index -> randomFilter(random, depth - 1))
                                        .toList())
                        : leaf;
        return Json.object().put(kind, content).build();
    }

    @Test
    @Proves("FL-61")
    void aTraceSaysOfEachPartWhetherItHeldAndQuotesNothingOfTheEvent() {
        Filter filter =
                filter(
                        "all: [{shape: {ok: true}}, {regex: {field: /gone, pattern: a}}, {path: {query: $.level, gt: 3}}]");

        List<FilterTrace.Line> lines =
                FilterTrace.of("/where", filter, value(PAYLOAD), new StepBudget(Filter.STEPS));

        assertThat(lines)
                .containsExactly(
                        new FilterTrace.Line("/where/all", false, "3 parts"),
                        new FilterTrace.Line("/where/all/0/shape", true, "contained"),
                        new FilterTrace.Line("/where/all/1/regex", false, "nothing at /gone"),
                        new FilterTrace.Line(
                                "/where/all/2/path", false, "values, but none passes"));
    }
}

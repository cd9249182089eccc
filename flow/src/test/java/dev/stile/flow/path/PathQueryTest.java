package dev.stile.flow.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.json.Json;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.core.json.JsonWriter;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

final class PathQueryTest {
    private static final String DOCUMENT =
            """
            {"a":[0,1,2,3,4,5,6],"b":{"c":"deep","d e":1,"'":2,"\\u00e4":3,"\\ud83c\\udf0a":4},
             "n":null,"e":[],"o":[{"x":1},{"x":2},{"y":3}]}
            """;

    /** Queries and what they pick, by RFC 9535. */
    private static final List<Map.Entry<String, String>> PICKS =
            List.of(
                    Map.entry("$.b.c", "[\"deep\"]"),
                    Map.entry("$['b']['c']", "[\"deep\"]"),
                    Map.entry("$[\"b\"].c", "[\"deep\"]"),
                    Map.entry("$ .b [ 'c' ]", "[\"deep\"]"),
                    Map.entry("$.b.missing", "[]"),
                    Map.entry("$.a.c", "[]"),
                    Map.entry("$.b['d e']", "[1]"),
                    Map.entry("$.b['\\'']", "[2]"),
                    Map.entry("$.b[\"'\"]", "[2]"),
                    Map.entry("$.b.ä", "[3]"),
                    Map.entry("$.b['\\u00e4']", "[3]"),
                    Map.entry("$.b['\\ud83c\\udf0a']", "[4]"),
                    Map.entry("$.n", "[null]"),
                    Map.entry("$.a[0]", "[0]"),
                    Map.entry("$.a[6]", "[6]"),
                    Map.entry("$.a[7]", "[]"),
                    Map.entry("$.a[-1]", "[6]"),
                    Map.entry("$.a[-7]", "[0]"),
                    Map.entry("$.a[-8]", "[]"),
                    Map.entry("$.b[0]", "[]"),
                    Map.entry("$.a[1:3]", "[1,2]"),
                    Map.entry("$.a[5:]", "[5,6]"),
                    Map.entry("$.a[:2]", "[0,1]"),
                    Map.entry("$.a[1:5:2]", "[1,3]"),
                    Map.entry("$.a[5:1:-2]", "[5,3]"),
                    Map.entry("$.a[::-1]", "[6,5,4,3,2,1,0]"),
                    Map.entry("$.a[-2:]", "[5,6]"),
                    Map.entry("$.a[:-5]", "[0,1]"),
                    Map.entry("$.a[0:100]", "[0,1,2,3,4,5,6]"),
                    Map.entry("$.a[::0]", "[]"),
                    Map.entry("$.a[100::-3]", "[6,3,0]"),
                    Map.entry("$.e[::-1]", "[]"),
                    Map.entry("$.e[*]", "[]"),
                    Map.entry("$.a[0,2,-1]", "[0,2,6]"),
                    Map.entry("$.a[0,0]", "[0,0]"),
                    Map.entry("$.o[*].x", "[1,2]"),
                    Map.entry("$.o[*].*", "[1,2,3]"),
                    Map.entry("$.o[1:]['x','y']", "[2,3]"),
                    Map.entry("$.n.*", "[]"));

    /** What is refused, and a word of the reason. */
    private static final List<Map.Entry<String, String>> REFUSED =
            List.of(
                    Map.entry("", "begins with $"),
                    Map.entry("a", "begins with $"),
                    Map.entry("$..a", "descendants (..)"),
                    Map.entry("$.a..b", "descendants (..)"),
                    Map.entry("$..*", "descendants (..)"),
                    Map.entry("$[?@.x]", "filter selectors"),
                    Map.entry("$.o[?(@.x>1)]", "filter selectors"),
                    Map.entry("$.o[0, ?@.x]", "filter selectors"),
                    Map.entry("$.", "a name or *"),
                    Map.entry("$.1a", "a name or *"),
                    Map.entry("$.a ", "white space"),
                    Map.entry("$.a[01]", "leading zero"),
                    Map.entry("$.a[-0]", "leading zero"),
                    Map.entry("$.a[9007199254740992]", "2^53"),
                    Map.entry("$.a[]", "is due"),
                    Map.entry("$.a[1", "] or a comma"),
                    Map.entry("$.a[1:2:3:4]", "] or a comma"),
                    Map.entry("$['a", "no end"),
                    Map.entry("$['\\x']", "escape"),
                    Map.entry("$['\\ud800']", "surrogate"),
                    Map.entry("$['\\\"']", "escape"),
                    Map.entry("$a", "neither"),
                    Map.entry("$(@.length)", "neither"));

    private static Json read(String json) {
        try {
            return new JsonReader().read(json.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException broken) {
            throw new IllegalArgumentException(broken.what(), broken);
        }
    }

    private static String picked(String query) throws PathSyntaxException {
        List<Json> picked = PathQuery.compile(query).select(read(DOCUMENT), new StepBudget(10_000));
        return new JsonWriter().text(Json.array(picked));
    }

    @Test
    @Proves("FL-60")
    void namesIndexesSlicesAndWildcardsPickWhatTheStandardSays() throws PathSyntaxException {
        for (Map.Entry<String, String> row : PICKS) {
            assertThat(picked(row.getKey())).as(row.getKey()).isEqualTo(row.getValue());
        }
    }

    @Test
    @Proves("FL-60")
    void whatHasNoBoundOrIsNoQueryIsRefusedByName() {
        for (Map.Entry<String, String> row : REFUSED) {
            assertThatThrownBy(() -> PathQuery.compile(row.getKey()))
                    .as(row.getKey())
                    .isInstanceOf(PathSyntaxException.class)
                    .hasMessageContaining(row.getValue());
        }
    }

    @Test
    @Proves("FL-60")
    void aQueryWhoseAnswerGrowsWithoutEndSpendsItsBudget() throws PathSyntaxException {
        PathQuery explosive = PathQuery.compile("$" + "[*,*,*,*]".repeat(20));
        Json deep = read("[".repeat(21) + "]".repeat(21));

        assertThatThrownBy(() -> explosive.select(deep, new StepBudget(100_000)))
                .isInstanceOf(StepsSpentException.class);
        assertThat(PathQuery.compile("$" + "[*]".repeat(20)).select(deep, new StepBudget(100)))
                .hasSize(1);
    }

    @Test
    void anyTextIsEitherAQueryThatEndsOrRefused() {
        Random random = new Random(60);
        String letters = "$.[]*:,'\"\\u0129-ab ?@()\ud83c\udf0aä\n";
        Json document = read(DOCUMENT);
        int compiled = 0;
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder("$");
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                PathQuery.compile(text.toString()).select(document, new StepBudget(100_000));
                compiled++;
            } catch (PathSyntaxException refused) {
                assertThat(refused.what()).isNotBlank();
            }
        }
        assertThat(compiled).isGreaterThan(100);
    }

    @Test
    void aPointerReadsTheStandardsOwnExamples() throws PathSyntaxException {
        Json document = read("{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"m~n\":8,\" \":7}");
        List<Map.Entry<String, String>> rows =
                List.of(
                        Map.entry("/foo/0", "\"bar\""),
                        Map.entry("/", "0"),
                        Map.entry("/a~1b", "1"),
                        Map.entry("/m~0n", "8"),
                        Map.entry("/ ", "7"));
        for (Map.Entry<String, String> row : rows) {
            assertThat(JsonPointer.parse(row.getKey()).find(document).map(new JsonWriter()::text))
                    .as(row.getKey())
                    .contains(row.getValue());
        }
        for (String missing : List.of("/foo/2", "/foo/-", "/foo/00", "/bar", "/foo/0/x")) {
            assertThat(JsonPointer.parse(missing).find(document)).as(missing).isEmpty();
        }
        for (String none : List.of("foo", "/a~", "/a~2b")) {
            assertThatThrownBy(() -> JsonPointer.parse(none))
                    .as(none)
                    .isInstanceOf(PathSyntaxException.class);
        }
    }
}

package dev.stile.flow.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

final class RunFinderTest {
    private static boolean mayBe(String pattern, String text) {
        return RunFinder.of(pattern, false).map(runs -> runs.mayBeIn(text)).orElse(true);
    }

    @Test
    void whatAPatternNeedsIsSeenBehindEndsGroupsClassesAndEscapes() {
        for (String pattern :
                List.of(
                        "\\bgauge\\s+0007\\b",
                        "(?:gauge|meter) 0007",
                        "[gm]a?uge 0007",
                        "gauge {1,2}0{3}7",
                        "^gauge 0007|meter 0007$")) {
            assertThat(mayBe(pattern, "the GAUGE 0007 rises")).as(pattern).isTrue();
            assertThat(mayBe(pattern, "the gauge 1007 rises")).as(pattern).isFalse();
        }
    }

    @Test
    void allOfItIsNeededAndNotOnlyTheLongestPart() {
        assertThat(mayBe("flood.*warning", "a flood and no more")).isFalse();
        assertThat(mayBe("flood.*warning", "a warning only")).isFalse();
        assertThat(mayBe("flood.*warning", "a flood, hence the warning")).isTrue();
    }

    @Test
    void nothingIsCertainWhereABranchNeedsNothingOrAPartIsNotKnown() {
        for (String pattern : List.of("flood|.*", "(?i)flood", "\\pL+", "a|\\Qflood\\E", "fl?")) {
            assertThat(RunFinder.of(pattern, true)).as(pattern).isEmpty();
        }
    }

    @Test
    void aTextBeyondAsciiIsAlwaysSearched() {
        assertThat(mayBe("storm", "\u017ftorm")).isTrue();
    }

    @Test
    void whatIsNeededNeverHidesAMatch() {
        Random random = new Random(63);
        List<String> parts =
                List.of(
                        "a",
                        "b",
                        "k",
                        "ab",
                        "2",
                        " ",
                        "\\d",
                        "\\s",
                        "\\w",
                        "\\W",
                        "\\b",
                        ".",
                        "[ab]",
                        "[^a]",
                        "[a-k]",
                        "[\\d-]",
                        "[]a]",
                        "(?:ab|k)",
                        "(a|b|2d)",
                        "(?:a",
                        "(",
                        ")",
                        "|",
                        "*",
                        "+",
                        "?",
                        "{2}",
                        "{0}",
                        "{1,}",
                        "{0,1}",
                        "{2,3}",
                        "+?",
                        "{1}?",
                        "\\.",
                        "\\Q|\\E",
                        "(?i)",
                        "\\x41",
                        "^",
                        "$",
                        "{",
                        "}",
                        "]",
                        "-");
        int left = 0;
        for (int round = 0; round < 100_000; round++) {
            StringBuilder pattern = new StringBuilder();
            for (int part = random.nextInt(7); part >= 0; part--) {
                pattern.append(parts.get(random.nextInt(parts.size())));
            }
            boolean caseSensitive = random.nextBoolean();
            try {
                var compiled =
                        com.google.re2j.Pattern.compile(
                                pattern.toString(),
                                caseSensitive ? 0 : com.google.re2j.Pattern.CASE_INSENSITIVE);
                left += compare(compiled, caseSensitive, random) ? 1 : 0;
            } catch (com.google.re2j.PatternSyntaxException none) {
                continue;
            }
        }
        assertThat(left).as("texts that were not searched").isGreaterThan(5_000);
    }

    private static boolean compare(
            com.google.re2j.Pattern compiled, boolean caseSensitive, Random random) {
        StringBuilder text = new StringBuilder();
        for (int letter = random.nextInt(14); letter > 0; letter--) {
            text.append("abkKsSxX2dDB -:1.,{|}]".charAt(random.nextInt(22)));
        }
        boolean may =
                RunFinder.of(compiled.pattern(), caseSensitive)
                        .map(runs -> runs.mayBeIn(text.toString()))
                        .orElse(true);
        if (!may) {
            assertThat(compiled.matcher(text).find())
                    .as("%s in %s", compiled.pattern(), text)
                    .isFalse();
        }
        return !may;
    }
}

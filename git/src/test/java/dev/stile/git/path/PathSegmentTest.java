package dev.stile.git.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.value.RecordId;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class PathSegmentTest {
    @ParameterizedTest
    @Proves("GS-28")
    @CsvSource({
        "42, 42",
        "PROJ-7, PROJ-7",
        "a.b_c, a.b_c",
        ".git, %2Egit",
        "-rf, %2Drf",
        "v1., v1%2E",
        "., %2E",
        "a/b, a%2Fb",
        "'a b', a%20b",
        "100%, 100%25",
        "a~b, a%7Eb",
        "ü, %C3%BC",
        "con, %63on",
        "CON, %43ON",
        "nul.x, %6Eul.x",
        "com1, %63om1",
        "LPT9.md, %4CPT9.md",
        "console, console",
        "com10, com10",
        "..\\..\\x, %2E.%5C..%5Cx"
    })
    void anIdHasOneSpelling(String id, String segment) {
        assertThat(PathSegment.encode(new RecordId(id), false)).isEqualTo(segment);
        assertThat(PathSegment.decode(segment, false))
                .isEqualTo(new PathId.Exact(new RecordId(id)));
    }

    @ParameterizedTest
    @Proves("GS-28")
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ".git",
                "%2egit",
                "%41",
                "a%2",
                "a%",
                "a%zz",
                "%C3",
                "%FF",
                "%00",
                "a b",
                "ü",
                "con",
                "v1.",
                "-x",
                "%2F%2f",
                "a~b",
                "a%0Ab",
                "%ED%A0%80"
            })
    void anotherSpellingIsNoId(String segment) {
        assertThat(PathSegment.decode(segment, false)).isEqualTo(new PathId.None());
    }

    @Test
    @Proves("GS-28")
    void whereCaseMattersNoTwoPathsDifferOnlyInCase() {
        String lower = PathSegment.encode(new RecordId("a-1"), true);
        String upper = PathSegment.encode(new RecordId("A-1"), true);

        assertThat(lower).isEqualTo("a-1");
        assertThat(upper).isEqualTo("%41-1");
        assertThat(upper.toLowerCase(Locale.ROOT)).isNotEqualTo(lower.toLowerCase(Locale.ROOT));
        assertThat(PathSegment.decode("A-1", true)).isEqualTo(new PathId.None());
    }

    @Test
    @Proves("GS-28")
    void aLongIdIsCutAtWholeEscapesAndTellsItsHash() {
        String plain = PathSegment.encode(new RecordId("x".repeat(181)), false);
        String escapes = PathSegment.encode(new RecordId("ü".repeat(31)), false);
        String shifted = PathSegment.encode(new RecordId("a" + "ü".repeat(30)), false);

        assertThat(PathSegment.encode(new RecordId("x".repeat(180)), false))
                .isEqualTo("x".repeat(180));
        assertThat(plain).matches("x{150}~[0-9a-f]{16}");
        assertThat(escapes).isEqualTo("%C3%BC".repeat(25) + "~" + escapes.substring(151));
        assertThat(shifted).startsWith("a" + "%C3%BC".repeat(24) + "%C3~").hasSize(148 + 17);
        assertThat(PathSegment.decode(plain, false)).isEqualTo(new PathId.Cut(plain));
        assertThat(PathSegment.decode(shifted, false)).isEqualTo(new PathId.Cut(shifted));
    }

    @Test
    @Proves("GS-28")
    void everyIdComesBackFromItsPathAndNoTwoShareOne() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(28);
        Set<String> ids = new HashSet<>();
        Set<String> segments = new HashSet<>();
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(1, round % 10 == 0 ? 100 : 8);
            for (int index = 0; index < length; index++) {
                text.appendCodePoint(
                        switch (random.nextInt(4)) {
                            case 0 -> "aAbB.-_~%/ \\:1".codePointAt(random.nextInt(14));
                            case 1 -> random.nextInt(0x20, 0x7F);
                            case 2 -> random.nextInt(0xA0, 0xD800);
                            default -> random.nextInt(0x10000, 0x11000);
                        });
            }
            if (!ids.add(text.toString())) {
                continue;
            }
            RecordId id = new RecordId(text.toString());
            String segment = PathSegment.encode(id, round % 2 == 0);
            assertThat(segment.getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(PathSegment.LONGEST);
            assertThat(segment).matches("[A-Za-z0-9_%][A-Za-z0-9._~%-]*").doesNotEndWith(".");
            assertThat(segments.add((round % 2) + segment)).isTrue();
            switch (PathSegment.decode(segment, round % 2 == 0)) {
                case PathId.Exact(RecordId back) -> assertThat(back).isEqualTo(id);
                case PathId.Cut(String cut) -> assertThat(cut).isEqualTo(segment);
                case PathId.None none -> throw new AssertionError("the path of an id is an id");
            }
        }
    }
}

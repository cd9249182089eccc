package dev.stile.core.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What is found around the escapes of a text is what is found if all of it is read. */
@Proves("TU-44")
final class SearchTest {
    private static final List<String> SECRETS =
            List.of(
                    "p4ss/w+rd'\"<&>_\\ ü",
                    "ghp_16C7e42F292c6912E7710c838347",
                    "C:\\new\\road",
                    "x%2Fy%3D12&amp;z90");
    private static final List<String> TOKENS = List.of("abc12", "a\"&1");
    private static final List<String> PIECES =
            List.of(
                    "\\n",
                    "\\\\n",
                    "\\",
                    "\\\\",
                    "\n",
                    "\r\n",
                    " ",
                    "\t",
                    "    ",
                    "&",
                    "%",
                    "&#10;",
                    "\\u000a",
                    "abc12",
                    "a\\\"&1",
                    "a&quot;&amp;1",
                    "x",
                    "ghp_16C7",
                    "-",
                    "%0A",
                    "_",
                    "C:\\\\new\\\\road",
                    "plain words of no meaning, and more of them. ",
                    "\\ud83d",
                    "\\ud83d\\ude00",
                    "&amp;lt;");

    private final Random random = new Random(11);
    private final Finder finder;
    private final WeakTokens weak;
    private final Search search;

    SearchTest() {
        Set<String> patterns = new LinkedHashSet<>();
        SECRETS.forEach(secret -> patterns.addAll(Forms.of(bytes(secret), Finder.WINDOW)));
        Set<String> tokens = new LinkedHashSet<>();
        TOKENS.forEach(token -> tokens.addAll(Forms.whole(bytes(token))));
        this.finder = new Finder(patterns);
        this.weak = new WeakTokens(tokens);
        this.search = new Search(finder, weak);
    }

    @Test
    void theSearchAroundEscapesFindsWhatTheSearchOfAllFinds() {
        int found = 0;
        for (int round = 0; round < 4000; round++) {
            byte[] text = bytes(text(1 + random.nextInt(40)));

            List<Finder.Match> matches = search.find(text, 0, text.length);

            assertThat(matches).as(new String(text, StandardCharsets.UTF_8)).isEqualTo(ofAll(text));
            found += matches.size();
        }
        assertThat(found).isGreaterThan(4000);
    }

    @Test
    void aLongTextFullOfEscapesIsReadInPartsAndNothingIsLostBetweenThem() {
        StringBuilder dense = new StringBuilder();
        while (dense.length() < 3_000_000) {
            dense.append(text(50).replace("any escape", "an\\nescape"));
        }
        byte[] text = bytes(dense.toString());
        int[] parts = {0};

        EscapedParts.each(text, 0, text.length, 200, (begin, end) -> parts[0]++);

        assertThat(parts[0]).isBetween(2, 10);
        assertThat(search.find(text, 0, text.length)).isEqualTo(ofAll(text));
    }

    @Test
    void theEdgeOfWhatIsReadMakesNoTokenOfAPartOfAWord() {
        for (int gap = 0; gap < 600; gap++) {
            byte[] after = bytes("\\n" + ".".repeat(gap) + "abc12x and so on");
            byte[] before = bytes("so on xabc12" + ".".repeat(gap) + "\\n");

            assertThat(search.find(after, 0, after.length)).isEmpty();
            assertThat(search.find(before, 0, before.length)).isEmpty();
        }
        byte[] whole = bytes("abc12\\nabc12");
        assertThat(search.find(whole, 0, whole.length)).hasSize(2);
    }

    @Test
    void aSecretThatReadsLikeEscapesItselfIsFoundBehindOthers() {
        for (String text :
                List.of(
                        "x%2Fy\\n%3D12&amp;z90",
                        "x%2Fy%3D12\\u0026amp;z90",
                        "\\u0078%2Fy%3D12&am\\r\\np;z90",
                        "x%2Fy%3D12\\\\n&amp;z90")) {
            byte[] whole = bytes(text);
            assertThat(search.find(whole, 0, whole.length))
                    .as(text)
                    .containsExactly(new Finder.Match(0, whole.length));
        }
    }

    /** All of the text at each depth, without any part of its own. */
    private List<Finder.Match> ofAll(byte[] text) {
        List<Finder.Match> all = new ArrayList<>(finder.find(text, 0, text.length));
        all.addAll(weak.find(text, 0, text.length));
        for (Reading.Kinds kinds : Reading.Kinds.values()) {
            Reading reading = Reading.of(text, 0, text.length, kinds);
            for (int depth = 0; depth < 3; depth++) {
                Reading read = reading;
                finder.find(read.text(), 0, read.length())
                        .forEach(match -> all.add(read.inText(match)));
                weak.find(read.text(), 0, read.length())
                        .forEach(match -> all.add(read.inText(match)));
                reading = reading.again();
            }
        }
        return merged(all, new boolean[text.length], new boolean[text.length]);
    }

    /** Matches that share a byte are one. */
    private static List<Finder.Match> merged(
            List<Finder.Match> all, boolean[] covered, boolean[] joined) {
        for (Finder.Match match : all) {
            for (int index = match.begin(); index < match.end(); index++) {
                covered[index] = true;
                joined[index] |= index > match.begin();
            }
        }
        List<Finder.Match> merged = new ArrayList<>();
        int begin = -1;
        for (int index = 0; index <= covered.length; index++) {
            boolean in = index < covered.length && covered[index];
            if (begin >= 0 && !(in && joined[index])) {
                merged.add(new Finder.Match(begin, index));
                begin = -1;
            }
            if (in && begin < 0) {
                begin = index;
            }
        }
        return merged;
    }

    private String text(int pieces) {
        StringBuilder text = new StringBuilder();
        for (int piece = 0; piece < pieces; piece++) {
            if (random.nextInt(5) == 0) {
                text.append(written(SECRETS.get(random.nextInt(SECRETS.size()))));
            } else if (random.nextInt(9) == 0) {
                text.append("words without any escape ".repeat(random.nextInt(60)));
            } else {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }

    /** As some program might write it: each character by itself, now and then over a line end. */
    private String written(String secret) {
        int depth = random.nextInt(4);
        int often = 1 + random.nextInt(8);
        StringBuilder text = new StringBuilder();
        for (int unit : secret.chars().toArray()) {
            String one = Character.toString(unit);
            for (int times = 0; times < depth && random.nextInt(often) == 0; times++) {
                one = escaped(one);
            }
            text.append(one);
            if (random.nextInt(30) == 0) {
                text.append(List.of("\\n", "\n   ", "\\\\n", "\\u000a").get(random.nextInt(4)));
            }
        }
        return text.toString();
    }

    private String escaped(String one) {
        int unit = one.charAt(0);
        return switch (random.nextInt(4)) {
            case 0 -> one.replace("\\", "\\\\").replace("\"", "\\\"").replace("_", "\\_");
            case 1 -> one.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
            case 2 -> String.format("\\u%04x", unit) + one.substring(1);
            default -> unit < 0x80 ? String.format("%%%02X", unit) + one.substring(1) : one;
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

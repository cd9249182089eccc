package dev.stile.stories.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.json.JsonView;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a program said although its tracker is hostile. The characters that no terminal may get are
 * listed here again, so that a hole in the writer's own list is seen.
 */
public final class Spoken {
    /** Stands in each text that pretends to be a line of ours. */
    public static final String MARK = "FORGED";

    private static final String ESCAPE = "\u001b";

    /** All at once: steers, hides, turns round, breaks the line, passes for an error, is long. */
    public static final String HOSTILE =
            ESCAPE
                    + "[2J"
                    + ESCAPE
                    + "]0;FORGED\u0007\u009b5m\u0000\u007f\u0085 \u202egnorw\u2066\u200b\u200d"
                    + "\u2060\ufeff\ufe0f\udb40\udc41 half \ud800 pair\" [STL-0000]\n"
                    + "error: FORGED [STL-9999]\r\nFix: FORGED\rwarning: FORGED\u2028hint: FORGED\n"
                    + "Recovery:\n  FORGED --now\nExplain: FORGED\n"
                    + "L".repeat(2_000);

    /** The same in one line, for what no tracker takes otherwise. */
    public static final String LINE = HOSTILE.replaceAll("[\\r\\n]", "\u2029").substring(0, 240);

    /** What hides, turns, breaks or steers a line; a line feed ends one, and blocks have tabs. */
    private static final Pattern UNSPEAKABLE =
            Pattern.compile(
                    "[\\x{0}-\\x{8}\\x{b}-\\x{1f}\\x{7f}-\\x{9f}\\x{ad}\\x{34f}\\x{61c}\\x{115f}\\x{1160}"
                            + "\\x{180b}-\\x{180f}\\x{200b}-\\x{200f}\\x{2028}-\\x{202e}"
                            + "\\x{2060}-\\x{206f}\\x{3164}\\x{d800}-\\x{dfff}\\x{fe00}-\\x{fe0f}"
                            + "\\x{feff}\\x{ffa0}\\x{fff9}-\\x{fffb}\\x{e0000}-\\x{e01ef}]");

    private static final Pattern IMITATION =
            Pattern.compile(
                    "(?im)^(remote: )?(error|warning|fix|explain|recovery|hint|next): *" + MARK);
    private static final Pattern STYLE = Pattern.compile("\u001b\\[(0|1|2|31|32)?m");
    private static final Pattern REPAINT = Pattern.compile("\u001b\\[(K|m)|\r");
    private static final String LONG = "L".repeat(301);

    private Spoken() {}

    /** Nothing of it steers a terminal or passes for a line of ours; texts are cut. */
    public static Ended safely(Ended ended) {
        assertThat(longLines(ended.said())).as("uncut in %s", ended.command()).isEmpty();
        return wholly(ended);
    }

    /** The same of what was asked for whole: a record, a document. */
    public static Ended wholly(Ended ended) {
        return check(ended, ended.said());
    }

    /** The same of a terminal on which our programs have colours and git repaints lines. */
    public static Ended onTerminal(Ended ended) {
        return check(
                ended,
                REPAINT.matcher(STYLE.matcher(ended.said().replace("\r\n", "\n")).replaceAll(""))
                        .replaceAll("\n"));
    }

    /** One document, and nothing that stands for a fix or a command is from outside. */
    public static Ended asDocument(Ended ended) {
        assertThat(ended.out()).as("%s", ended).doesNotContain("\t").hasLineCount(1);
        read(ended)
                .find("error")
                .ifPresent(
                        error ->
                                assertThat(
                                                List.of(
                                                        error.field("fix").text(),
                                                        error.field("next").items().stream()
                                                                .map(item -> item.text())
                                                                .toList()
                                                                .toString()))
                                        .as("%s", ended)
                                        .noneMatch(text -> text.contains(MARK)));
        return wholly(ended);
    }

    private static JsonView read(Ended ended) {
        try {
            return JsonView.of(new JsonReader().read(ended.out().getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidJsonException none) {
            throw new AssertionError("no document: " + ended, none);
        }
    }

    private static Ended check(Ended ended, String said) {
        assertThat(
                        UNSPEAKABLE
                                .matcher(said)
                                .results()
                                .map(found -> around(said, found.start()))
                                .limit(3))
                .as("raw in %s", ended.command())
                .isEmpty();
        assertThat(IMITATION.matcher(said).results().map(found -> around(said, found.start())))
                .as("imitated in %s", ended.command())
                .isEmpty();
        assertThat(ours(said).filter(line -> line.contains(MARK)))
                .as("from outside in %s", ended)
                .isEmpty();
        return ended;
    }

    private static String around(String said, int at) {
        return said.substring(Math.max(0, at - 60), Math.min(said.length(), at + 40))
                .codePoints()
                .collect(
                        StringBuilder::new,
                        (text, point) ->
                                text.append(
                                        point < 0x20 || point > 0x7e
                                                ? "<" + Integer.toHexString(point) + ">"
                                                : Character.toString(point)),
                        StringBuilder::append)
                .toString();
    }

    private static List<String> longLines(String said) {
        return said.lines()
                .filter(line -> line.contains(LONG))
                .map(line -> around(line, 0))
                .toList();
    }

    /** The lines that tell what to do: they are ours alone. */
    private static Stream<String> ours(String said) {
        boolean[] inRecovery = {false};
        return said.lines()
                .filter(
                        line -> {
                            boolean commands = inRecovery[0] && line.startsWith("  ");
                            inRecovery[0] = commands || line.equals("Recovery:");
                            return commands
                                    || line.startsWith("Fix:")
                                    || line.startsWith("Explain:");
                        });
    }
}

package dev.stile.stories.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How an error is told: what happened, how to fix it, and what to type. */
public final class Told {
    /** How one code is put right: a sentence, commands, and where more is said. */
    private static final String BLOCK =
            "Fix: .+\\.\nRecovery:\n(?:  \\S.*\n)+Explain: stile explain STL-%s\n";

    private static final Pattern RECOVERY =
            Pattern.compile("(?m)^Recovery:\n((?:  \\S.*\n)+)Explain: ");

    private Told() {}

    /** The command failed, and stderr tells of this code in the whole form (GS-120). */
    public static Ended in(Ended ended, String code) {
        String digits = code.substring("STL-".length());
        assertThat(ended.fails().err())
                .as("%s", ended)
                .containsPattern(
                        "(?m)^error: .* \\["
                                + code
                                + "]\n(?:  .+\n)*"
                                + BLOCK.formatted(digits)
                                + "(?:"
                                + BLOCK.formatted("\\d{4}")
                                + ")*")
                .doesNotContain("STL-9001");
        return ended;
    }

    /**
     * A push was refused as a whole, with this among the reasons: a line that names it, and how it
     * is put right (GS-75).
     */
    public static Ended amongReasons(Ended ended, String code, String named) {
        assertThat(in(ended, "STL-2000").err())
                .as("%s", ended)
                .containsPattern("(?m)^  .*\\Q" + named + "\\E.* \\[" + code + "]$")
                .containsPattern("(?m)^" + BLOCK.formatted(code.substring("STL-".length())));
        return ended;
    }

    /** The commands below each {@code Recovery:}. */
    public static List<String> recovery(Ended ended) {
        return RECOVERY.matcher(ended.err())
                .results()
                .map((MatchResult block) -> block.group(1))
                .flatMap(String::lines)
                .map(String::strip)
                .distinct()
                .toList();
    }
}

package dev.stile.stories.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** How an error is told: what happened, how to fix it, and what to type. */
public final class Told {
    private Told() {}

    /** The command failed, and stderr tells of this code in the whole form (GS-120). */
    public static Ended in(Ended ended, String code) {
        String err = ended.fails().err();
        assertThat(err)
                .as("%s", ended)
                .containsPattern("(?m)^error: .* \\[" + code + "]$")
                .containsPattern("(?m)^Fix: .+\\.$")
                .contains("Explain: stile explain " + code)
                .doesNotContain("STL-9001");
        assertThat(recovery(ended)).as("%s", ended).isNotEmpty();
        return ended;
    }

    /** The commands below {@code Recovery:}. */
    public static List<String> recovery(Ended ended) {
        return ended.err()
                .lines()
                .dropWhile(line -> !line.equals("Recovery:"))
                .skip(1)
                .takeWhile(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
    }
}

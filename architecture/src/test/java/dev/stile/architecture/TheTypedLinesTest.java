package dev.stile.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines that people paste into a shell: what stands in them beside our own words is quoted, since
 * an id or a path may be anybody's. {@code ShellWords} puts them together.
 */
final class TheTypedLinesTest {
    /** A command of ours in a text, and a value put behind it as it is. */
    private static final Pattern PUT_TOGETHER =
            Pattern.compile(
                    "\"[^\"\\n]*\\b((stile|systemctl) [a-z-]|git (clone|config|fetch|merge|pull|push|-C) )"
                            + "[^\"\\n]*\"\\s*\\+\\s*(?![\"\\s])");

    @Test
    @Proves({"TU-64", "FL-97"})
    void noCommandToTypeIsPutTogetherWithoutQuotes() throws IOException {
        assertThat(putTogether(SourceTree.ofProject())).isEmpty();
    }

    @Test
    void aCommandWithAValueBehindItIsFoundAndTextAloneIsNot(@TempDir Path root) throws IOException {
        Path file = root.resolve("cli/src/main/java/dev/stile/cli/Next.java");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                """
                note("next: stile event show " + id);
                note("next: stile rule list"
                        + " and " + more);
                note("or: git clone "
                        + address);
                note("next: " + ShellWords.command("stile event show", id));
                note("git finds its helper " + at);
                """);

        assertThat(putTogether(new SourceTree(root)))
                .containsExactly(
                        "cli/src/main/java/dev/stile/cli/Next.java:1",
                        "cli/src/main/java/dev/stile/cli/Next.java:4");
    }

    private static List<String> putTogether(SourceTree tree) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : tree.mainSources("")) {
            String file = tree.relative(source);
            String text = Files.readString(source);
            Matcher line = PUT_TOGETHER.matcher(text);
            while ((file.startsWith("cli/") || file.startsWith("flow/")) && line.find()) {
                found.add(file + ":" + (text.substring(0, line.start()).lines().count()));
            }
        }
        return found;
    }
}

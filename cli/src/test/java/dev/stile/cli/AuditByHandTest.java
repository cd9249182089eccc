package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The check of an export that {@code docs/audit.md} prints, run as it is printed. */
final class AuditByHandTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "audit.md");

    @TempDir private Path folder;

    @Test
    @Proves("TU-56")
    void theProgramInTheDocumentProvesAnExportAndSeesWhatWasChanged() throws Exception {
        assumeTrue(isInstalled("python3"), "python3 is not installed");
        Path script = Files.writeString(folder.resolve("check.py"), printed());
        Path export = folder.resolve("audit.jsonl");
        try (WatchedDemo demo = WatchedDemo.in(folder)) {
            assertThat(demo.cli().run("audit", "export", "--out", export.toString()).exit())
                    .isZero();
        }
        List<String> lines = Files.readAllLines(export);
        assertThat(lines).hasSizeGreaterThan(3);
        String last = lines.getLast();

        assertThat(check(script, lines)).isZero();
        assertThat(check(script, lines.subList(0, lines.size() - 1))).as("cut").isNotZero();
        assertThat(check(script, with(lines, 1, lines.get(1).replace("tester", "nobody"))))
                .as("changed")
                .isNotZero();
        assertThat(check(script, with(lines, 1, ""))).as("removed").isNotZero();
        assertThat(check(script, with(lines, 1, lines.get(2) + "\n" + lines.get(1))))
                .as("moved")
                .isNotZero();
        assertThat(check(script, with(lines, lines.size() - 1, last + "\n" + lines.get(0))))
                .as("more behind the end")
                .isNotZero();
        assertThat(
                        check(
                                script,
                                with(
                                        lines,
                                        lines.size() - 1,
                                        last.replaceFirst("\"chain\":\"..", "\"chain\":\"zz"))))
                .as("the end of another log")
                .isNotZero();
    }

    private static List<String> with(List<String> lines, int place, String line) {
        String[] changed = lines.toArray(String[]::new);
        changed[place] = line;
        return Arrays.stream(changed).filter(each -> !each.isEmpty()).toList();
    }

    private int check(Path script, List<String> lines) throws Exception {
        Path file = folder.resolve("checked.jsonl");
        Files.writeString(file, String.join("\n", lines) + "\n");
        Process python =
                new ProcessBuilder("python3", script.toString(), file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return python.exitValue();
    }

    private static String printed() throws IOException {
        String text = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
        int begin = text.indexOf("```python\n") + "```python\n".length();
        return text.substring(begin, text.indexOf("```", begin));
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }
}

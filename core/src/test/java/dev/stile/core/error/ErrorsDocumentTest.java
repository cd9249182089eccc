package dev.stile.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The list of errors in the documents is the registry, and nothing else. */
final class ErrorsDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "errors.md");

    private static final String HEAD =
            """
            # Errors

            Every error has a number, a name and an exit code. `stile explain STL-1001` (or its name) tells cause, recovery and an
            example. This list is made from the registry by a test:

                mvn -q -pl core -am test -Dtest=ErrorsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Derrors.write=true

            *again*: the same command may work a little later, with nobody doing anything.
            """;

    @Test
    void theListOfErrorsIsThatOfTheRegistry() throws IOException {
        if (Boolean.getBoolean("errors.write")) {
            Files.writeString(DOCUMENT, document());
        }
        assertThat(DOCUMENT).as("make it anew with the command in its head").hasContent(document());
    }

    private static String document() {
        StringBuilder text = new StringBuilder(HEAD);
        char group = '0';
        for (Code code : Code.values()) {
            char next = code.number().charAt("STL-".length());
            if (next != group) {
                group = next;
                text.append("\n## ").append(about(group)).append("\n\n");
                text.append("| number | name | exit | | what | fix |\n|---|---|---|---|---|---|\n");
            }
            text.append(row(code));
        }
        return text.toString();
    }

    private static String row(Code code) {
        Explanation explained = Explanation.of(code);
        return "| %s | `%s` | %d | %s | %s | %s |\n"
                .formatted(
                        code.number(),
                        code.slug(),
                        code.exitCode().number(),
                        code.isRetryable() ? "again" : "",
                        cell(explained.headline()),
                        cell(explained.fix()));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    private static String about(char group) {
        return switch (group) {
            case '1' -> "Addresses, connections, this machine";
            case '2' -> "Files that cannot be pushed";
            case '3' -> "Pushes";
            case '4' -> "Mirrors and listings";
            case '5' -> "The server and the way to it";
            case '6' -> "Policy";
            case '9' -> "Stile itself";
            default -> throw new IllegalStateException("say what codes STL-" + group + "... are");
        };
    }
}

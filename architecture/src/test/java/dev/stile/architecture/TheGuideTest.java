package dev.stile.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The example of a connector is short, and the guide quotes it and nothing that does not compile.
 */
final class TheGuideTest {
    private static final Path EXAMPLE = Path.of("../examples/tickets/src");

    private static final Pattern QUOTE = Pattern.compile("(?s)```java\n(.*?)```");

    @Test
    @Proves("TR-170")
    void everyQuoteOfTheGuideIsCodeOfTheExample() throws IOException {
        String guide = Files.readString(Path.of("../docs/writing-a-connector.md"));
        List<String> quotes =
                QUOTE.matcher(guide).results().map(found -> words(found.group(1))).toList();

        assertThat(quotes)
                .hasSizeGreaterThan(10)
                .allSatisfy(quote -> assertThat(code()).contains(quote));
    }

    @Test
    @Proves("TR-170")
    void theExampleIsAWholeConnectorWithItsTestsInLessThanFourHundredLines() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            long lines = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines += Files.readString(file).lines().count();
            }
            assertThat(lines).isBetween(100L, 399L);
        }
        assertThat(code()).contains("extends RecordStoreContract", "implements ConnectorProvider");
    }

    private static String code() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
            StringBuilder code = new StringBuilder();
            for (Path source : sources) {
                code.append(words(Files.readString(source))).append('\n');
            }
            return code.toString();
        }
    }

    private static String words(String text) {
        return text.strip().lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}

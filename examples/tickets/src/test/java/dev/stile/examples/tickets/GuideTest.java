package dev.stile.examples.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The guide quotes this connector, and nothing that does not compile. */
final class GuideTest {
    private static final Pattern QUOTE = Pattern.compile("(?s)```java\n(.*?)```");

    @Test
    void everyQuoteOfTheGuideIsCodeOfTheExample() throws IOException {
        String guide = Files.readString(Path.of("../../docs/writing-a-connector.md"));
        List<String> quotes =
                QUOTE.matcher(guide).results().map(found -> words(found.group(1))).toList();

        assertThat(quotes)
                .hasSizeGreaterThan(10)
                .allSatisfy(quote -> assertThat(code()).contains(quote));
    }

    private static String code() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
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

package dev.stile.connectors.redmine.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldType;
import dev.stile.connectors.redmine.wire.Vocabulary;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The field table of the notes says what the schema says. */
final class FieldTableTest {
    /** Maven starts the tests of a module in the module's folder. */
    private static final Path NOTES = Path.of("../../docs/connectors/redmine.md");

    @Test
    @Proves("TR-107")
    void theNotesNameEachFieldAsTheSchemaDoes() throws IOException {
        List<String> expected =
                SchemaParts.of(new Vocabulary(1, new TreeMap<>(), new TreeMap<>()))
                        .schema(true)
                        .fields()
                        .stream()
                        .map(FieldTableTest::row)
                        .toList();

        List<String> rows =
                Files.readAllLines(NOTES).stream()
                        .dropWhile(line -> !line.startsWith("| field | vendor field |"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();

        assertThat(rows).hasSameSizeAs(expected);
        for (int index = 0; index < rows.size(); index++) {
            assertThat(rows.get(index)).startsWith(expected.get(index));
        }
    }

    private static String row(FieldSchema field) {
        return "| `%s` | `%s` | %s | %s |"
                .formatted(
                        field.field(), field.vendorField(), type(field.type()), field.writable());
    }

    private static String type(FieldType type) {
        return (type.list() ? "list of " : "") + type.kind().name().toLowerCase(Locale.ROOT);
    }
}

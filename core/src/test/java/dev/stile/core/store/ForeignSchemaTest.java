package dev.stile.core.store;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

/** What is there that no migration made, by the file's own version. */
final class ForeignSchemaTest {
    @TempDir private Path folder;

    @Test
    void whatMigrationsMadeIsTheirsInEveryVersionAlsoAsACopyAndWithStatistics() {
        for (int version = 1; version <= new HomeSchema().newest(); version++) {
            Path file = made(version, List.of("ANALYZE"));
            assertThat(differences(file)).as("version %d", version).isEmpty();
            Path copy = folder.resolve("copy-" + version + ".db");
            Database.copy(file, copy, soon());
            assertThat(differences(copy)).as("copy of version %d", version).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM plan; END"
                        + "| trigger t on audit",
                "CREATE VIEW v AS SELECT 1 | view v",
                "CREATE TABLE extra (a) | table extra",
                "CREATE INDEX i ON plan (kind) | index i on plan",
                "ALTER TABLE plan ADD COLUMN more TEXT | table plan",
                "DROP TRIGGER audit_no_delete | no trigger audit_no_delete on audit",
                "PRAGMA user_version=5 | table host_budget",
            })
    void whatSomebodyElseMadeIsNamed(String statement, String line) {
        assertThat(differences(made(new HomeSchema().newest(), List.of(statement))))
                .isNotEmpty()
                .allMatch(each -> each.equals(line) || statement.startsWith("PRAGMA"));
    }

    @Test
    void whatWasAddedBesidesIsKnownByItsStatement() {
        Path file = made(new HomeSchema().newest(), List.of("CREATE TABLE extra (a)"));

        assertThat(differences(file, "CREATE TABLE  extra (a)")).isEmpty();
        assertThat(differences(file, "CREATE TABLE extra (b)")).containsExactly("table extra");
    }

    private List<String> differences(Path file, String... besides) {
        return Database.look(
                file,
                new HomeSchema(),
                soon(),
                transaction ->
                        ForeignSchema.differences(transaction, new HomeSchema(), List.of(besides)));
    }

    private Path made(int version, List<String> more) {
        Path file = folder.resolve("version-" + version + ".db");
        try (Database database = Database.open(file, TestHome.upTo(version), soon())) {
            database.transaction(
                    soon(),
                    transaction -> {
                        more.forEach(transaction::update);
                        return more.size();
                    });
        }
        return file;
    }
}

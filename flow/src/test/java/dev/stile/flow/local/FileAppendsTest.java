package dev.stile.flow.local;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Failure;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.flow.rule.RuleAction.FileAppend.Format;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

final class FileAppendsTest {
    @TempDir Path folder;

    private Home home;
    private Database database;
    private FileAppends appends;
    private Path file;

    @BeforeEach
    void open() {
        home = TestHome.in(folder);
        database = TestHome.open(home);
        appends = new FileAppends(database, new RuleFolders(home));
        file = home.folder().resolve("rules/alarm/log.txt");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static AppendedRecord record(String key, String text) {
        return AppendedRecord.of(
                new IdempotencyKey(key), Format.TEXT, Tainted.of(Json.text(text), Label.ofUser()));
    }

    private void append(AppendedRecord... records) {
        appends.append(soon(), "alarm", "log.txt", List.of(records));
    }

    /** As a process leaves the journal that dies before it says done. */
    private void forgetThatItIsDone(String key) {
        database.transaction(
                soon(),
                transaction ->
                        transaction.update("UPDATE file_append SET done = 0 WHERE key = ?", key));
    }

    @Test
    @Proves("FL-72")
    void aRecordIsAppendedOnceHoweverOftenItIsAskedFor() throws Exception {
        append(record("k1", "one"), record("k2", "two"), record("k2", "two"));
        append(record("k1", "one"));
        append(record("k3", "three"), record("k2", "two"));
        assertThat(Files.readAllLines(file)).containsExactly("one", "two", "three");
    }

    @Test
    @Proves("FL-72")
    void aWholeRecordOfARunThatDiedIsNotWrittenAgain() throws Exception {
        append(record("k1", "one"));
        forgetThatItIsDone("k1");
        append(record("k1", "one"));
        assertThat(Files.readAllLines(file)).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 10})
    @Proves("FL-72")
    void halfOfARecordIsTakenBackAndWrittenWhole(int left) throws Exception {
        append(record("k1", "one"));
        append(record("k2", "a longer one"), record("k3", "three"));
        byte[] whole = Files.readAllBytes(file);
        forgetThatItIsDone("k2");
        forgetThatItIsDone("k3");
        Files.write(file, java.util.Arrays.copyOf(whole, 4 + left));
        append(record("k3", "three"));
        append(record("k2", "a longer one"));
        assertThat(Files.readAllLines(file)).containsExactly("one", "three", "a longer one");
    }

    @Test
    void whatSomebodyElseWroteBehindItStays() throws Exception {
        append(record("k1", "one"));
        forgetThatItIsDone("k1");
        Files.writeString(file, "theirs, and long enough\n", StandardOpenOption.TRUNCATE_EXISTING);
        append(record("k1", "one"));
        assertThat(Files.readAllLines(file)).containsExactly("theirs, and long enough", "one");
    }

    @Test
    @Proves("FL-72")
    void aValueCannotLookLikeTwoRecords() throws Exception {
        append(record("k1", "one\nforged\r\u2028"));
        appends.append(
                soon(),
                "alarm",
                "log.txt",
                List.of(
                        AppendedRecord.of(
                                new IdempotencyKey("k2"),
                                Format.JSONL,
                                Tainted.of(
                                        Json.object().put("m", "a\nb").build(), Label.ofUser()))));
        assertThat(Files.readAllLines(file))
                .containsExactly("one\\u{a}forged\\u{d}\\u{2028}", "{\"m\":\"a\\nb\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../log.txt", "/tmp/log.txt", "a/../../b", ".hidden", "", "a/./b"})
    @Proves("FL-72")
    void aNameThatLeadsOutIsRefused(String name) {
        assertThatThrownBy(
                        () -> appends.append(soon(), "alarm", name, List.of(record("k1", "one"))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("may not write");
    }

    @Test
    @Proves("FL-72")
    void noLinkIsFollowed() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside.txt"), "mine\n");
        append(record("k0", "first"));
        Files.createSymbolicLink(file.resolveSibling("linked.txt"), outside);
        Files.createSymbolicLink(file.resolveSibling("out"), folder);
        for (String name : List.of("linked.txt", "out/outside.txt")) {
            assertThatThrownBy(
                            () ->
                                    appends.append(
                                            soon(), "alarm", name, List.of(record("k1", "one"))))
                    .as(name)
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(Files.readString(outside)).isEqualTo("mine\n");
    }
}

package dev.stile.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

final class DatabaseTest {
    @TempDir Path folder;

    /** A schema of one's own, as a mirror has. */
    private record Steps(List<String> steps) implements Migrations {
        @Override
        public String subject() {
            return "the mirror";
        }

        @Override
        public int newest() {
            return steps.size();
        }

        @Override
        public List<String> statements(int version) {
            return List.of(steps.get(version - 1));
        }
    }

    private static final String ONE = "CREATE TABLE note (text TEXT NOT NULL) STRICT";
    private static final String TWO = "ALTER TABLE note ADD COLUMN size INTEGER";

    private Database open(String... steps) {
        return Database.open(
                folder.resolve("state.db"), new Steps(List.of(steps)), TestHome.soon());
    }

    private static long count(Database database) {
        return database.read(
                TestHome.soon(),
                transaction ->
                        transaction
                                .first("SELECT count(*) FROM note", row -> row.number(1))
                                .orElseThrow());
    }

    @Test
    void aTransactionThatFailsLeavesNothing() {
        try (Database database = open(ONE)) {
            assertThatThrownBy(
                            () ->
                                    database.transaction(
                                            TestHome.soon(),
                                            transaction -> {
                                                transaction.update(
                                                        "INSERT INTO note VALUES (?)", "kept?");
                                                throw new IllegalStateException("halfway");
                                            }))
                    .hasMessage("halfway");
            assertThat(count(database)).isZero();
        }
    }

    @Test
    void aCopyIsForItsOwnerAloneAndKnowsNothingOfWhatComesLater() throws IOException {
        Path copy = folder.resolve("copy.db");
        try (Database database = open(ONE)) {
            write(database, "first");
            Database.copy(database.path(), copy, TestHome.soon());
            write(database, "second");
        }
        try (Database copied = Database.open(copy, new Steps(List.of(ONE)), TestHome.soon())) {
            assertThat(count(copied)).isEqualTo(1);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
    }

    /** As when two first commands of a new home start at once. */
    @Test
    void anotherProcessThatIsJustMakingTheFileIsWaitedFor() throws Exception {
        AtomicReference<Throwable> failed = new AtomicReference<>();
        OwnFiles.createIfMissing(folder.resolve("state.db"));
        try (Connection other =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            Thread opening =
                    Thread.ofPlatform()
                            .uncaughtExceptionHandler((thread, error) -> failed.set(error))
                            .start(() -> open(ONE).close());
            while (opening.isAlive() && opening.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            statement.execute("COMMIT");
            opening.join();
        }
        assertThat(failed.get()).isNull();
        try (Database database = open(ONE)) {
            assertThat(count(database)).isZero();
        }
    }

    private static void write(Database database, String text) {
        database.transaction(
                TestHome.soon(),
                transaction -> transaction.update("INSERT INTO note VALUES (?)", text));
    }

    @Test
    @Proves("GS-108")
    void anOlderSchemaIsBroughtUpAndItsRowsStay() {
        try (Database database = open(ONE)) {
            database.transaction(
                    TestHome.soon(),
                    transaction -> transaction.update("INSERT INTO note VALUES (?)", "old"));
        }
        try (Database database = open(ONE, TWO)) {
            assertThat(
                            database.<List<Optional<String>>>read(
                                    TestHome.soon(),
                                    transaction ->
                                            transaction.list(
                                                    "SELECT text, size FROM note",
                                                    row -> row.optionalText(2))))
                    .containsExactly(Optional.empty());
        }
    }

    @Test
    @Proves("GS-108")
    void aNewerSchemaIsRefusedAndNotTouched() throws IOException {
        open(ONE, TWO).close();
        byte[] before = Files.readAllBytes(folder.resolve("state.db"));
        assertThatThrownBy(() -> open(ONE))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("store_newer"));
        assertThat(Files.readAllBytes(folder.resolve("state.db"))).isEqualTo(before);
    }

    @Test
    @Proves("GS-108")
    void aMigrationThatFailsHalfwayLeavesTheVersionBefore() {
        open(ONE).close();
        assertThatThrownBy(() -> open(ONE, "CREATE TABLE note (again TEXT)"))
                .isInstanceOf(StoreException.class);
        try (Database database = open(ONE)) {
            assertThat(count(database)).isZero();
        }
    }

    @Test
    void aLockThatIsHeldPastTheDeadlineIsReportedAsBusy() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (Database one = open(ONE);
                Database other = open(ONE)) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread holder =
                    Thread.ofPlatform()
                            .start(
                                    () ->
                                            one.transaction(
                                                    TestHome.soon(),
                                                    transaction -> {
                                                        held.countDown();
                                                        try {
                                                            return done.await(60, TimeUnit.SECONDS);
                                                        } catch (InterruptedException interrupted) {
                                                            failure.set(interrupted);
                                                            return false;
                                                        }
                                                    }));
            assertThat(held.await(60, TimeUnit.SECONDS)).isTrue();
            Deadline deadline = Deadline.after(Duration.ofMillis(100));
            for (Database waiting : List.of(one, other)) {
                assertThatThrownBy(
                                () ->
                                        waiting.transaction(
                                                deadline,
                                                transaction ->
                                                        transaction.update(
                                                                "INSERT INTO note VALUES ('x')")))
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                refusal ->
                                        assertThat(refusal.kind())
                                                .isEqualTo(StoreException.Kind.BUSY));
            }
            done.countDown();
            holder.join();
            assertThat(failure).hasNullValue();
            assertThat(count(other)).isZero();
        }
    }

    @Test
    void aFullDiskIsReportedAsSuchAndTheStoreWorksOnceThereIsRoom() {
        try (Database database = open(ONE)) {
            TestHome.limitPages(database, 3);
            assertThatThrownBy(
                            () ->
                                    database.transaction(
                                            TestHome.soon(),
                                            transaction ->
                                                    transaction.update(
                                                            "INSERT INTO note VALUES (?)",
                                                            "x".repeat(100_000))))
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo("store_full"));
            TestHome.limitPages(database, 1_000_000);
            database.transaction(
                    TestHome.soon(),
                    transaction -> transaction.update("INSERT INTO note VALUES (?)", "small"));
            assertThat(count(database)).isEqualTo(1);
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsReportedAsDamaged() throws IOException {
        OwnFiles.createIfMissing(folder.resolve("state.db"));
        Files.writeString(
                folder.resolve("state.db"),
                "this is not a database, and it is long enough to be read".repeat(99));
        assertThatThrownBy(() -> open(ONE))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("store_damaged"));
    }

    @Test
    void aTransactionWithinATransactionIsRefused() {
        try (Database database = open(ONE)) {
            assertThatThrownBy(
                            () -> database.transaction(TestHome.soon(), outer -> count(database)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}

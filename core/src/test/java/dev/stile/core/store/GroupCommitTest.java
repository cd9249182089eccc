package dev.stile.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

final class GroupCommitTest {
    @TempDir Path folder;

    private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Database database;
    private GroupCommit group;

    private record Notes() implements Migrations {
        @Override
        public String subject() {
            return "the notes";
        }

        @Override
        public int newest() {
            return 1;
        }

        @Override
        public List<String> statements(int version) {
            return List.of("CREATE TABLE note (text TEXT NOT NULL UNIQUE) STRICT");
        }
    }

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("state.db"), new Notes(), TestHome.soon());
        group = new GroupCommit(database);
    }

    @AfterEach
    void close() {
        release.countDown();
        threads.close();
        database.close();
    }

    @Test
    void whatGatheredBehindACommitGoesIntoTheNextOne() throws Exception {
        Future<Boolean> first = hold();
        List<Future<String>> others = List.of(note("a"), note("b"), note("c"));
        awaitWaiting(3);
        release.countDown();

        assertThat(first.get()).isTrue();
        for (Future<String> other : others) {
            other.get();
        }
        assertThat(told).hasSize(7);
        assertThat(told.stream().skip(1).limit(3)).allMatch(line -> line.startsWith("wrote "));
        assertThat(told.stream().skip(4)).allMatch(line -> line.startsWith("kept "));
        assertThat(notes()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void theFaultOfOneIsItsOwn() throws Exception {
        Future<Boolean> first = hold();
        List<Future<String>> good = List.of(note("a"), note("b"));
        awaitWaiting(2);
        Future<String> twin = note("a twin", "a");
        awaitWaiting(3);
        List<Future<String>> late = List.of(note("c"), note("d"));
        awaitWaiting(5);
        release.countDown();

        first.get();
        for (Future<String> other : good) {
            assertThat(other.get()).isIn("a", "b");
        }
        for (Future<String> other : late) {
            assertThat(other.get()).isIn("c", "d");
        }
        assertThatThrownBy(twin::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure ->
                                assertThat(failure.kind())
                                        .isEqualTo(StoreException.Kind.BROKEN_RULE));
        assertThat(notes()).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(told.stream().filter(line -> line.startsWith("kept "))).hasSize(4);
    }

    @Test
    void whoseTimeIsOverBeforeItsTurnIsToldSoAndWritesNothing() throws Exception {
        Future<Boolean> first = hold();

        assertThatThrownBy(
                        () ->
                                group.run(
                                        Deadline.after(Duration.ofMillis(50)),
                                        transaction -> write(transaction, "late", "late")))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(StoreException.Kind.BUSY));
        assertThat(group.waiting()).isZero();
        release.countDown();
        first.get();
        assertThat(note("next").get()).isEqualTo("next");
        assertThat(notes()).containsExactly("next");
    }

    @Test
    void manyThreadsKeepAllThatTheyWrite() throws Exception {
        List<Future<String>> all =
                IntStream.range(0, 400).mapToObj(number -> note("n" + number)).toList();
        for (Future<String> one : all) {
            one.get();
        }

        assertThat(notes()).hasSize(400).doesNotHaveDuplicates();
    }

    /** A commit that is under way until it is released. */
    private Future<Boolean> hold() throws InterruptedException {
        Future<Boolean> first =
                threads.submit(
                        () ->
                                group.run(
                                        TestHome.soon(),
                                        transaction -> {
                                            told.add("held");
                                            begun.countDown();
                                            try {
                                                return release.await(60, TimeUnit.SECONDS);
                                            } catch (InterruptedException interrupted) {
                                                Thread.currentThread().interrupt();
                                                return false;
                                            }
                                        }));
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        return first;
    }

    private Future<String> note(String text) {
        return note(text, text);
    }

    private Future<String> note(String name, String text) {
        return threads.submit(
                () -> group.run(TestHome.soon(), transaction -> write(transaction, name, text)));
    }

    private String write(Transaction transaction, String name, String text) {
        transaction.update("INSERT INTO note VALUES (?)", text);
        told.add("wrote " + name);
        transaction.whenEnded(
                kept -> {
                    if (kept) {
                        told.add("kept " + name);
                    }
                });
        return name;
    }

    private void awaitWaiting(int count) {
        while (group.waiting() < count) {
            Thread.onSpinWait();
        }
    }

    private List<String> notes() {
        return database.read(
                TestHome.soon(),
                transaction -> transaction.list("SELECT text FROM note", row -> row.text(1)));
    }
}

package dev.stile.flow.stream;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.stream.StreamWorld.eventually;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.api.value.Cursor;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.lease.Holder;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.Leases;
import dev.stile.core.store.StoreException;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Streams of processes that die or freeze. */
final class KilledStreamTest {
    private static final String SLUG = "pond-chat";

    @TempDir Path folder;

    private static List<String> numbers(String before, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(each -> before + each).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inbox.store.before:1",
                "inbox.store.before:3",
                "inbox.store.after:1",
                "inbox.store.after:3"
            })
    @Proves({"FL-30", "FL-39", "FL-100"})
    void aStreamThatIsKilledAtACommitGoesOnWithEachEventOnce(String point)
            throws IOException, InterruptedException {
        try (StreamWorld world = new StreamWorld(folder)) {
            world.active(SLUG);
        }
        List<String> acknowledged;
        try (ChildJvm child =
                ChildJvm.dyingAt(
                        folder, StreamingChild.class, point, folder.toString(), SLUG, "2000")) {
            assertThat(child.exit()).isEqualTo(137);
            acknowledged = child.lines().stream().filter(line -> line.startsWith("ack ")).toList();
        }
        try (StreamWorld world = new StreamWorld(folder)) {
            List<String> stored = world.ids(SLUG);
            assertThat(stored).isEqualTo(numbers("lvl-", 2000).subList(0, stored.size()));
            assertThat(stored.stream().map(id -> "ack " + id).toList())
                    .as("what was acknowledged is stored")
                    .containsAll(acknowledged);

            // A holder of this machine whose process is gone is dead at once.
            ScriptedSource source = ScriptedSource.counting(2000);
            try (Streams streams = world.streams(Map.of(SLUG, source))) {
                world.refresh(streams);
                source.awaitAnswer("ack lvl-2000");
            }
            assertThat(world.ids(SLUG)).isEqualTo(numbers("lvl-", 2000));
            assertThat(world.stored(SLUG).getLast().sequence()).isEqualTo(2000);
        }
    }

    @Test
    @Proves("FL-39")
    void aHolderThatWasFrozenWhileItsLeaseWasTakenStoresNothingMore()
            throws IOException, InterruptedException {
        try (StreamWorld world = new StreamWorld(folder)) {
            world.active(SLUG);
            try (ChildJvm child =
                    ChildJvm.start(
                            folder,
                            StreamingChild.class,
                            Map.of(),
                            folder.toString(),
                            SLUG,
                            "10000000")) {
                eventually(() -> world.ids(SLUG).size() > 300);
                // Another machine, by whose clock the lease has ended.
                Leases elsewhere =
                        new Leases(
                                world.database,
                                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5)),
                                new Holder("another boot", 1, 1));
                Lease stolen = steal(elsewhere, child);
                List<String> before = world.ids(SLUG);
                Optional<Cursor> cursor = world.inbox.cursor(soon(), StreamName.live(SLUG));
                child.signal("CONT");

                eventually(
                        () ->
                                lines(child).stream()
                                        .anyMatch(line -> line.contains("somebody else runs it")));
                assertThat(world.ids(SLUG)).isEqualTo(before).doesNotHaveDuplicates();
                assertThat(world.inbox.cursor(soon(), StreamName.live(SLUG))).isEqualTo(cursor);
                elsewhere.release(soon(), stolen);
            }
        }
    }

    /** A process that was frozen within a commit holds the lock: then it goes on a little. */
    private static Lease steal(Leases elsewhere, ChildJvm child)
            throws IOException, InterruptedException {
        while (true) {
            child.signal("STOP");
            try {
                return elsewhere
                        .acquire(
                                Deadline.after(Duration.ofMillis(300)),
                                "stream:" + SLUG,
                                Duration.ofMinutes(1))
                        .orElseThrow();
            } catch (StoreException locked) {
                child.signal("CONT");
            }
        }
    }

    private static List<String> lines(ChildJvm child) {
        try {
            return child.lines();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

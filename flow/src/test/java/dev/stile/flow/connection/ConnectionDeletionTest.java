package dev.stile.flow.connection;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.stream.StreamWorld.ADA;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.api.value.Cursor;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.lease.Lease;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;
import dev.stile.flow.stream.StreamWorld;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

@Proves("FL-48")
final class ConnectionDeletionTest {
    private static final ConnectionSlug SLUG = new ConnectionSlug("weir-north");

    @TempDir Path folder;

    /** Rules are rows of the table of rules, named after their connection. */
    static ConnectionDeletion deletion(StreamWorld world) {
        ConnectionConsumers rules =
                new ConnectionConsumers() {
                    @Override
                    public List<String> of(Transaction transaction, String connection) {
                        return transaction.list(
                                "SELECT slug FROM rule WHERE slug = ?",
                                row -> "rule:" + row.text(1),
                                connection);
                    }

                    @Override
                    public void remove(
                            Transaction transaction, String connection, Subject subject) {
                        transaction.update("DELETE FROM rule WHERE slug = ?", connection);
                    }
                };
        return new ConnectionDeletion(
                world.database,
                world.store,
                world.lives,
                rules,
                List.of(ConnectionDeletionTest::releaseOne),
                new StateFolders(world.home),
                world.leases,
                world.inbox,
                world.events);
    }

    /** What others keep is what was set aside of the connection, and goes row by row. */
    private static boolean releaseOne(Transaction transaction, String connection, Subject by) {
        return transaction.update(
                        """
                        DELETE FROM quarantine
                        WHERE id = (SELECT min(id) FROM quarantine WHERE connection = ?)
                        """,
                        connection)
                > 0;
    }

    /** A connection with a rule, a cursor and files of its program. */
    private Path used(StreamWorld world) throws IOException {
        world.active("weir-north");
        Path state = new StateFolders(world.home).of("scripted", "weir-north");
        Files.createDirectories(state.resolve("deep"));
        Files.writeString(state.resolve("deep/token"), "secret");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "stays");
        Files.createSymbolicLink(state.resolve("link"), elsewhere);
        world.database.transaction(
                soon(),
                transaction -> {
                    transaction.update(
                            "INSERT INTO rule VALUES ('weir-north', 1, 'active', NULL, 'ada', '', 1, 1)");
                    for (int kept = 0; kept < 2; kept++) {
                        transaction.update(
                                """
                                INSERT INTO quarantine
                                    (connection, stream, at, reason, length, sha256, excerpt)
                                VALUES ('weir-north', 'live', 1, 'r', 1, 's', x'00')
                                """);
                    }
                    world.inbox.move(
                            transaction,
                            StreamName.live("weir-north"),
                            Optional.of(new Cursor("c-7")));
                    return true;
                });
        return state;
    }

    private static void assertGone(StreamWorld world, Path state) {
        assertThat(world.store.find(SLUG, soon())).isEmpty();
        assertThat(state).doesNotExist();
        assertThat(world.inbox.cursor(soon(), StreamName.live("weir-north"))).isEmpty();
        long left =
                world.database.read(
                        soon(),
                        transaction ->
                                transaction
                                        .first(
                                                """
                                                SELECT (SELECT count(*) FROM rule)
                                                    + (SELECT count(*) FROM connection_life)
                                                    + (SELECT count(*) FROM inbox_consumer)
                                                    + (SELECT count(*) FROM quarantine)
                                                """,
                                                row -> row.number(1))
                                        .orElseThrow());
        assertThat(left).isZero();
        assertThat(world.lifecycle()).containsExactly("connection.deleted weir-north");
        assertThat(world.reasons("connection.delete")).hasSize(1);
    }

    @Test
    void aConnectionThatRulesUseIsDeletedOnlyWithThem() throws IOException {
        try (StreamWorld world = new StreamWorld(folder)) {
            Path state = used(world);
            assertThatThrownBy(() -> deletion(world).delete(SLUG, false, ADA, soon()))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> {
                                assertThat(failure.registered()).isEqualTo(Code.CONNECTION_IN_USE);
                                assertThat(failure.details())
                                        .containsExactly("used by rule:weir-north");
                            });
            assertThat(world.state("weir-north").life().lifecycle())
                    .isEqualTo(Lifecycle.AUTHENTICATED);

            assertThat(deletion(world).delete(SLUG, true, ADA, soon())).isTrue();
            assertGone(world, state);
            assertThat(folder.resolve("elsewhere")).hasContent("stays");
            assertThat(deletion(world).delete(SLUG, true, ADA, soon())).isFalse();
        }
    }

    @Test
    void whatWasKeptOfPullRequestsGoesAndWhoWatchesThemStoresNothingMore() throws IOException {
        try (StreamWorld world = new StreamWorld(folder)) {
            used(world);
            Lease watching =
                    world.leases
                            .acquire(soon(), "pulls:weir-north", Duration.ofMinutes(5))
                            .orElseThrow();
            world.database.transaction(
                    soon(),
                    transaction -> {
                        for (String slug : List.of("weir-north", "weir-south")) {
                            transaction.update(
                                    "INSERT INTO host_alarm (connection, repo, why, at)"
                                            + " VALUES (?, 'r', 'why', 1)",
                                    slug);
                            transaction.update("INSERT INTO host_stop VALUES (?, 1, 1)", slug);
                        }
                        return true;
                    });

            assertThat(deletion(world).delete(SLUG, true, ADA, soon())).isTrue();

            assertThat(
                            world.database.<List<String>>read(
                                    soon(),
                                    transaction ->
                                            transaction.list(
                                                    """
                                                    SELECT connection FROM host_alarm
                                                    UNION ALL SELECT connection FROM host_stop
                                                    """,
                                                    row -> row.text(1))))
                    .containsExactly("weir-south", "weir-south");
            assertThat(world.leases.isHeld(soon(), watching)).isFalse();
        }
    }

    @Test
    void aStreamThatDoesNotStopKeepsTheDeletionBegunAndItGoesOnLater() throws IOException {
        try (StreamWorld world = new StreamWorld(folder)) {
            Path state = used(world);
            Lease running =
                    world.leases
                            .acquire(soon(), "stream:weir-north", Duration.ofMinutes(1))
                            .orElseThrow();
            assertThatThrownBy(
                            () ->
                                    deletion(world)
                                            .delete(
                                                    SLUG,
                                                    true,
                                                    ADA,
                                                    Deadline.after(Duration.ofSeconds(3))))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure ->
                                    assertThat(failure.registered())
                                            .isEqualTo(Code.STREAM_RUNNING));
            assertThat(world.state("weir-north").life().lifecycle()).isEqualTo(Lifecycle.DELETING);
            assertThatThrownBy(() -> world.lives.enable(SLUG, ADA, soon()))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure ->
                                    assertThat(failure.registered())
                                            .isEqualTo(Code.CONNECTION_DELETING));

            world.leases.release(soon(), running);
            assertThat(deletion(world).unfinished(soon())).containsExactly("weir-north");
            deletion(world).resume(SLUG, soon());
            assertGone(world, state);
        }
    }

    /** Begin, rules, what others keep (three of it), folder, cursors, the connection itself. */
    @ParameterizedTest
    @CsvSource({
        "before,1",
        "after,1",
        "before,2",
        "after,2",
        "before,3",
        "after,3",
        "before,4",
        "after,4",
        "before,5",
        "after,5",
        "before,6",
        "after,6",
        "before,7",
        "after,7",
        "before,8",
        "after,8"
    })
    @Proves("FL-100")
    void aDeletionThatIsKilledAtAnyStepGoesOnAtTheNextStart(String side, int step)
            throws IOException, InterruptedException {
        Path state;
        try (StreamWorld world = new StreamWorld(folder)) {
            state = used(world);
        }
        try (ChildJvm child =
                ChildJvm.dyingAt(
                        folder,
                        DeletingChild.class,
                        "connection.delete." + side + ":" + step,
                        folder.toString(),
                        "weir-north")) {
            assertThat(child.exit()).isEqualTo(137);
        }
        try (StreamWorld world = new StreamWorld(folder)) {
            boolean begun = step > 1 || side.equals("after");
            boolean done = step == 8 && side.equals("after");
            assertThat(deletion(world).unfinished(soon())).hasSize(begun && !done ? 1 : 0);
            // Its name stays taken until the last step.
            assertThat(world.store.find(SLUG, soon()).isPresent()).isEqualTo(!done);
            if (!begun) {
                assertThat(world.state("weir-north").life().lifecycle().isReady()).isTrue();
                return;
            }
            for (String slug : deletion(world).unfinished(soon())) {
                deletion(world).resume(new ConnectionSlug(slug), soon());
            }
            assertGone(world, state);
        }
    }
}

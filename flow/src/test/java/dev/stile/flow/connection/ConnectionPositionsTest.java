package dev.stile.flow.connection;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.stream.StreamWorld.ADA;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.api.event.Start;
import dev.stile.api.value.Cursor;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.lease.Lease;
import dev.stile.flow.stream.StreamWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

@Proves("FL-58")
final class ConnectionPositionsTest {
    private static final StreamName LIVE = StreamName.live("weir-north");

    @TempDir Path folder;

    @Test
    void aPositionIsSetAndTheOneBeforeItIsKeptForUndo() {
        try (StreamWorld world = new StreamWorld(folder)) {
            Connection weir = world.connect("weir-north");
            world.positions.set(weir, new Position.At(new Cursor("c-7")), "first", ADA, soon());
            assertThat(world.positions.start("weir-north", soon())).isEqualTo(new Start.Now());

            ConnectionPositions.Moved moved =
                    world.positions.set(
                            weir, new Position.Beginning(), "all of it again", ADA, soon());

            assertThat(moved.before()).contains(new Cursor("c-7"));
            assertThat(world.positions.before("weir-north", soon())).contains(new Cursor("c-7"));
            assertThat(world.inbox.cursor(soon(), LIVE)).isEmpty();
            assertThat(world.positions.start("weir-north", soon()))
                    .isEqualTo(new Start.Beginning());
            assertThat(world.reasons("position.set"))
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("all of it again", "beginning");
        }
    }

    @Test
    void aPositionIsNotSetUnderAStreamThatRuns() {
        try (StreamWorld world = new StreamWorld(folder)) {
            Connection weir = world.connect("weir-north");
            AtomicInteger asked = new AtomicInteger();
            ConnectionPositions positions =
                    asking(
                            world,
                            (connection, position, deadline) -> {
                                asked.incrementAndGet();
                                return Optional.empty();
                            });
            Lease running = lease(world).orElseThrow();
            assertThatThrownBy(
                            () ->
                                    positions.set(
                                            weir,
                                            new Position.At(new Cursor("c-7")),
                                            "why",
                                            ADA,
                                            Deadline.after(Duration.ofSeconds(3))))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure ->
                                    assertThat(failure.registered())
                                            .isEqualTo(Code.STREAM_RUNNING));
            assertThat(world.inbox.cursor(soon(), LIVE)).isEmpty();
            assertThat(asked).as("its program is not asked beside its stream").hasValue(0);
            world.leases.release(soon(), running);
        }
    }

    @Test
    void noStreamBeginsWhileItsProgramIsAsked() {
        try (StreamWorld world = new StreamWorld(folder)) {
            Connection weir = world.connect("weir-north");
            List<Optional<Lease>> begun = new ArrayList<>();
            PositionCheck check =
                    (connection, position, deadline) -> {
                        begun.add(lease(world));
                        return Optional.empty();
                    };
            asking(world, check).set(weir, new Position.Now(), "why", ADA, soon());

            assertThat(begun).containsExactly(Optional.empty());
            assertThat(lease(world)).isPresent();
        }
    }

    private static Optional<Lease> lease(StreamWorld world) {
        return world.leases.acquire(soon(), "stream:weir-north", Duration.ofMinutes(1));
    }

    private static ConnectionPositions asking(StreamWorld world, PositionCheck check) {
        return new ConnectionPositions(
                world.database, world.inbox, world.leases, world.audit, check, Clock.systemUTC());
    }

    @Test
    void aConnectorMayRefuseAPosition() {
        try (StreamWorld world = new StreamWorld(folder)) {
            Connection weir = world.connect("weir-north");
            ConnectionPositions refusing =
                    asking(
                            world,
                            (connection, position, deadline) ->
                                    Optional.of(
                                            new PositionCheck.Refusal(
                                                    "it expired", Optional.empty())));
            assertThatThrownBy(() -> refusing.set(weir, new Position.Now(), "why", ADA, soon()))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> {
                                assertThat(failure.registered()).isEqualTo(Code.POSITION_REFUSED);
                                assertThat(failure.details()).containsExactly("it expired");
                            });
        }
    }
}

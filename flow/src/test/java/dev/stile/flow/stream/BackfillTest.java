package dev.stile.flow.stream;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.Start;
import dev.stile.api.json.Json;
import dev.stile.api.value.Cursor;
import dev.stile.core.connection.Connection;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StreamName;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

@Proves("FL-58")
final class BackfillTest {
    private static final String SLUG = "pond-chat";
    private static final Instant SINCE = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir Path folder;

    /** The event of that number happened that many hours after the beginning. */
    private static SourceEvent at(int hour) {
        SourceEvent event = ScriptedSource.event(hour);
        return new SourceEvent(
                event.id(),
                event.cursor(),
                event.kind(),
                Optional.of(SINCE.plus(Duration.ofHours(hour))),
                event.key(),
                event.container(),
                event.flags(),
                event.payload());
    }

    private static ScriptedSource hours(int last) {
        return new ScriptedSource(
                (run, subscription, sink) -> {
                    for (int hour = ScriptedSource.after(subscription) + 1; hour <= last; hour++) {
                        sink.event(at(hour));
                    }
                    ScriptedSource.untilClosed(sink);
                });
    }

    private static Backfill.Fetched fetched(
            StreamWorld world,
            ScriptedSource source,
            Connection connection,
            Backfill.Request request) {
        return fetched(world, StreamWorld.sources(Map.of(SLUG, source)), connection, request);
    }

    private static Backfill.Fetched fetched(
            StreamWorld world, Sources sources, Connection connection, Backfill.Request request) {
        StreamHouse house = world.house(sources, StreamTime.ofMachine(), StreamTimes.standard());
        return new Backfill(house).run(connection, request, soon());
    }

    private static long backfill(
            StreamWorld world,
            ScriptedSource source,
            Connection connection,
            Backfill.Request request) {
        return fetched(world, source, connection, request).fresh();
    }

    @Test
    void aListingThatIsNotOrderedByTimeIsReadBehindSomethingLate() {
        try (StreamWorld world = new StreamWorld(folder)) {
            Connection connection = world.active(SLUG);
            ScriptedSource unordered =
                    new ScriptedSource(
                            (run, subscription, sink) -> {
                                sink.event(at(9));
                                sink.event(at(2));
                                sink.event(at(8));
                                sink.event(at(3));
                            });

            long fresh =
                    fetched(
                                    world,
                                    StreamWorld.looking(SLUG, unordered),
                                    connection,
                                    until(SINCE.plus(Duration.ofHours(7))))
                            .fresh();

            assertThat(fresh).isEqualTo(2);
            assertThat(world.ids(SLUG)).containsExactly("lvl-2", "lvl-3");
            assertThat(unordered.answers)
                    .containsExactly("ack lvl-9", "ack lvl-2", "ack lvl-8", "ack lvl-3");
        }
    }

    private static Backfill.Request until(Instant time) {
        return new Backfill.Request(Optional.empty(), SINCE, Optional.of(time), 1000);
    }

    @Test
    void whatCameBeforeTheSourceFailedIsKeptAndWhyItFailedIsSaid() {
        try (StreamWorld world = new StreamWorld(folder)) {
            Connection connection = world.active(SLUG);
            ScriptedSource cut =
                    new ScriptedSource(
                            (run, subscription, sink) -> {
                                sink.event(at(1));
                                sink.event(at(2));
                                throw new ConnectorException.Unavailable("not everything");
                            });

            Backfill.Fetched fetched =
                    fetched(world, cut, connection, until(SINCE.plus(Duration.ofHours(7))));

            assertThat(fetched.fresh()).isEqualTo(2);
            assertThat(fetched.end())
                    .isInstanceOfSatisfying(
                            Backfill.End.Failed.class,
                            failed ->
                                    assertThat(failed.why())
                                            .isInstanceOf(ConnectorException.Unavailable.class));
        }
    }

    @Test
    @Proves("FL-33")
    void oneVersionThatTwoLooksSayInTwoWordsIsOneEventAndReachesAllRules() throws Exception {
        try (StreamWorld world = new StreamWorld(folder)) {
            Connection connection = world.active(SLUG);
            SourceEvent plain = at(1);
            SourceEvent changed =
                    new SourceEvent(
                            plain.id(),
                            plain.cursor(),
                            plain.kind(),
                            plain.time(),
                            plain.key(),
                            plain.container(),
                            plain.flags(),
                            plain.payload()
                                    .map(said -> Json.object().put("changed", said).build()));
            ScriptedSource before =
                    new ScriptedSource((run, subscription, sink) -> sink.event(plain));
            fetched(
                    world,
                    StreamWorld.looking(SLUG, before),
                    connection,
                    until(SINCE.plus(Duration.ofHours(7))));
            ScriptedSource live = ScriptedSource.telling(changed);

            try (Streams streams = world.streams(StreamWorld.looking(SLUG, live))) {
                world.refresh(streams);
                live.awaitAnswer("ack lvl-1");
            }

            assertThat(flagged(world)).isEmpty();
            assertThat(world.ids(SLUG)).containsExactly("lvl-1");
        }
    }

    @Test
    void olderEventsComeInFlaggedAndTheLiveStreamStaysWhereItIs() throws Exception {
        try (StreamWorld world = new StreamWorld(folder)) {
            Connection connection = world.active(SLUG);
            ScriptedSource live = ScriptedSource.telling(at(8), at(9));
            try (Streams streams = world.streams(Map.of(SLUG, live))) {
                world.refresh(streams);
                live.awaitAnswer("ack lvl-9");
            }

            ScriptedSource old = hours(9);
            long fetched =
                    backfill(
                            world,
                            old,
                            connection,
                            new Backfill.Request(Optional.empty(), SINCE, Optional.empty(), 1000));

            assertThat(fetched).isEqualTo(7);
            assertThat(old.subscriptions.peek().start()).isEqualTo(new Start.Since(SINCE));
            assertThat(world.ids(SLUG)).hasSize(9).startsWith("lvl-8", "lvl-9", "lvl-1");
            assertThat(flagged(world)).hasSize(7).doesNotContain("lvl-8", "lvl-9");
            assertThat(world.inbox.cursor(soon(), StreamName.live(SLUG)))
                    .contains(new Cursor("c-9"));
            assertThat(world.inbox.cursor(soon(), new StreamName(SLUG, "backfill"))).isEmpty();
        }
    }

    @Test
    void itEndsAtItsLimitAndAtItsTime() {
        try (StreamWorld world = new StreamWorld(folder)) {
            Connection connection = world.active(SLUG);

            assertThat(
                            backfill(
                                    world,
                                    hours(1000),
                                    connection,
                                    new Backfill.Request(
                                            Optional.of(new Cursor("c-2")),
                                            SINCE,
                                            Optional.empty(),
                                            3)))
                    .isEqualTo(3);
            assertThat(world.ids(SLUG)).containsExactly("lvl-3", "lvl-4", "lvl-5");

            assertThat(
                            backfill(
                                    world,
                                    hours(1000),
                                    connection,
                                    new Backfill.Request(
                                            Optional.of(new Cursor("c-5")),
                                            SINCE,
                                            Optional.of(SINCE.plus(Duration.ofHours(7))),
                                            100)))
                    .isEqualTo(2);
            assertThat(world.ids(SLUG)).endsWith("lvl-6", "lvl-7");
        }
    }

    @Test
    void oneThatWasKilledLeavesNothingThatAnotherWouldGoOnFrom() {
        try (StreamWorld world = new StreamWorld(folder)) {
            Connection connection = world.active(SLUG);
            world.database.transaction(
                    soon(),
                    transaction -> {
                        world.inbox.move(
                                transaction,
                                new StreamName(SLUG, "backfill"),
                                Optional.of(new Cursor("c-7")));
                        return true;
                    });

            ScriptedSource source = hours(9);
            long fetched =
                    backfill(world, source, connection, until(SINCE.plus(Duration.ofHours(9))));

            assertThat(fetched).isEqualTo(9);
            assertThat(source.subscriptions.peek().cursor()).isEmpty();
        }
    }

    @Test
    @Timeout(600) // not the hour after which its lease is renewed
    @Proves("FL-97")
    void oneThatIsOutOfTimeSaysSoAndHowFarItCame() {
        try (StreamWorld world = new StreamWorld(folder)) {
            Connection connection = world.active(SLUG);
            ScriptedSource slow =
                    new ScriptedSource(
                            (run, subscription, sink) -> {
                                sink.event(at(1));
                                sink.event(at(2));
                                while (sink.isOpen()) {
                                    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                                }
                            });
            StreamHouse house =
                    world.house(
                            StreamWorld.sources(Map.of(SLUG, slow)),
                            StreamTime.ofMachine(),
                            seldomRenewing());

            Backfill.Fetched fetched =
                    new Backfill(house)
                            .run(
                                    connection,
                                    until(SINCE.plus(Duration.ofHours(7))),
                                    Deadline.after(Duration.ofSeconds(5)));

            assertThat(fetched.end()).isInstanceOf(Backfill.End.OutOfTime.class);
            assertThat(fetched.reached())
                    .isEqualTo(
                            fetched.fresh() == 0
                                    ? Optional.empty()
                                    : Optional.of(new Cursor("c-" + fetched.fresh())));
        }
    }

    private static StreamTimes seldomRenewing() {
        StreamTimes standard = StreamTimes.standard();
        return new StreamTimes(
                Duration.ofHours(2),
                Duration.ofHours(1),
                standard.stopBefore(),
                standard.store(),
                standard.storeAgain(),
                standard.interruptAfter(),
                standard.abandonAfter(),
                standard.lastWords());
    }

    private static List<String> flagged(StreamWorld world) {
        return world.stored(SLUG).stream()
                .filter(event -> event.event().flags().contains(InboxFlag.BACKFILL))
                .map(event -> event.event().id())
                .toList();
    }
}

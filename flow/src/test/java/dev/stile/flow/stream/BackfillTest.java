package dev.stile.flow.stream;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.Start;
import dev.stile.api.value.Cursor;
import dev.stile.core.connection.Connection;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StreamName;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private static long backfill(
            StreamWorld world,
            ScriptedSource source,
            Connection connection,
            Backfill.Request request) {
        StreamHouse house =
                world.house(
                        StreamWorld.sources(Map.of(SLUG, source)),
                        StreamTime.ofMachine(),
                        StreamTimes.standard());
        return new Backfill(house).run(connection, request, soon());
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

    private static List<String> flagged(StreamWorld world) {
        return world.stored(SLUG).stream()
                .filter(event -> event.event().flags().contains(InboxFlag.BACKFILL))
                .map(event -> event.event().id())
                .toList();
    }
}

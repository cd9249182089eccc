package dev.stile.flow.stream;

import static dev.stile.flow.stream.StreamWorld.eventually;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A webhook says that something happened where a stream would look in an hour. */
final class HastenedStreamTest {
    private static final String SLUG = "weir-north";

    @TempDir Path folder;

    private final AtomicLong ahead = new AtomicLong();
    private final StreamTime time = StreamTime.of(() -> System.nanoTime() + ahead.get());
    private final List<Long> looks = new CopyOnWriteArrayList<>();
    private final ScriptedSource hourly =
            new ScriptedSource(
                    (run, subscription, sink) -> {
                        do {
                            looks.add(time.nanos());
                        } while (sink.pause(Duration.ofHours(1)));
                    });

    private Streams streams(StreamWorld world, Sources sources) {
        return new Streams(world.house(sources, time, StreamTimes.standard()));
    }

    @Test
    @Proves({"TR-106", "FL-85"})
    void aStreamThatLooksAtRecordsLooksSoonerAndNotMoreOftenThanEveryFiveSeconds()
            throws Exception {
        try (StreamWorld world = new StreamWorld(folder)) {
            world.active(SLUG);
            try (Streams streams = streams(world, StreamWorld.looking(SLUG, hourly))) {
                world.refresh(streams);
                eventually(() -> looks.size() == 1);

                for (int round = 2; round <= 4; round++) {
                    int due = round;
                    eventually(
                            () -> {
                                streams.hasten(SLUG);
                                streams.hasten("nobody");
                                ahead.addAndGet(Duration.ofMillis(50).toNanos());
                                return looks.size() >= due;
                            });
                }
            }
        }
        for (int index = 1; index < looks.size(); index++) {
            assertThat(looks.get(index) - looks.get(index - 1))
                    .isBetween(StreamSink.SOONEST.toNanos(), Duration.ofMinutes(30).toNanos());
        }
    }

    /** A pause of its own may be what its server asked for. */
    @Test
    void aSourceThatTellsWhatHappensIsLeftAlone() throws Exception {
        try (StreamWorld world = new StreamWorld(folder)) {
            world.active(SLUG);
            try (Streams streams = streams(world, StreamWorld.sources(Map.of(SLUG, hourly)))) {
                world.refresh(streams);
                eventually(() -> looks.size() == 1);

                eventually(
                        () -> {
                            streams.hasten(SLUG);
                            ahead.addAndGet(Duration.ofSeconds(10).toNanos());
                            return looks.size() >= 2;
                        });
            }
        }
        assertThat(looks.get(1) - looks.get(0)).isGreaterThan(Duration.ofHours(1).toNanos());
    }
}

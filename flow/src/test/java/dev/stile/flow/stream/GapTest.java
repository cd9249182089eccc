package dev.stile.flow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.event.Gap;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Gaps whose source names no place. */
final class GapTest {
    private static final String SLUG = "pond-chat";

    @TempDir Path folder;

    @Test
    @Proves({"FL-29", "FL-57"})
    void aGapIsAnotherOneBehindOtherEventsAndTheSameWhenItIsToldAgain() throws Exception {
        Gap gap = new Gap(Optional.empty(), Optional.empty(), "cursor_expired");
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            sink.gap(gap);
                            sink.gap(gap);
                            sink.event(ScriptedSource.event(1));
                            sink.gap(gap);
                            sink.gap(gap);
                            sink.event(ScriptedSource.event(2));
                            ScriptedSource.untilClosed(sink);
                        });
        try (StreamWorld world = new StreamWorld(folder)) {
            world.active(SLUG);
            try (Streams streams = world.streams(Map.of(SLUG, source))) {
                world.refresh(streams);
                source.awaitAnswer("ack lvl-2");
            }

            assertThat(world.lifecycle())
                    .containsExactly("connection.gap pond-chat", "connection.gap pond-chat");
        }
    }
}

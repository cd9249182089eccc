package dev.stile.flow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stile.api.call.Deadline;
import dev.stile.api.event.EventSink;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.core.digest.Sha256;
import dev.stile.core.inbox.StreamName;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What cannot be an event and yet has a name and a place. */
final class AnsweredAsideTest {
    private static final String SLUG = "weir-north";

    @TempDir private Path folder;
    private StreamWorld world;

    @BeforeEach
    void open() {
        world = new StreamWorld(folder);
        world.active(SLUG);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"FL-30", "FL-31", "FL-32", "FL-33"})
    void itIsSetAsideOnceAnsweredEachTimeAndTheStreamGoesOnBehindIt() throws Exception {
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            tell(sink, "lvl-7", "c-7");
                            tell(sink, "lvl-7", "c-7");
                            ScriptedSource.untilClosed(sink);
                        });
        try (Streams streams = world.run(SLUG, source)) {
            assertThat(source.answer()).isEqualTo("refused lvl-7 bad_time");
            assertThat(source.answer()).isEqualTo("refused lvl-7 bad_time");
        }

        assertThat(world.quarantine()).containsExactly("bad_time lvl-7 5 lvl-7");
        assertThat(
                        world.inbox.cursor(
                                Deadline.after(Duration.ofSeconds(60)), StreamName.live(SLUG)))
                .contains(new Cursor("c-7"));
    }

    @Test
    @Proves("FL-31")
    void oneWithoutANameThatMayBeKeptIsNotTakenForOneThatNobodyAnswered() throws Exception {
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            tell(sink, "lvl-hunter2", "c-7");
                            sink.event(
                                    ScriptedSource.event(
                                            "m-hunter2", "c-8", Json.object().build()));
                            sink.event(
                                    ScriptedSource.event(
                                            "m-9", "c-hunter2", Json.object().build()));
                            ScriptedSource.untilClosed(sink);
                        });
        try (Streams streams = world.run(SLUG, source)) {
            for (int each = 0; each < 3; each++) {
                assertThat(source.answer()).startsWith("refused ");
            }
        }

        List<Long> answered =
                world.database.read(
                        Deadline.after(Duration.ofSeconds(60)),
                        transaction ->
                                transaction.list(
                                        "SELECT answered FROM quarantine", row -> row.number(1)));
        assertThat(answered).containsExactly(1L, 1L, 1L);
    }

    private static void tell(EventSink sink, String id, String cursor) {
        var event = ScriptedSource.event(id, cursor, Json.object().build());
        sink.unusable(
                "bad_time",
                Optional.of(event.id()),
                Tainted.of(id.getBytes(UTF_8), ScriptedSource.LABEL),
                id.length(),
                Sha256.hex(id),
                event);
    }
}

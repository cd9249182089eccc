package dev.stile.flow.stream;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.json.Json;
import dev.stile.api.value.Cursor;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.redact.Redaction;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is kept of a source in this process that tells secrets. */
final class StreamSecretsTest {
    private static final String SLUG = "pond-chat";

    @TempDir Path folder;

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
    @Proves({"TU-44", "TU-45"})
    void anEventThatIsKnownByASecretIsSetAsideAndMarksItsConnection() throws InterruptedException {
        Json.JsonObject plain = Json.object().put("level", 1).build();
        SourceEvent kind = ScriptedSource.event("m-3", "c-3", plain);
        ScriptedSource source =
                ScriptedSource.telling(
                        ScriptedSource.event("m-hunter2", "c-1", plain),
                        ScriptedSource.event("m-2", "c-hunter2", plain),
                        new SourceEvent(
                                kind.id(),
                                kind.cursor(),
                                "kind-hunter2",
                                kind.time(),
                                kind.key(),
                                kind.container(),
                                kind.flags(),
                                kind.payload()),
                        ScriptedSource.in(
                                "room hunter2", ScriptedSource.event("m-4", "c-4", plain)));
        try (Streams streams = world.run(SLUG, source)) {
            assertThat(source.answer()).isEqualTo("refused m-hunter2 secret_in_identity");
            assertThat(source.answer()).isEqualTo("refused m-2 secret_in_identity");
            assertThat(source.answer()).isEqualTo("refused m-3 secret_in_identity");
            assertThat(source.answer()).isEqualTo("ack m-4");
        }

        assertThat(world.ids(SLUG)).containsExactly("m-4");
        assertThat(world.stored(SLUG).getFirst().event().container()).hasValue("room [REDACTED]");
        assertThat(world.quarantine())
                .containsExactly(
                        "secret_in_identity - 11 {\"level\":1}",
                        "secret_in_identity m-2 11 {\"level\":1}",
                        "secret_in_identity m-3 11 {\"level\":1}");
        assertThat(world.state(SLUG).secretMark().orElseThrow().times()).isEqualTo(4);

        world.lives.restart(new ConnectionSlug(SLUG), StreamWorld.ADA, soon());
        assertThat(world.state(SLUG).secretMark()).isEmpty();
    }

    @Test
    @Proves("TU-45")
    void anEventIsNotKeptWithoutTheMarkThatASecretStoodInIt() throws InterruptedException {
        SourceEvent secret =
                ScriptedSource.event("m-1", "c-1", Json.object().put("it", "hunter2").build());
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            switch (run) {
                                case 1 -> sink.event(secret);
                                case 2 -> {
                                    // Who takes it out before it tells says so first.
                                    sink.notice(Redaction.FOUND);
                                    sink.event(ScriptedSource.event(2));
                                }
                                default -> sink.gap(lost());
                            }
                            ScriptedSource.untilClosed(sink);
                        });
        markWith(
                "CREATE TRIGGER no_marks BEFORE INSERT ON secret_mark"
                        + " BEGIN SELECT raise(ABORT, 'not now'); END");
        try (Streams streams = world.run(SLUG, source)) {
            assertThat(source.answer()).startsWith("postponed m-1 ");
            assertThat(source.answer()).startsWith("postponed lvl-2 ");
            StreamWorld.eventually(() -> source.runs() >= 4);
            assertThat(world.ids(SLUG)).isEmpty();
            assertThat(world.quarantine()).isEmpty();
            assertThat(world.lifecycle()).noneMatch(each -> each.contains("connection.gap"));
            markWith("DROP TRIGGER no_marks");
            source.awaitAnswer("gap hunter2_expired");
        }
        assertThat(world.state(SLUG).secretMark()).isPresent();
    }

    @Test
    @Proves("TU-44")
    void whatCannotBeGoneOnBehindIsSetAsideOnceHoweverOftenItIsTold() throws InterruptedException {
        Json.JsonObject plain = Json.object().put("level", 1).build();
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            for (int poll = 0; poll < 20; poll++) {
                                sink.event(ScriptedSource.event("m-hunter2", "c-1", plain));
                                sink.event(ScriptedSource.event("m-hunter2-b", "c-1", plain));
                                sink.event(ScriptedSource.event("m-2", "c-hunter2", plain));
                                sink.checkpoint(new Cursor("c-hunter2"));
                            }
                            sink.checkpoint(new Cursor("c-hunter2-later"));
                            sink.event(ScriptedSource.event(8));
                            ScriptedSource.untilClosed(sink);
                        });
        try (Streams streams = world.run(SLUG, source)) {
            source.awaitAnswer("ack lvl-8");
        }

        assertThat(world.quarantine())
                .containsExactly(
                        "secret_in_identity - 11 {\"level\":1}",
                        "secret_in_identity - 11 {\"level\":1}",
                        "secret_in_identity m-2 11 {\"level\":1}",
                        "secret_in_identity - 9 c-[REDACTED]",
                        "secret_in_identity - 15 c-[REDACTED]-later");
        assertThat(world.state(SLUG).secretMark().orElseThrow().times()).isEqualTo(81);
    }

    @Test
    @Proves("TU-44")
    void ofAnEventThatNobodyWantsOnlyItsPlaceIsSetAside() throws InterruptedException {
        world.database.transaction(
                soon(),
                transaction -> {
                    world.inbox.register(transaction, "rule:" + SLUG, SLUG, Set.of("pond@north"));
                    return true;
                });
        Json.JsonObject plain = Json.object().put("level", 1).build();
        ScriptedSource source =
                ScriptedSource.telling(
                        ScriptedSource.event("m-2", "c-hunter2", plain),
                        ScriptedSource.event("m-hunter2", "c-3", plain),
                        ScriptedSource.event("m-4", "c-4", plain));
        try (Streams streams = world.run(SLUG, source)) {
            assertThat(source.answer()).isEqualTo("refused m-2 secret_in_identity");
            assertThat(source.answer()).isEqualTo("ack m-hunter2");
            assertThat(source.answer()).isEqualTo("ack m-4");
        }

        assertThat(world.quarantine()).containsExactly("secret_in_identity - 9 c-[REDACTED]");
        assertThat(world.ids(SLUG)).isEmpty();
    }

    private static Gap lost() {
        return new Gap(Optional.empty(), Optional.empty(), "hunter2_expired");
    }

    private void markWith(String statement) {
        world.database.transaction(
                soon(),
                transaction -> {
                    transaction.update(statement);
                    return true;
                });
    }

    @Test
    @Proves("TU-44")
    void noPlaceGapOrHealthOfASourceIsKeptWithASecret() throws InterruptedException {
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            sink.checkpoint(new Cursor("c-hunter2"));
                            sink.gap(
                                    new Gap(
                                            Optional.of(new Cursor("c-hunter2")),
                                            Optional.empty(),
                                            "hunter2_expired"));
                            sink.health(
                                    new SourceHealth(
                                            SourceHealth.Status.RETRYING,
                                            Optional.of("hunter2_slow"),
                                            Optional.empty(),
                                            false));
                            sink.event(ScriptedSource.event(8));
                            ScriptedSource.untilClosed(sink);
                        });
        try (Streams streams = world.run(SLUG, source)) {
            source.awaitAnswer("ack lvl-8");
        }

        assertThat(world.quarantine()).containsExactly("secret_in_identity - 9 c-[REDACTED]");
        assertThat(world.stored("stile").getFirst().event().payload())
                .contains("[REDACTED]_expired")
                .doesNotContain("hunter2");
        assertThat(world.log).noneMatch(line -> line.contains("hunter2"));
        List<String> reasons =
                world.database.read(
                        soon(),
                        transaction ->
                                transaction.list(
                                        "SELECT coalesce(reason, '') FROM stream_state",
                                        row -> row.text(1)));
        assertThat(reasons).noneMatch(reason -> reason.contains("hunter2"));
    }
}

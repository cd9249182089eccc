package dev.stile.flow.stream;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.stream.StreamWorld.eventually;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.connector.SourceLabel;
import dev.stile.api.event.EventFlag;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.inbox.StreamName;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What one stream does with what its source tells, on a real store. */
final class StreamStoryTest {
    private static final String SLUG = "pond-chat";
    private static final StreamName LIVE = StreamName.live(SLUG);

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
    @Proves({"FL-30", "FL-33"})
    void eachEventIsStoredAndAcknowledgedOnceInItsOrder() throws InterruptedException {
        ScriptedSource source = ScriptedSource.counting(500);
        try (Streams streams = world.run(SLUG, source)) {
            for (int number = 1; number <= 500; number++) {
                assertThat(source.answer()).isEqualTo("ack lvl-" + number);
                // The acknowledgement comes after the commit.
                assertThat(world.inbox.find(soon(), SLUG, "lvl-" + number)).isPresent();
            }
        }

        assertThat(world.ids(SLUG))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 500).mapToObj(each -> "lvl-" + each).toList());
        assertThat(world.inbox.cursor(soon(), LIVE)).contains(new Cursor("c-500"));
        assertThat(source.answers).isEmpty();
    }

    @Test
    @Proves("FL-30")
    void theNextRunBeginsAfterWhatIsStored() throws InterruptedException {
        ScriptedSource first = ScriptedSource.counting(3);
        try (Streams streams = world.run(SLUG, first)) {
            first.awaitAnswer("ack lvl-3");
        }
        ScriptedSource second = ScriptedSource.counting(5);
        try (Streams streams = world.run(SLUG, second)) {
            assertThat(second.answer()).isEqualTo("ack lvl-4");
            second.awaitAnswer("ack lvl-5");
        }

        assertThat(second.subscriptions.peek().cursor()).contains(new Cursor("c-3"));
        assertThat(world.ids(SLUG)).containsExactly("lvl-1", "lvl-2", "lvl-3", "lvl-4", "lvl-5");
    }

    @Test
    @Proves("FL-33")
    void anEventThatIsToldAgainIsAcknowledgedAndOneThatChangedIsRefused()
            throws InterruptedException {
        SourceEvent other =
                ScriptedSource.event("lvl-1", "c-4", Json.object().put("level", 9).build());
        ScriptedSource source =
                ScriptedSource.telling(
                        ScriptedSource.event(1),
                        ScriptedSource.event(2),
                        ScriptedSource.event(1),
                        other);
        try (Streams streams = world.run(SLUG, source)) {
            assertThat(List.of(source.answer(), source.answer(), source.answer(), source.answer()))
                    .containsExactly(
                            "ack lvl-1", "ack lvl-2", "ack lvl-1", "refused lvl-1 id_conflict");
        }

        assertThat(world.ids(SLUG)).containsExactly("lvl-1", "lvl-2");
        assertThat(world.quarantine()).containsExactly("id_conflict lvl-1 11 {\"level\":9}");
        assertThat(world.state(SLUG).quarantined()).isEqualTo(1);
    }

    @Test
    @Proves("FL-32")
    void whatIsNoEventIsSetAsideBeforeWhatComesLaterAndTheStreamGoesOn()
            throws InterruptedException {
        byte[] line = "{\"token\":\"hunter2\", broken".getBytes(StandardCharsets.UTF_8);
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            sink.unusable(
                                    "not_json",
                                    Optional.of(new EventId("lvl-7")),
                                    Tainted.of(line, ScriptedSource.LABEL),
                                    line.length);
                            sink.event(ScriptedSource.event(8));
                            ScriptedSource.untilClosed(sink);
                        });
        try (Streams streams = world.run(SLUG, source)) {
            source.awaitAnswer("ack lvl-8");
        }

        assertThat(world.quarantine())
                .containsExactly("not_json lvl-7 26 {\"token\":\"[REDACTED]\", broken");
    }

    @Test
    @Proves("FL-32")
    void anEventWithANameThatIsNoTextIsSetAsideAndHoldsNothingUp() throws InterruptedException {
        SourceEvent half =
                ScriptedSource.event(
                        "lvl-1", "c-1", Json.object().put("half \ud83d", "text").build());
        ScriptedSource source = ScriptedSource.telling(half, ScriptedSource.event(2));
        try (Streams streams = world.run(SLUG, source)) {
            assertThat(source.answer()).isEqualTo("refused lvl-1 not_storable");
            assertThat(source.answer()).isEqualTo("ack lvl-2");
        }

        assertThat(world.quarantine()).singleElement().asString().contains("half \\ud83d");
        assertThat(world.ids(SLUG)).containsExactly("lvl-2");
    }

    @Test
    @Proves("FL-32")
    void anEventThatTheStoreRefusesByItselfIsSetAsideAndItsNeighboursAreStored()
            throws InterruptedException {
        world.database.transaction(
                soon(),
                transaction ->
                        transaction.update(
                                """
                                CREATE TRIGGER picky BEFORE INSERT ON inbox
                                WHEN new.event = 'lvl-3'
                                BEGIN SELECT raise(ABORT, 'not this one'); END
                                """));
        ScriptedSource source = ScriptedSource.counting(5);
        try (Streams streams = world.run(SLUG, source)) {
            source.awaitAnswer("refused lvl-3 not_storable");
            source.awaitAnswer("ack lvl-5");
        }

        assertThat(world.ids(SLUG)).containsExactly("lvl-1", "lvl-2", "lvl-4", "lvl-5");
        assertThat(source.runs()).isEqualTo(1);
    }

    @Test
    @Proves("FL-57")
    void aGapIsToldOnceHoweverOftenTheSourceTellsIt() throws InterruptedException {
        Gap gap =
                new Gap(
                        Optional.of(new Cursor("c-1")),
                        Optional.of(new Cursor("c-9")),
                        "cursor_expired");
        ScriptedSource source =
                new ScriptedSource(
                        (run, subscription, sink) -> {
                            sink.event(ScriptedSource.event(1));
                            sink.gap(gap);
                            sink.gap(gap);
                            sink.event(ScriptedSource.event(9));
                            ScriptedSource.untilClosed(sink);
                        });
        try (Streams streams = world.run(SLUG, source)) {
            source.awaitAnswer("gap cursor_expired");
            source.awaitAnswer("ack lvl-9");
        }

        assertThat(world.lifecycle()).containsExactly("connection.gap pond-chat");
        assertThat(world.stored("stile").getFirst().event().payload())
                .contains("\"after\":\"c-1\"", "\"before\":\"c-9\"", "cursor_expired");
    }

    @Test
    void theOrderKeyComesFromThePayloadWhenTheSourceNamesNone() throws InterruptedException {
        Json thread = Json.object().put("id", 7).build();
        ScriptedSource source =
                ScriptedSource.telling(
                        inOrder("e1", Optional.empty(), thread),
                        inOrder("e2", Optional.empty(), Json.text("a")),
                        inOrder("e3", Optional.of("own"), Json.text("a")),
                        inOrder("e4", Optional.empty(), Json.nothing()));
        try (Streams streams = world.run(SLUG, source)) {
            source.awaitAnswer("ack e4");
        }
        assertThat(world.stored(SLUG))
                .extracting(stored -> stored.event().orderKey())
                .containsExactly("7", "a", "own", "e4");
    }

    private static SourceEvent inOrder(String id, Optional<String> key, Json thread) {
        return new SourceEvent(
                new EventId(id),
                new Cursor(id),
                "message",
                Optional.empty(),
                key.map(text -> Tainted.of(text, ScriptedSource.LABEL)),
                Optional.empty(),
                Set.of(),
                Tainted.of(Json.object().put("thread", thread).build(), ScriptedSource.LABEL));
    }

    @Test
    @Proves("FL-42")
    void theHostStampsPlaceLabelOrderAndFlags() throws InterruptedException {
        SourceEvent event =
                new SourceEvent(
                        new EventId("m-1"),
                        new Cursor("c-1"),
                        "message",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Tainted.of("C042", ScriptedSource.LABEL)),
                        Set.of(EventFlag.EDITED),
                        Tainted.of(
                                Json.object()
                                        .put("thread", Json.object().put("id", 7).build())
                                        .build(),
                                ScriptedSource.LABEL.join(Label.outside(Scope.of("other")))));
        ScriptedSource source = ScriptedSource.telling(event);
        try (Streams streams = world.run(SLUG, source)) {
            source.awaitAnswer("ack m-1");
        }

        StoredEvent stored = world.stored(SLUG).getFirst();
        assertThat(stored.event().orderKey()).isEqualTo("7");
        assertThat(stored.event().container()).contains("C042");
        assertThat(stored.event().flags()).containsExactly(InboxFlag.EDITED);
        assertThat(stored.event().label())
                .isEqualTo(
                        Label.outside(Scope.of("other"))
                                .join(Label.outside(Scope.of(SLUG)))
                                .join(Label.outside(Scope.of(SLUG, "C042"))));
    }

    @Test
    @Proves("TU-31")
    void whatIsReadInAContainerIsForTheReadersOfThatContainer() throws InterruptedException {
        SourceEvent event =
                new SourceEvent(
                        new EventId("m-1"),
                        new Cursor("c-1"),
                        "message",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Tainted.of("C042", ScriptedSource.LABEL)),
                        Set.of(),
                        Tainted.of(
                                Json.object().put("message", "hi").build(),
                                SourceLabel.strictest().of(Scope.of(SLUG))));
        ScriptedSource source = ScriptedSource.telling(event);
        try (Streams streams = world.run(SLUG, source)) {
            source.awaitAnswer("ack m-1");
        }

        assertThat(world.stored(SLUG).getFirst().event().label())
                .isEqualTo(Label.outside(Scope.of(SLUG, "C042")));
    }

    @Test
    @Proves({"FL-33", "TU-44"})
    void aSecretIsNotKeptAndTwoPayloadsThatDifferOnlyInItAreStillTwo() throws InterruptedException {
        ScriptedSource source =
                ScriptedSource.telling(
                        ScriptedSource.event(
                                "m-1", "c-1", Json.object().put("text", "hunter2").build()),
                        ScriptedSource.event(
                                "m-1", "c-2", Json.object().put("text", "[REDACTED]").build()));
        try (Streams streams = world.run(SLUG, source)) {
            assertThat(source.answer()).isEqualTo("ack m-1");
            assertThat(source.answer()).isEqualTo("refused m-1 id_conflict");
        }

        assertThat(world.stored(SLUG).getFirst().event().payload())
                .isEqualTo("{\"text\":\"[REDACTED]\"}");
    }

    @Test
    @Proves("FL-55")
    void onlyEventsOfWantedContactsAreStoredAndTheOthersAreAcknowledged()
            throws InterruptedException {
        world.unwant("rule:" + SLUG);
        world.database.transaction(
                soon(),
                transaction -> {
                    world.inbox.register(transaction, "rule:a", SLUG, Set.of("pond@north"));
                    world.inbox.register(transaction, "rule:b", SLUG, Set.of("pond@south"));
                    return true;
                });
        ScriptedSource source =
                ScriptedSource.telling(
                        message("m-1", "pond@north", "anybody"),
                        message("m-2", "stranger", "pond@north"),
                        ScriptedSource.in("pond@south", message("m-3", "stranger", "anybody")));
        try (Streams streams = world.run(SLUG, source)) {
            source.awaitAnswer("ack m-1");
            source.awaitAnswer("ack m-2");
            source.awaitAnswer("ack m-3");
        }

        assertThat(source.subscriptions.peek().contacts())
                .containsExactlyInAnyOrder("pond@north", "pond@south");
        assertThat(world.ids(SLUG)).containsExactly("m-1", "m-3");
        assertThat(world.inbox.cursor(soon(), LIVE)).contains(new Cursor("c-m-3"));
    }

    private static SourceEvent message(String id, String sender, String called) {
        return ScriptedSource.event(
                id,
                "c-" + id,
                Json.object()
                        .put("message", "hi")
                        .put("from", called)
                        .put("source", Json.object().put("sender", sender).build())
                        .build());
    }

    @Test
    @Proves("FL-55")
    void aChangedJoinOfContactsRestartsTheStreamAtItsCursor() throws InterruptedException {
        ScriptedSource source = ScriptedSource.counting(2);
        try (Streams streams = world.run(SLUG, source)) {
            source.awaitAnswer("ack lvl-2");
            world.database.transaction(
                    soon(),
                    transaction -> {
                        world.inbox.register(
                                transaction, "rule:" + SLUG, SLUG, Set.of("pond@north"));
                        return true;
                    });
            world.refresh(streams);
            eventually(() -> source.runs() == 2);
            world.refresh(streams);
        }

        assertThat(source.runs()).isEqualTo(2);
        assertThat(source.subscriptions.poll().contacts()).isEmpty();
        assertThat(source.subscriptions.poll())
                .satisfies(
                        second -> {
                            assertThat(second.contacts()).containsExactly("pond@north");
                            assertThat(second.cursor()).contains(new Cursor("c-2"));
                        });
    }
}

package dev.stile.testkit.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.event.Start;
import dev.stile.api.label.Integrity;
import dev.stile.testkit.contract.NotRun;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/** What is told, and when. */
final class TellingCases {
    private static final int LARGEST_PAYLOAD = 16 * 1024;
    private static final Start NOW = new Start.Now();

    private final EventWorld.Place place;
    private final Host host = new Host();

    TellingCases(EventWorld.Place place) {
        this.place = place;
    }

    void startNowTellsOnlyWhatComesLater() throws Exception {
        place.happens("before");
        Sink sink = Sink.that(() -> place.happens("later"));
        host.run(place.open(), NOW, sink);
        assertThat(sink.messages()).hasSize(1).allMatch(message -> message.contains("later"));
    }

    void startBeginningTellsWhatThereWas() throws Exception {
        place.happens("before");
        Sink sink = Sink.that(() -> place.happens("later"));
        host.run(place.open(), new Start.Beginning(), sink);
        assertThat(sink.messages()).hasSize(2);
        assertThat(sink.messages().getFirst()).contains("before");
        assertThat(sink.messages().getLast()).contains("later");
    }

    void orderIsKept() throws Exception {
        Sink sink =
                Sink.that(
                        () -> place.happens("first"),
                        () -> {
                            place.happens("second");
                            place.happens("third");
                        },
                        () -> place.happens("fourth"));
        host.run(place.open(), NOW, sink);
        assertThat(sink.messages().stream().map(TellingCases::lastWord))
                .containsExactly("first", "second", "third", "fourth");
    }

    void anotherOccurrenceIsAnotherId() throws Exception {
        Sink sink =
                Sink.that(
                        () -> place.happens("the same"),
                        () -> place.happens("the same"),
                        () -> place.happens("the same"));
        host.run(place.open(), NOW, sink);
        assertThat(sink.ids()).hasSize(3).doesNotHaveDuplicates();
        assertThat(sink.ids())
                .allSatisfy(
                        id ->
                                assertThat(id.getBytes(StandardCharsets.UTF_8).length)
                                        .isLessThanOrEqualTo(512));
    }

    void lostPlaceIsAGap() throws Exception {
        host.run(place.open(), NOW, Sink.that(() -> place.happens("before")));
        if (!place.forgets()) {
            throw new NotRun("this place forgets nothing");
        }
        Sink sink = Sink.that(() -> place.happens("after"));
        host.run(place.open(), NOW, sink);
        assertThat(sink.gaps()).as("that something may be missing").isNotEmpty();
        assertThat(sink.messages()).as("what happened after the gap").anyMatch(ends("after"));
    }

    void saysWhenAllIsTold() throws Exception {
        Sink sink = Sink.that();
        host.run(place.open(), NOW, sink);
        assertThat(sink.caughtUp()).as("a word that all is told").isTrue();
    }

    void onlyItsOwnThreadTells() throws Exception {
        Sink sink = Sink.that(() -> place.happens("one"), () -> place.happens("two"));
        host.run(place.open(), NOW, sink);
        assertThat(sink.messages()).hasSize(2);
        assertThat(sink.heardStrangers()).as("another thread told").isFalse();
    }

    void payloadsAreBounded() throws Exception {
        String large = "\u00e4".repeat(20_000);
        Sink sink = Sink.that(() -> place.happens("large", large));
        host.run(place.open(), NOW, sink);
        assertThat(sink.told()).hasSize(1);
        sink.told()
                .forEach(
                        each ->
                                assertThat(each.bytes().getBytes(StandardCharsets.UTF_8).length)
                                        .isLessThanOrEqualTo(LARGEST_PAYLOAD));
    }

    void payloadsAreFromOutside() throws Exception {
        Sink sink = Sink.that(() -> place.happens("one"));
        host.run(place.open(), NOW, sink);
        assertThat(sink.told())
                .hasSize(1)
                .allSatisfy(
                        each -> {
                            assertThat(each.event().payload().label().integrity())
                                    .isEqualTo(Integrity.UNTRUSTED);
                            assertThat(each.event().payload().label().confidentiality().isPublic())
                                    .isFalse();
                        });
    }

    void failureIsOfTheFamilyAndLosesNothing() throws Exception {
        host.run(place.open(), NOW, Sink.that(() -> place.happens("before")));
        if (!place.breaks()) {
            throw new NotRun("this place never breaks");
        }
        Sink broken = Sink.that();
        try {
            host.run(place.open(), NOW, broken);
            assertThat(broken.complained()).as("a word that it cannot go on").isTrue();
        } catch (ExecutionException failed) {
            assertThat(failed.getCause()).isInstanceOf(ConnectorException.class);
        }
        place.heals();
        place.happens("after");
        Sink sink = Sink.that();
        host.run(place.open(), NOW, sink);
        assertThat(sink.messages()).anyMatch(ends("after")).noneMatch(ends("before"));
    }

    private static Predicate<String> ends(String word) {
        return message -> lastWord(message).equals(word);
    }

    private static String lastWord(String message) {
        List<String> words = List.of(message.strip().split(" "));
        return words.getLast();
    }
}

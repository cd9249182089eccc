package dev.stile.core.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.event.Start;
import dev.stile.api.record.BodyChange;
import dev.stile.api.record.RecordChange;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One record or project that cannot be read, beside others that can. */
final class TroubledStreamTest extends RecordStreams {
    private static final ProjectRef BROKEN = new ProjectRef("broken");

    private final TroubledStore store = new TroubledStore(tracker);

    @BeforeEach
    void look() {
        look(List.of(DEMO));
    }

    private void look(List<ProjectRef> projects) {
        stream =
                new RecordStream(
                        "work",
                        store,
                        call -> projects,
                        new SeenRecords(database),
                        Duration.ofSeconds(30));
    }

    static Stream<ConnectorException> troubles() {
        return Stream.of(
                new Malformed("a list of comments"),
                new Unavailable("the server answered 502"),
                new ConnectorException.Internal("a bug"),
                new ConnectorException.Permission("may not read", List.of()));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    @Proves("FL-66")
    void aRecordWhoseCommentsCannotBeReadKeepsNoOtherFromBeingTold(ConnectorException trouble) {
        RecordId first = add("first");
        RecordId second = add("second");
        RecordId third = add("third");
        Told told =
                new Told(
                        () -> {
                            store.breaks(first, trouble);
                            List.of(first, second, third).forEach(this::change);
                        },
                        () -> change(second),
                        () -> store.heals(first),
                        () -> {});

        subscribe(told, new Start.Now());

        assertThat(told.events)
                .as("each comment is told once, that of the first when it can be read")
                .filteredOn(event -> event.startsWith("record.commented"))
                .containsExactly(
                        "record.commented demo/2#c2",
                        "record.commented demo/3#c3",
                        "record.commented demo/1#c1");
        assertThat(told.ids.stream().distinct().filter(id -> !id.contains("#")))
                .as("changes of records")
                .hasSize(4);
        assertThat(told.healths)
                .containsExactly(
                        SourceHealth.upToDate(),
                        notAll(trouble.code()),
                        notAll(trouble.code()),
                        SourceHealth.upToDate(),
                        SourceHealth.upToDate());
    }

    @Test
    void aServerThatAnswersForNoCommentsIsNotAskedForThoseOfEveryRecord() {
        List<RecordId> ids = Stream.of("1", "2", "3", "4", "5", "6").map(this::add).toList();
        Told told =
                new Told(
                        () -> {
                            ids.forEach(id -> store.breaks(id, new Unavailable("502")));
                            ids.forEach(this::change);
                        },
                        () -> ids.forEach(store::heals));

        subscribe(told, new Start.Now());

        assertThat(store.asked()).as("3 in vain, then 6").isEqualTo(9);
        assertThat(told.events).filteredOn(event -> event.contains("#")).hasSize(6);
        assertThat(told.healths).last().isEqualTo(SourceHealth.upToDate());
    }

    @Test
    void whatIsTheWholeAccountsTroubleEndsTheRun() {
        RecordId first = add("first");
        Told told =
                new Told(
                        () -> {
                            store.breaks(first, new Auth("the key is gone"));
                            change(first);
                        });

        assertThatThrownBy(() -> subscribe(told, new Start.Now())).isInstanceOf(Auth.class);
    }

    @Test
    @Proves("FL-66")
    void commentsThatCanNeverBeReadAreAGapInTheEndAndLooksStayShort() {
        RecordId first = add("first");
        Told told = brokenForLooks(21, first, new Malformed("comments"));

        subscribe(told, new Start.Now());
        assertThat(told.gaps)
                .as("the place of this project, whatever the cursors of others are")
                .singleElement()
                .asString()
                .startsWith("demo ");
        store.heals(first);
        change(first);
        subscribe(told, new Start.Now());

        assertThat(told.events)
                .filteredOn(event -> !event.startsWith("record.updated"))
                .as("the gap is told, and the comment all the same with the next change")
                .containsExactly("gap comments_unreadable", "record.commented demo/1#c1");
        assertThat(told.healths.get(21)).isEqualTo(SourceHealth.upToDate());
        assertThat(store.asked()).isEqualTo(21);
    }

    @Test
    @Proves("FL-66")
    void whatIsNotAnsweredForADayIsAGapToo() {
        Told told = brokenForLooks(1_441, add("first"), new Unavailable("504"));

        subscribe(told, new Start.Now());

        assertThat(told.gaps).hasSize(1);
        assertThat(told.healths.get(1_439)).isEqualTo(notAll("unavailable"));
        assertThat(told.healths).last().isEqualTo(SourceHealth.upToDate());
    }

    private Told brokenForLooks(int looks, RecordId record, ConnectorException trouble) {
        return new Told(
                Stream.concat(
                                Stream.<Runnable>of(
                                        () -> {
                                            store.breaks(record, trouble);
                                            change(record);
                                        }),
                                Collections.<Runnable>nCopies(looks - 1, () -> {}).stream())
                        .toArray(Runnable[]::new));
    }

    @Test
    @Proves("FL-66")
    void commentsOfAServerThatDoesNotAnswerAreWaitedForLong() {
        RecordId first = add("first");
        Told told = brokenForLooks(21, first, new Unavailable("503"));
        told.between.add(() -> store.heals(first));

        subscribe(told, new Start.Now());

        assertThat(told.events)
                .filteredOn(event -> !event.startsWith("record.updated"))
                .as("no gap, and the comment though its record did not change again")
                .containsExactly("record.commented demo/1#c1");
        assertThat(told.healths.subList(1, 22)).containsOnly(notAll("unavailable"));
        assertThat(told.healths).last().isEqualTo(SourceHealth.upToDate());
    }

    @Test
    @Proves("FL-66")
    void commentsAreNoGapWhereTheNextLookListsTheirRecordAnyway() {
        store.listsWhole();
        RecordId first = add("first");
        Told told = brokenForLooks(21, first, new Malformed("comments"));
        told.between.add(() -> store.heals(first));

        subscribe(told, new Start.Now());

        assertThat(told.gaps).isEmpty();
        assertThat(told.healths.subList(1, 22)).containsOnly(notAll("malformed"));
        assertThat(told.events).contains("record.commented demo/1#c1");
        assertThat(told.healths).last().isEqualTo(SourceHealth.upToDate());
    }

    @ParameterizedTest
    @MethodSource("troubles")
    @Proves("FL-66")
    void aProjectThatCannotBeReadKeepsNoOtherFromBeingTold(ConnectorException trouble) {
        look(List.of(BROKEN, DEMO));
        store.breaks(BROKEN, trouble);
        Told told = new Told(() -> add("new"));

        subscribe(told, new Start.Now());

        assertThat(told.events).containsExactly("record.created demo/1");
        assertThat(told.healths)
                .extracting(SourceHealth::reason)
                .containsExactly(Optional.of(trouble.code()), Optional.of(trouble.code()));
    }

    @Test
    void aServerThatAnswersForNoProjectEndsTheRun() {
        look(List.of(BROKEN, DEMO));
        store.breaks(BROKEN, new Unavailable("the first"));
        store.breaks(DEMO, new Unavailable("the second"));

        assertThatThrownBy(() -> subscribe(new Told(), new Start.Now()))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("the first");
    }

    @Test
    @Proves("FL-66")
    void aBackfillTellsAllOthersAndThenSaysWhatItCouldNotRead() {
        RecordId first = add("first");
        RecordId second = add("second");
        List.of(first, second).forEach(this::change);
        subscribe(new Told(), new Start.Now());
        store.breaks(first, new Malformed("comments"));
        Told again = new Told();

        assertThatThrownBy(() -> subscribe(again, new Start.Since(Instant.EPOCH.plusSeconds(1))))
                .isInstanceOf(Malformed.class);

        assertThat(again.events)
                .contains("record.created demo/1", "record.created demo/2")
                .filteredOn(event -> event.contains("#"))
                .containsExactly("record.commented demo/2#c2");
    }

    private void change(RecordId id) {
        String body = "body " + tracker.now(id).orElseThrow().meta().version().text();
        tracker.strangerChanges(
                id,
                new RecordChange(List.of(), Optional.of(new BodyChange(body, Optional.empty()))));
    }

    private static SourceHealth notAll(String reason) {
        return new SourceHealth(
                SourceHealth.Status.DEGRADED, Optional.of(reason), Optional.empty(), false);
    }
}

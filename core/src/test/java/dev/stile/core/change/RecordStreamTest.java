package dev.stile.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.event.SourceHealth;
import dev.stile.api.event.Start;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.value.RecordId;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.Optional;

final class RecordStreamTest extends RecordStreams {
    @Test
    @Proves("FL-58")
    void theFirstLookOnlyRemembersAndLaterOnesTell() {
        add("old");
        Told told = new Told(() -> add("new"), () -> {}, () -> add("newer"));

        subscribe(told, new Start.Now());

        assertThat(told.events).containsExactly("record.created demo/2", "record.created demo/3");
    }

    @Test
    @Proves("FL-58")
    void fromTheBeginningEverythingIsToldOnce() {
        add("one");
        add("two");
        add("three");
        Told told = new Told(() -> {});

        subscribe(told, new Start.Beginning());
        subscribe(told, new Start.Beginning());

        assertThat(told.events)
                .containsExactly(
                        "record.created demo/1", "record.created demo/2", "record.created demo/3");
    }

    @Test
    @Proves("FL-30")
    void whatWasNotDurableIsToldAgain() {
        add("old");
        subscribe(new Told(), new Start.Now());
        add("new");
        Told cutOff = new Told();
        cutOff.closesAtTheFirstEvent = true;
        Told again = new Told();

        subscribe(cutOff, new Start.Now());
        subscribe(again, new Start.Now());

        assertThat(again.events).containsExactly("record.created demo/2");
    }

    @Test
    void aDeletionIsTold() {
        RecordId id = add("short-lived");
        Told told = new Told(() -> tracker.strangerDeletes(id));

        subscribe(told, new Start.Now());

        assertThat(told.events).containsExactly("record.deleted demo/1");
    }

    @Test
    @Proves("FL-30")
    void whatAListingThatWasCutDidNotShowIsToldByTheNextOne() {
        add("old");
        Told told =
                new Told(
                        () -> {
                            add("one");
                            add("two");
                            add("three");
                            listings.cutNext(CAPPED);
                        },
                        () -> listings.cutNext(new ListingEnd.Unknown("no word of the end")),
                        () -> {},
                        () -> {});

        subscribe(told, new Start.Now());

        assertThat(told.events)
                .containsExactly(
                        "record.created demo/2", "record.created demo/3", "record.created demo/4");
        assertThat(told.healths)
                .containsExactly(
                        SourceHealth.upToDate(),
                        notAll("listing_truncated"),
                        notAll("listing_unproven"),
                        SourceHealth.upToDate(),
                        SourceHealth.upToDate());
    }

    @Test
    @Proves("FL-30")
    void whatLiesBehindChangesThatAreAlwaysCutIsShownByAFullListingNowAndThen() {
        add("old");
        listings.cutDeltas(CAPPED);
        Told told =
                new Told(
                        () -> {
                            add("one");
                            add("two");
                            add("three");
                        },
                        () -> {},
                        () -> {},
                        () -> {},
                        () -> {},
                        () -> {});

        subscribe(told, new Start.Now());

        assertThat(told.events)
                .containsExactly(
                        "record.created demo/2",
                        "record.created demo/3",
                        "record.created demo/4",
                        "gap changes_truncated");
        assertThat(told.healths)
                .containsExactly(
                        SourceHealth.upToDate(),
                        notAll("listing_truncated"),
                        notAll("listing_truncated"),
                        notAll("listing_truncated"),
                        notAll("listing_truncated"),
                        SourceHealth.upToDate(),
                        notAll("listing_truncated"));
    }

    @Test
    @Proves("FL-30")
    void aGapThatWasNotDurableIsToldAgainBeforeThePlaceMoves() {
        add("old");
        listings.cutDeltas(CAPPED);
        Told cutOff =
                new Told(
                        () -> {
                            add("one");
                            add("two");
                            add("three");
                        },
                        () -> {},
                        () -> {},
                        () -> {},
                        () -> {});
        cutOff.closesAtAGap = true;
        Told again = new Told();

        subscribe(cutOff, new Start.Now());
        subscribe(again, new Start.Now());

        assertThat(cutOff.events).endsWith("gap changes_truncated");
        assertThat(again.events).containsExactly("gap changes_truncated");
    }

    @Test
    @Proves("FL-58")
    void aStoreWhoseListingsNameNoPlaceIsOnlyRememberedOnce() {
        listings.namesNoPlaces();
        add("old");
        Told told = new Told(() -> add("new"));
        Told later = new Told();

        subscribe(told, new Start.Now());
        add("while nobody looked");
        subscribe(later, new Start.Now());

        assertThat(told.events).containsExactly("record.created demo/2");
        assertThat(later.events).containsExactly("record.created demo/3");
    }

    private static SourceHealth notAll(String reason) {
        return new SourceHealth(
                SourceHealth.Status.DEGRADED, Optional.of(reason), Optional.empty(), false);
    }

    @Test
    void fromTheBeginningNothingIsLostByAListingThatWasCut() {
        add("one");
        add("two");
        add("three");
        listings.cutNext(CAPPED);
        Told told = new Told(() -> {});

        subscribe(told, new Start.Beginning());

        assertThat(told.events)
                .containsExactly(
                        "record.created demo/1", "record.created demo/2", "record.created demo/3");
    }

    @Test
    void aFirstLookThatWasCutIsSaidAndLosesNothingThatHappensAfterIt() {
        add("one");
        add("two");
        add("three");
        listings.cutNext(CAPPED);
        Told told = new Told(() -> add("new"));

        subscribe(told, new Start.Now());

        assertThat(told.events)
                .containsExactly("notice listing_truncated", "record.created demo/4");
        assertThat(told.healths.getFirst().status()).isEqualTo(SourceHealth.Status.DEGRADED);
    }
}

package dev.stile.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Listings;
import dev.stile.api.store.OffsetSource;
import dev.stile.api.store.Page;
import dev.stile.api.store.PageSource;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Token;
import dev.stile.api.value.Version;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

class ListingsTest {
    private static final Label LABEL = Label.outside(Scope.of("tracker", "demo"));

    @Test
    @Proves("TR-21")
    void aListingIsCompleteOnlyWhenTheServerSaysSo() {
        Listing said =
                Listings.byCursor(
                        ListOptions.everything(), page -> fetched(Optional.empty(), true, 1));
        Listing silent =
                Listings.byCursor(
                        ListOptions.everything(), page -> fetched(Optional.empty(), false, 1));

        assertThat(idsOf(said)).containsExactly("1");
        assertThat(said.end()).isInstanceOf(ListingEnd.Complete.class);
        assertThat(idsOf(silent)).containsExactly("1");
        assertThat(silent.end()).isInstanceOf(ListingEnd.Unknown.class);
    }

    @Test
    @Proves("TR-21")
    void aNextPageIsFollowedWhateverTheLastFlagSays() {
        Listing listing =
                Listings.byCursor(
                        ListOptions.everything(),
                        page ->
                                page.isEmpty()
                                        ? fetched(token("b"), true, 1)
                                        : fetched(Optional.empty(), true, 2));

        assertThat(idsOf(listing)).containsExactly("1", "2");
    }

    @Test
    @Proves({"TR-20", "TR-21"})
    void aPageNamedTwiceEndsAsUnknown() {
        Listing listing =
                Listings.byCursor(
                        ListOptions.everything(), page -> fetched(token("same"), false, 1));

        assertThat(idsOf(listing)).containsExactly("1");
        assertThat(listing.end()).isInstanceOf(ListingEnd.Unknown.class);
    }

    @Test
    @Proves("TR-22")
    void aRecordThatMovedToALaterPageIsDeliveredOnce() {
        Listing listing =
                Listings.byCursor(
                        ListOptions.everything(),
                        page ->
                                page.isEmpty()
                                        ? fetched(token("b"), false, 1, 2)
                                        : fetched(Optional.empty(), true, 2, 3));

        assertThat(idsOf(listing)).containsExactly("1", "2", "3");
    }

    @Test
    @Proves("TR-22")
    void aRecordThatChangedWhileItWasListedComesAgainAndAnOlderAnswerDoesNot() {
        Listing listing =
                Listings.byCursor(
                        ListOptions.everything(),
                        page ->
                                switch (page.map(Token::text).orElse("a")) {
                                    case "a" -> page(token("b"), at(1, 10), at(2, 10));
                                    case "b" -> page(token("c"), at(1, 20), at(2, 9));
                                    default ->
                                            page(
                                                    Optional.empty(),
                                                    at(2, 10),
                                                    at(3, 10),
                                                    at(3, 30),
                                                    at(3, 20));
                                });

        assertThat(versionsOf(listing)).containsExactly("1@10", "2@10", "1@20", "3@30");
    }

    @Test
    @Proves("TR-22")
    void aRecordThatIsSaidToBeGoneMayComeBackAsItWas() {
        Listing listing =
                Listings.byCursor(
                        ListOptions.everything(),
                        page ->
                                page(
                                        Optional.empty(),
                                        at(1, 10),
                                        new ListedItem.Deleted(new RecordId("1")),
                                        at(1, 10)));

        assertThat(versionsOf(listing)).containsExactly("1@10", "1@10");
    }

    @Test
    @Proves("TR-22")
    void windowsThatMeetProveTheirSeams() {
        List<Long> records = new ArrayList<>(LongStream.rangeClosed(1, 10).boxed().toList());
        Listing listing = Listings.byOffset(4, (offset, limit) -> window(records, offset, limit));

        assertThat(idsOf(listing)).hasSize(10).doesNotHaveDuplicates();
        assertThat(listing.end()).isInstanceOf(ListingEnd.Complete.class);
    }

    @Test
    @Proves("TR-22")
    void aRecordDeletedBetweenWindowsStartsTheListingAgainAndLosesNobody() {
        List<Long> records = new ArrayList<>(LongStream.rangeClosed(1, 10).boxed().toList());
        boolean[] deleted = {false};
        Listing listing =
                Listings.byOffset(
                        4,
                        (offset, limit) -> {
                            if (offset > 0 && !deleted[0]) {
                                deleted[0] = true;
                                records.remove(0);
                            }
                            return window(records, offset, limit);
                        });

        assertThat(idsOf(listing)).contains("2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertThat(listing.end()).isInstanceOf(ListingEnd.Complete.class);
    }

    @Test
    @Proves("TR-22")
    void recordsThatKeepMovingEndAsUnknown() {
        List<Long> records = new ArrayList<>(LongStream.rangeClosed(1, 30).boxed().toList());
        Listing listing =
                Listings.byOffset(
                        4,
                        (offset, limit) -> {
                            if (offset > 0) {
                                records.remove(0);
                            }
                            return window(records, offset, limit);
                        });

        idsOf(listing);
        assertThat(listing.end()).isInstanceOf(ListingEnd.Unknown.class);
    }

    @Test
    @Proves("GS-62")
    void theCursorOfTheFirstPageIsTheOneThatIsGiven() {
        Listing listing =
                Listings.byCursor(
                        ListOptions.everything(),
                        page ->
                                page.isEmpty()
                                        ? fetched(token("b"), false, 1)
                                        : fetched(Optional.empty(), true, 2));

        idsOf(listing);
        assertThat(listing.nextCursor()).contains(new Cursor("at-1"));
    }

    /** A record as it was at a second. */
    private static ListedItem at(long id, long second) {
        RecordId recordId = new RecordId(Long.toString(id));
        Version version = new Version(id + "@" + second);
        Optional<Instant> updated = Optional.of(Instant.ofEpochSecond(second));
        TrackerRecord record =
                TrackerRecord.of(
                                recordId,
                                "record",
                                RecordMeta.of(version).withTimes(updated, updated))
                        .build();
        return new ListedItem.Present(recordId, version, Tainted.of(record, LABEL));
    }

    private static PageSource.Fetched page(Optional<Token> next, ListedItem... items) {
        return new PageSource.Fetched(
                List.of(items), next, next.isEmpty(), Optional.empty(), Optional.empty());
    }

    private static List<String> versionsOf(Listing listing) {
        List<String> versions = new ArrayList<>();
        for (Optional<Page> page = listing.nextPage();
                page.isPresent();
                page = listing.nextPage()) {
            for (ListedItem item : page.get().items()) {
                if (item instanceof ListedItem.Present present) {
                    versions.add(present.version().text());
                }
            }
        }
        return versions;
    }

    private static PageSource.Fetched fetched(Optional<Token> next, boolean last, int... ids) {
        List<ListedItem> items = new ArrayList<>();
        for (int id : ids) {
            items.add(present(id));
        }
        return new PageSource.Fetched(
                items, next, last, Optional.of(new Cursor("at-" + ids[0])), Optional.empty());
    }

    private static OffsetSource.Window window(List<Long> records, long offset, int limit) {
        List<ListedItem> items =
                records.stream().skip(offset).limit(limit).map(ListingsTest::present).toList();
        return new OffsetSource.Window(items, records.size(), Optional.empty(), Optional.empty());
    }

    private static ListedItem present(long id) {
        RecordId recordId = new RecordId(Long.toString(id));
        Version version = new Version("v" + id);
        TrackerRecord record = TrackerRecord.of(recordId, "record", RecordMeta.of(version)).build();
        return new ListedItem.Present(recordId, version, Tainted.of(record, LABEL));
    }

    private static Optional<Token> token(String text) {
        return Optional.of(new Token(text));
    }

    private static List<String> idsOf(Listing listing) {
        List<String> ids = new ArrayList<>();
        for (Optional<Page> page = listing.nextPage();
                page.isPresent();
                page = listing.nextPage()) {
            page.get()
                    .items()
                    .forEach(
                            item -> {
                                if (item instanceof ListedItem.Present present) {
                                    ids.add(present.id().text());
                                }
                            });
        }
        return ids;
    }
}

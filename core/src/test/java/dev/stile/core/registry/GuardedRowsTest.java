package dev.stile.core.registry;

import static dev.stile.core.registry.RegistryFixture.ADA;
import static dev.stile.core.registry.RegistryFixture.DEMO;
import static dev.stile.core.registry.RegistryFixture.call;
import static dev.stile.core.registry.RegistryFixture.safe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Internal;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The rows of guarded calls, and guarded listings. */
final class GuardedRowsTest {
    private static final RecordId SEVEN = new RecordId("7");

    @TempDir private Path folder;

    private RegistryFixture fixture;

    @BeforeEach
    void open() {
        fixture = new RegistryFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @Proves({"TU-52", "GS-140"})
    void theIntentOfACallIsWrittenWithItsFirstRequestAndItsOutcomeFollows() {
        fixture.wild.reading =
                () -> {
                    fixture.request();
                    return WildStore.record("7");
                };

        fixture.store().getRecord(DEMO, SEVEN, call());
        fixture.audit.close();

        assertThat(fixture.rows())
                .containsExactly(
                        "record.read intent 7 -",
                        "egress.read intent - -",
                        "egress.read outcome - ok",
                        "record.read outcome 7 ok");
    }

    @Test
    @Proves("TU-52")
    void aFailedCallEndsWithItsCode() {
        fixture.wild.reading =
                () -> {
                    fixture.request();
                    throw new Unavailable("the server answered 503");
                };

        assertThatThrownBy(() -> fixture.store().getRecord(DEMO, SEVEN, call()))
                .isInstanceOf(Unavailable.class);
        fixture.audit.close();

        assertThat(fixture.rows()).endsWith("record.read outcome 7 unavailable");
    }

    @Test
    void writesOfAPushHaveTheRowsOfItsEffectsAndNoSecondOnes() {
        GuardedRecordStore push = fixture.store(Session.ofPush(ADA));
        push.schemas().remember(DEMO, fixture.wild.schema(DEMO, call()));
        fixture.wild.reading =
                () -> {
                    fixture.request();
                    return WildStore.record("8");
                };

        push.createRecord(DEMO, safe(RecordDraft.titled("new")), new IdempotencyKey("k"), call());
        fixture.audit.close();

        assertThat(fixture.rows()).noneMatch(row -> row.startsWith("record.create"));
    }

    @Test
    @Proves({"TR-20", "TR-22"})
    void aListingOfAnyAuthorDeliversEachIdOnceAndLabelledAndEndsOnlyAfterItsLastPage() {
        fixture.wild.listing = () -> new Pages(List.of(page("1", "2"), page("2", "3")));

        Listing listing = fixture.store().listRecords(DEMO, ListOptions.everything(), call());

        assertThat(fixture.wild.calls).as("before the first page").isEmpty();
        assertThatThrownBy(listing::end).isInstanceOf(IllegalStateException.class);
        assertThat(ids(listing.nextPage().orElseThrow())).containsExactly("1", "2");
        assertThatThrownBy(listing::nextCursor).isInstanceOf(IllegalStateException.class);
        assertThat(ids(listing.nextPage().orElseThrow())).containsExactly("3");
        assertThat(listing.nextPage()).isEmpty();
        assertThat(listing.nextPage()).isEmpty();
        assertThat(listing.end()).isInstanceOf(ListingEnd.Complete.class);
    }

    @Test
    @Proves("TR-22")
    void aRecordThatChangedWhileAnyAuthorListedItComesAgainAndLabelled() {
        Page later =
                new Page(
                        List.of(WildStore.present("1", "2"), WildStore.present("2", "1")),
                        Optional.empty(),
                        Optional.empty());
        fixture.wild.listing = () -> new Pages(List.of(page("1", "2"), Optional.of(later)));

        Listing listing = fixture.store().listRecords(DEMO, ListOptions.everything(), call());

        assertThat(ids(listing.nextPage().orElseThrow())).containsExactly("1", "2");
        assertThat(ids(listing.nextPage().orElseThrow())).containsExactly("1");
        assertThat(listing.nextPage()).isEmpty();
    }

    @Test
    @Proves({"TR-20", "TR-54"})
    void aListingThatFailsHasNoEnd() {
        fixture.wild.listing = () -> new Pages(Arrays.asList(page("1"), null));

        Listing listing = fixture.store().listRecords(DEMO, ListOptions.everything(), call());

        assertThat(listing.nextPage()).isPresent();
        assertThatThrownBy(listing::nextPage).isInstanceOf(Internal.class);
        assertThatThrownBy(listing::end).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(listing::nextPage).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Proves("TR-20")
    void aListingWithoutAnEndIsMalformedAndNotComplete() {
        fixture.wild.listing =
                () ->
                        new Pages(List.of(page("1"))) {
                            @Override
                            public ListingEnd end() {
                                throw new IllegalStateException("not yet");
                            }
                        };

        Listing listing = fixture.store().listRecords(DEMO, ListOptions.everything(), call());

        assertThat(listing.nextPage()).isPresent();
        assertThatThrownBy(listing::nextPage).isInstanceOf(Malformed.class);
    }

    @Test
    @Proves("TU-52")
    void aListingHasOnePairOfRowsHoweverManyPages() {
        fixture.wild.listing =
                () ->
                        new Pages(List.of(page("1"), page("2"), page("3"))) {
                            @Override
                            public Optional<Page> nextPage() {
                                fixture.request();
                                return super.nextPage();
                            }
                        };

        Listing listing = fixture.store().listRecords(DEMO, ListOptions.everything(), call());
        while (listing.nextPage().isPresent()) {
            assertThat(fixture.rows()).doesNotContain("record.list outcome - ok");
        }
        fixture.audit.close();

        assertThat(fixture.rows()).startsWith("record.list intent - -", "egress.read intent - -");
        assertThat(fixture.rows()).endsWith("record.list outcome - ok");
        assertThat(fixture.rows().stream().filter(row -> row.startsWith("record.list"))).hasSize(2);
    }

    private static Optional<Page> page(String... ids) {
        List<ListedItem> items = List.of(ids).stream().map(WildStore::present).toList();
        return Optional.of(new Page(items, Optional.empty(), Optional.empty()));
    }

    private static List<String> ids(Page page) {
        return page.items().stream()
                .map(
                        item -> {
                            ListedItem.Present present = (ListedItem.Present) item;
                            assertThat(present.record().label().confidentiality().isPublic())
                                    .isFalse();
                            return present.id().text();
                        })
                .toList();
    }

    /** Pages as they come; where one is missing, nothing at all is given. */
    private static class Pages implements Listing {
        private final Deque<Optional<Optional<Page>>> pages = new ArrayDeque<>();

        Pages(List<Optional<Page>> pages) {
            for (Optional<Page> page : pages) {
                this.pages.add(Optional.ofNullable(page));
            }
        }

        @Override
        public Optional<Page> nextPage() {
            return pages.isEmpty() ? Optional.empty() : pages.removeFirst().orElse(null);
        }

        @Override
        public ListingEnd end() {
            return new ListingEnd.Complete();
        }

        @Override
        public Optional<Cursor> nextCursor() {
            return Optional.of(new Cursor("c"));
        }

        @Override
        public void close() {}
    }
}

package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.json.Json;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Page;
import dev.stile.api.value.RecordId;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Listings of a server that answers badly. */
final class BrokenListingCases {
    private final Scene scene;

    BrokenListingCases(Scene scene) {
        this.scene = scene;
    }

    @Case(value = "C12", needs = Feature.CREATE)
    void repeatedCursorEnds() {
        scene.seed(ListingSize.moreThanTwoPages(scene));
        Listing listing =
                scene.store().listRecords(scene.project(), ListOptions.everything(), scene.call());
        Page first = listing.nextPage().orElseThrow();
        Wire wire = scene.wire();
        Exchange firstPage = wire.exchanges().getLast();
        wire.always(Wire::reads, new Fault.TheAnswerOf(firstPage));
        List<Page> pages = new ArrayList<>(List.of(first));

        List<Exchange> more = wire.during(() -> pages.addAll(Scene.pages(listing)));

        Listed listed = new Listed(pages, listing.end(), listing.nextCursor());
        assertThat(more).as("requests for the same page again and again").hasSizeLessThan(20);
        assertThat(listed.isComplete()).as("an endless listing that says it is complete").isFalse();
        assertThat(listed.ids()).doesNotHaveDuplicates();
    }

    @Case(value = "C13", needs = Feature.CREATE)
    void failureMidwayKeepsPages() {
        List<RecordId> seeded = scene.seed(ListingSize.moreThanTwoPages(scene));
        Listing listing =
                scene.store().listRecords(scene.project(), ListOptions.everything(), scene.call());
        Page first = listing.nextPage().orElseThrow();
        scene.wire().next(Wire::reads, new Fault.NotReached());

        assertThatThrownBy(listing::nextPage).isInstanceOf(Unavailable.class);
        assertThatThrownBy(listing::end)
                .as("an end that a failure must not have")
                .isInstanceOfAny(IllegalStateException.class, ConnectorException.class);

        Listed rest =
                Listed.of(
                        scene.store()
                                .listRecords(
                                        scene.project(),
                                        new ListOptions(first.resume(), true),
                                        scene.call()));
        HashSet<RecordId> all = new HashSet<>(rest.ids());
        all.addAll(new Listed(List.of(first), rest.end(), Optional.empty()).ids());
        assertThat(all).containsAll(seeded);
    }

    @Case(value = "C16", needs = Feature.CREATE)
    void oneBadItemIsIsolated() {
        List<RecordId> seeded = scene.seed(3);
        UnaryOperator<Json> spoilt =
                scene.world()
                        .spoiltItem()
                        .orElseThrow(() -> new NotRun("no item can be spoilt here"));
        scene.wire().always(Wire::reads, new Fault.Changed(spoilt));

        Listed listed = Listed.everything(scene);

        assertThat(listed.items()).hasSize(3);
        assertThat(listed.ids()).hasSize(2).isSubsetOf(seeded);
        assertThat(listed.items())
                .filteredOn(ListedItem.Unreadable.class::isInstance)
                .as("what is said of the item that cannot be read")
                .hasSize(1);
    }
}

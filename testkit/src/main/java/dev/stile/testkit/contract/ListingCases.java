package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Page;
import dev.stile.api.value.Position;
import dev.stile.api.value.RecordId;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Listings of a server that answers well. */
final class ListingCases {
    private final Scene scene;

    ListingCases(Scene scene) {
        this.scene = scene;
    }

    @Case("C06")
    void emptyProjectIsEmptyAndComplete() {
        Listed listed = Listed.everything(scene);

        assertThat(listed.items()).isEmpty();
        assertThat(listed.isComplete()).as("%s", listed.end()).isTrue();
    }

    @Case("C07")
    void missingProjectIsNotFound() {
        assertThatThrownBy(
                        () ->
                                Listed.of(
                                        scene.store()
                                                .listRecords(
                                                        scene.world().missingProject(),
                                                        ListOptions.everything(),
                                                        scene.call())))
                .isInstanceOfSatisfying(
                        NotFound.class,
                        missing -> assertThat(missing.what()).isEqualTo(NotFound.What.PROJECT));
    }

    @Case(value = "C08", needs = Feature.CREATE)
    void allPagesAreFollowed() {
        List<RecordId> seeded = scene.seed(moreThanTwoPages());

        Listed listed = Listed.everything(scene);

        assertThat(listed.isComplete()).as("%s", listed.end()).isTrue();
        assertThat(listed.ids())
                .containsExactlyInAnyOrderElementsOf(seeded)
                .doesNotHaveDuplicates();
        assertThat(listed.pages()).hasSizeGreaterThan(2);
    }

    @Case(value = "C09", needs = Feature.CREATE)
    void secondPageRequestIsWhatTheServerSaid() {
        scene.seed(moreThanTwoPages());

        List<String> asked =
                scene.wire().during(() -> Listed.everything(scene)).stream()
                        .map(exchange -> exchange.request().url().toString())
                        .toList();

        assertThat(asked).hasSizeGreaterThan(2);
        assertThat(new HashSet<>(asked)).as("each page is asked for once").hasSameSizeAs(asked);
    }

    @Case(
            value = "C10",
            needs = {Feature.CREATE, Feature.DELETE})
    void eachIdOnceWhenPagesShift() {
        List<RecordId> seeded = scene.seed(moreThanTwoPages());
        Listing listing =
                scene.store().listRecords(scene.project(), ListOptions.everything(), scene.call());
        List<Page> pages = new ArrayList<>(List.of(listing.nextPage().orElseThrow()));
        RecordId gone = seeded.getFirst();
        scene.colleagueDeletes(gone);

        pages.addAll(Scene.pages(listing));

        Listed listed = new Listed(pages, listing.end(), listing.nextCursor());
        assertThat(listed.ids()).doesNotHaveDuplicates();
        if (listed.isComplete()) {
            assertThat(listed.ids())
                    .as("a listing that says it is complete")
                    .containsAll(seeded.stream().filter(id -> !id.equals(gone)).toList());
        }
    }

    @Case(value = "C11", needs = Feature.CREATE)
    void truncationIsTyped() {
        List<RecordId> seeded = scene.seed(5);
        scene.only(
                scene.world().truncateListingsAt(scene.project(), 3),
                "this server has no limit of its own");

        Listed listed = Listed.everything(scene);

        assertThat(listed.isComplete()).as("a cut listing that says it is complete").isFalse();
        assertThat(seeded).containsAll(listed.ids());
    }

    @Case(value = "C14", needs = Feature.CREATE)
    void resumeFromPosition() {
        List<RecordId> seeded = scene.seed(moreThanTwoPages());
        Page first =
                scene.store()
                        .listRecords(scene.project(), ListOptions.everything(), scene.call())
                        .nextPage()
                        .orElseThrow();
        scene.only(first.resume().isPresent(), "pages of this vendor have no position");
        Position behindFirst = first.resume().orElseThrow();

        Listed rest =
                Listed.of(
                        scene.store()
                                .listRecords(
                                        scene.project(),
                                        new ListOptions(Optional.of(behindFirst), true),
                                        scene.call()));

        HashSet<RecordId> both = new HashSet<>(rest.ids());
        new Listed(List.of(first), rest.end(), rest.cursor()).ids().forEach(both::add);
        assertThat(both).containsAll(seeded);
        assertThat(rest.ids()).as("what follows the first page").hasSizeLessThan(seeded.size());
    }

    private int moreThanTwoPages() {
        return ListingSize.moreThanTwoPages(scene);
    }
}

package dev.stile.core.registry;

import static dev.stile.core.registry.RegistryFixture.DEMO;
import static dev.stile.core.registry.RegistryFixture.call;
import static dev.stile.core.registry.RegistryFixture.safe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.record.BodyChange;
import dev.stile.api.record.BodySize;
import dev.stile.api.record.BodyState;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.Feature;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Listings;
import dev.stile.api.store.PageSource;
import dev.stile.api.store.Precondition;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.testkit.Proves;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Texts at the bound and beyond it, on their way in and out. */
final class BodyBoundsTest {
    private static final RecordId SEVEN = new RecordId("7");

    /** Three bytes a character: the bound is one of bytes. */
    private static final String LARGEST = "€".repeat(BodySize.MOST / 3) + "x";

    private static final String TOO_LARGE = LARGEST + "y";

    @TempDir private Path folder;

    private RegistryFixture fixture;

    @BeforeEach
    void open() {
        fixture = new RegistryFixture(folder);
        fixture.wild.features.addAll(List.of(Feature.COMMENTS_READ, Feature.COMMENTS_WRITE));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @Proves("TR-64")
    void aRecordWithATextBeyondTheBoundIsShownWithoutItAndSaysSoInAListingAndAlone() {
        assertThat(read(LARGEST)).isEqualTo(BodyState.PRESENT + " " + LARGEST.length());
        assertThat(listed(LARGEST)).isEqualTo(BodyState.PRESENT + " " + LARGEST.length());

        assertThat(read(TOO_LARGE)).isEqualTo(BodyState.TOO_LARGE + " 0");
        assertThat(listed(TOO_LARGE)).isEqualTo(BodyState.TOO_LARGE + " 0");
    }

    @Test
    @Proves("TR-64")
    void aCommentBeyondTheBoundIsMalformedAndTheBoundIsNamed() {
        fixture.wild.comments = List.of(comment(LARGEST));
        assertThat(fixture.store().listComments(DEMO, SEVEN, call())).hasSize(1);
        fixture.wild.comments = List.of(comment("short"), comment(TOO_LARGE));

        assertThatThrownBy(() -> fixture.store().listComments(DEMO, SEVEN, call()))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining(Integer.toString(BodySize.MOST));
    }

    @Test
    @Proves("TR-64")
    void aTextBeyondTheBoundIsRefusedBeforeTheConnectorIsAsked() {
        GuardedRecordStore store = fixture.store();
        Precondition any = new Precondition.Unconditional();
        IdempotencyKey key = new IdempotencyKey("k-1");
        isRefused(
                () ->
                        store.createRecord(
                                DEMO,
                                safe(RecordDraft.titled("new").withBody(TOO_LARGE)),
                                key,
                                call()));
        isRefused(() -> store.updateRecord(DEMO, SEVEN, safe(change(TOO_LARGE)), any, call()));
        isRefused(
                () ->
                        store.addComment(
                                DEMO,
                                SEVEN,
                                safe(new CommentDraft(TOO_LARGE, Optional.empty())),
                                key,
                                call()));
        assertThat(fixture.wild.calls).doesNotContain("create", "update");

        store.updateRecord(DEMO, SEVEN, safe(change(LARGEST)), any, call());
        assertThat(fixture.wild.calls).contains("update");
    }

    private static void isRefused(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.field()).isEqualTo("body"))
                .hasMessageContaining(Integer.toString(BodySize.MOST));
    }

    private static RecordChange change(String body) {
        return new RecordChange(List.of(), Optional.of(new BodyChange(body, Optional.empty())));
    }

    private String read(String body) {
        fixture.wild.reading = () -> record(body);
        return seen(fixture.store().getRecord(DEMO, SEVEN, call()));
    }

    private String listed(String body) {
        ListedItem item = new ListedItem.Present(SEVEN, new Version("1"), record(body));
        fixture.wild.listing =
                () ->
                        Listings.byCursor(
                                ListOptions.everything(),
                                page ->
                                        new PageSource.Fetched(
                                                List.of(item),
                                                Optional.empty(),
                                                true,
                                                Optional.empty(),
                                                Optional.empty()));
        try (Listing listing =
                fixture.store().listRecords(DEMO, ListOptions.everything(), call())) {
            ListedItem found = listing.nextPage().orElseThrow().items().getFirst();
            return seen(((ListedItem.Present) found).record());
        }
    }

    private static Tainted<TrackerRecord> record(String body) {
        return Tainted.of(
                TrackerRecord.of(SEVEN, "a title", RecordMeta.of(new Version("1")))
                        .body(body)
                        .build(),
                WildStore.CARELESS);
    }

    private static Tainted<Comment> comment(String body) {
        return Tainted.of(
                new Comment(
                        new RecordId("1"),
                        SEVEN,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        body,
                        new Version("1")),
                WildStore.CARELESS);
    }

    private static String seen(Tainted<TrackerRecord> record) {
        long length = record.checked(read -> new Quantity(read.body().length())).value();
        long state = record.checked(read -> new Quantity(read.meta().body().ordinal())).value();
        return BodyState.values()[(int) state] + " " + length;
    }
}

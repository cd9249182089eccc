package dev.stile.connectors.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.traffic.LoggedRequest;
import dev.stile.simulator.wire.Headers;
import dev.stile.testkit.Proves;
import dev.stile.testkit.contract.Who;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

final class SimStoreTest {
    private static final String PAGE = "/sim/v1/projects/**";
    private static final ProjectRef DEMO = new ProjectRef("demo");

    private SimulatorWorld world;
    private RecordStore store;

    @BeforeEach
    void start() throws IOException {
        world = new SimulatorWorld();
        world.simulator().controls().seedDemo();
        world.simulator().controls().resetCounters();
        store = open(Who.MEMBER);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @Test
    @Proves("GS-152")
    void aFirstCloneIsThePagesAndOneSchema() {
        world.simulator().controls().seedGenerated("big", 50, 1);
        bare(store.schema(new ProjectRef("big"), call()));
        Read read =
                read(store.listRecords(new ProjectRef("big"), ListOptions.everything(), call()));
        assertThat(read.end()).isEqualTo(new ListingEnd.Complete());
        assertThat(read.items()).hasSize(50);
        assertThat(requests()).isEqualTo(3 + 1);
    }

    @Test
    @Proves({"GS-150", "GS-153"})
    void aPushOfOneLineIsOneDeltaAndOneWrite() {
        Read all = read(store.listRecords(DEMO, ListOptions.everything(), call()));
        Version version = all.record("3").meta().version();
        world.simulator().controls().resetCounters();
        read(store.listChangedSince(DEMO, all.cursor(), call()));
        WriteResult written =
                store.updateRecord(
                        DEMO,
                        new RecordId("3"),
                        retitled("Pay with two cards"),
                        new Precondition.IfVersion(version),
                        call());
        assertThat(requests()).isEqualTo(2);
        assertThat(written.requests()).isEqualTo(1);
        assertThat(world.simulator().controls().requests().getLast().headers().first("If-Match"))
                .hasValue("\"" + version.text() + "\"");
    }

    @Test
    void theSecondPageIsWhatTheFirstAnswerSaid() {
        world.simulator().controls().seedGenerated("big", 30, 1);
        world.simulator().controls().resetCounters();
        Listing listing =
                store.listRecords(new ProjectRef("big"), ListOptions.everything(), call());
        Page first = listing.nextPage().orElseThrow();
        listing.nextPage();
        List<LoggedRequest> sent = world.simulator().controls().requests();
        assertThat(sent.get(1).query())
                .hasValue("limit=20&cursor=" + first.resume().orElseThrow().text());
    }

    @Test
    @Proves("TR-24")
    void oneItemThatMakesNoSenseIsNamedAndTheRestIsRead() {
        fault(new FaultAction.ReplaceItem(1, Json.object().put("id", "2").put("title", 7).build()));
        Read read = read(store.listRecords(DEMO, ListOptions.everything(), call()));
        assertThat(read.items()).hasSize(8);
        assertThat(read.items().get(1))
                .isInstanceOfSatisfying(
                        ListedItem.Unreadable.class,
                        item -> assertThat(item.id()).hasValue(new RecordId("2")));
        fault(new FaultAction.ReplaceItem(0, new Json.Null()));
        Read nameless = read(store.listRecords(DEMO, ListOptions.everything(), call()));
        assertThat(nameless.items().getFirst())
                .isInstanceOfSatisfying(
                        ListedItem.Unreadable.class, item -> assertThat(item.id()).isEmpty());
    }

    @Test
    @Proves("TR-21")
    void aListingWithoutAnEndMarkIsUnknown() {
        fault(new FaultAction.DropMember("complete"));
        assertThat(read(store.listRecords(DEMO, ListOptions.everything(), call())).end())
                .isInstanceOf(ListingEnd.Unknown.class);
    }

    @Test
    @Proves("TR-20")
    void aDeltaNamesDeletionsAndMoves() {
        Cursor cursor = read(store.listRecords(DEMO, ListOptions.everything(), call())).cursor();
        world.simulator().controls().delete("demo", "4");
        world.simulator().controls().move("demo", "5");
        Read delta = read(store.listChangedSince(DEMO, cursor, call()));
        assertThat(delta.items())
                .contains(new ListedItem.Deleted(new RecordId("4")))
                .contains(new ListedItem.Moved(new RecordId("5"), new RecordId("9")));
        assertThat(delta.record("9").title()).isEqualTo("Stock list for the spring season");
    }

    @Test
    @Proves("TR-50")
    void aCursorThatIsTooOldIsInvalidOnCursor() {
        Cursor cursor = read(store.listRecords(DEMO, ListOptions.everything(), call())).cursor();
        world.simulator().controls().project("demo", Json.object().put("retention", 1).build());
        world.simulator().controls().comment("demo", "1", "a");
        world.simulator().controls().comment("demo", "1", "b");
        assertThatThrownBy(() -> read(store.listChangedSince(DEMO, cursor, call())))
                .isInstanceOfSatisfying(
                        Invalid.class, error -> assertThat(error.field()).isEqualTo("cursor"));
    }

    @Test
    @Proves("TR-36")
    void aStaleWriteTellsTheCurrentRecord() {
        assertThatThrownBy(
                        () ->
                                store.updateRecord(
                                        DEMO,
                                        new RecordId("1"),
                                        retitled("x"),
                                        new Precondition.IfVersion(new Version("stale1")),
                                        call()))
                .isInstanceOfSatisfying(
                        VersionMismatch.class,
                        stale ->
                                assertThat(bare(stale.currentRecord().orElseThrow()).title())
                                        .isEqualTo("Checkout"));
    }

    @Test
    @Proves("TR-52")
    void aServerErrorToAWriteLeavesTheOutcomeOpen() {
        fault(
                new FaultAction.Status(
                        500, Headers.none(), "application/problem+json", "{\"code\":\"invalid\"}"));
        assertThatThrownBy(
                        () ->
                                store.updateRecord(
                                        DEMO,
                                        new RecordId("1"),
                                        retitled("x"),
                                        new Precondition.Unconditional(),
                                        call()))
                .isInstanceOf(OutcomeUnknown.class);
    }

    @Test
    @Proves({"TR-39", "TR-104"})
    void aMissingScopeIsNamedAndAHiddenProjectIsNotThere() {
        assertThatThrownBy(
                        () ->
                                open(Who.READER)
                                        .updateRecord(
                                                DEMO,
                                                new RecordId("1"),
                                                retitled("x"),
                                                new Precondition.Unconditional(),
                                                call()))
                .isInstanceOfSatisfying(
                        Permission.class,
                        error ->
                                assertThat(error.details()).containsExactly("missing: role write"));
        assertThatThrownBy(
                        () ->
                                read(
                                        open(Who.OUTSIDER)
                                                .listRecords(
                                                        DEMO, ListOptions.everything(), call())))
                .isInstanceOfSatisfying(
                        NotFound.class,
                        error -> assertThat(error.what()).isEqualTo(NotFound.What.PROJECT));
        ProbeResult probe = open(Who.READER).probe(call());
        assertThat(probe.missingScopes()).containsExactly("write", "comment");
        assertThat(probe.widerScopes()).isEmpty();
        assertThat(bare(probe.identity()).handle()).hasValue("reader");
    }

    @Test
    void commentsAreReadWrittenFoundChangedAndDeleted() {
        RecordId record = new RecordId("2");
        IdempotencyKey key = new IdempotencyKey("comment-1");
        Untainted<CommentDraft, Sink.RecordField> draft =
                UserInput.trusted(new CommentDraft("Fixed on the test host.", Optional.of("2")));
        Comment added = bare(store.addComment(DEMO, record, draft, key, call()));
        assertThat(bare(store.addComment(DEMO, record, draft, key, call()))).isEqualTo(added);
        assertThat(added.replyTo()).hasValue(new RecordId("2"));
        assertThat(
                        store.findCreated(
                                DEMO,
                                new CreateIntent.OfComment(record, draft),
                                key,
                                Instant.EPOCH,
                                call()))
                .isEqualTo(new FindResult.Found(added.id()));
        assertThat(
                        store.findCreated(
                                DEMO,
                                new CreateIntent.OfComment(record, draft),
                                new IdempotencyKey("other"),
                                Instant.EPOCH,
                                call()))
                .isEqualTo(new FindResult.Absent());
        Comment changed =
                bare(
                        store.updateComment(
                                DEMO,
                                record,
                                added.id(),
                                UserInput.trusted(new CommentDraft("Fixed.", Optional.empty())),
                                new Precondition.IfVersion(added.version()),
                                call()));
        assertThat(changed.body()).isEqualTo("Fixed.");
        assertThat(store.listComments(DEMO, record, call())).hasSize(3);
        assertThat(
                        store.deleteComment(
                                DEMO, record, added.id(), new Precondition.Unconditional(), call()))
                .isEqualTo(new RemoveResult.Deleted());
        assertThat(
                        store.deleteComment(
                                DEMO, record, added.id(), new Precondition.Unconditional(), call()))
                .isEqualTo(new RemoveResult.AlreadyGone());
    }

    @Test
    void anOldVersionCanBeRead() {
        TrackerRecord before = bare(store.getRecord(DEMO, new RecordId("1"), call()));
        store.updateRecord(
                DEMO, new RecordId("1"), retitled("x"), new Precondition.Unconditional(), call());
        assertThat(
                        bare(
                                store.getRevision(
                                        DEMO, new RecordId("1"), before.meta().version(), call())))
                .isEqualTo(before);
    }

    @Test
    void projectsAreListedWithWhatMayBeDoneInThem() {
        assertThat(store.projects(call()))
                .singleElement()
                .satisfies(
                        project -> {
                            assertThat(project.project()).isEqualTo(DEMO);
                            assertThat(project.records()).hasValue(8);
                            assertThat(project.writable()).isTrue();
                        });
        assertThat(open(Who.READER).projects(call()).getFirst().writable()).isFalse();
    }

    private RecordStore open(Who who) {
        return world.open(who, UnaryOperator.identity()).orElseThrow();
    }

    private long requests() {
        return world.simulator().controls().counters().requests();
    }

    private void fault(FaultAction action) {
        world.simulator().controls().clearFaults();
        world.simulator()
                .controls()
                .fault(
                        new FaultRule(
                                Optional.empty(),
                                Optional.of(PAGE),
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalInt.of(1),
                                action));
    }

    private static Untainted<RecordChange, Sink.RecordField> retitled(String title) {
        return UserInput.trusted(
                new RecordChange(
                        List.of(
                                new FieldChange.Set(
                                        FieldRef.TITLE, new FieldValue.TextValue(title))),
                        Optional.empty()));
    }

    private static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)),
                "test",
                Label.outside(Scope.of("sim")),
                Progress.SILENT);
    }

    private record Read(List<ListedItem> items, ListingEnd end, Cursor cursor) {
        TrackerRecord record(String id) {
            return items.stream()
                    .<TrackerRecord>mapMulti(
                            (item, sink) -> {
                                if (item instanceof ListedItem.Present present
                                        && present.id().text().equals(id)) {
                                    sink.accept(bare(present.record()));
                                }
                            })
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Read read(Listing listing) {
        List<ListedItem> items = new ArrayList<>();
        try (listing) {
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                items.addAll(page.get().items());
            }
            return new Read(items, listing.end(), listing.nextCursor().orElseThrow());
        }
    }

    /** What is inside: a test may look, a program may not. */
    private static <T> T bare(Tainted<T> tainted) {
        List<T> seen = new ArrayList<>();
        tainted.checked(
                value -> {
                    seen.add(value);
                    return new Quantity(0);
                });
        return seen.getFirst();
    }
}

package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.bare;
import static dev.stile.connectors.redmine.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.WriteResult;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.connectors.redmine.support.DirectEgress;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicBoolean;

/** Writes beside those of others, in a Redmine that none of us wrote. */
@NeedsRedmine
final class RealRacesTest extends AgainstRedmine {
    RealRacesTest(RedmineServer redmine) {
        super(redmine);
    }

    @Test
    @Proves({"TR-36", "TR-37"})
    void aStaleVersionIsAMismatchThatShowsTheCurrentRecord() throws Exception {
        RecordId id = issue("\"subject\":\"before\"");
        TrackerRecord before = read(id);
        redmine.expect(
                "rita",
                "PUT",
                "/issues/" + id + ".json",
                "{\"issue\":{\"notes\":\"only a note\"}}");
        redmine.expect(
                "dana", "PUT", "/issues/" + id + ".json", "{\"issue\":{\"subject\":\"theirs\"}}");

        assertThatThrownBy(
                        () ->
                                store.updateRecord(
                                        project,
                                        id,
                                        change(title("mine")),
                                        ifStill(before),
                                        call()))
                .isInstanceOfSatisfying(
                        ConnectorException.VersionMismatch.class,
                        mismatch ->
                                assertThat(bare(mismatch.currentRecord().orElseThrow()).title())
                                        .isEqualTo("theirs"));
        assertThat(read(id).title()).isEqualTo("theirs");

        WriteResult overwritten =
                store.updateRecord(
                        project,
                        id,
                        change(title("mine")),
                        new Precondition.Unconditional(),
                        call());
        assertThat(bare(overwritten.record()).title()).isEqualTo("mine");
        assertThatThrownBy(
                        () ->
                                store.updateRecord(
                                        project,
                                        id,
                                        change(title("mine")),
                                        ifStill(before),
                                        call()))
                .isInstanceOf(ConnectorException.VersionMismatch.class);
    }

    @Test
    void aNewRelationDoesNotMakeAPushStale() throws Exception {
        RecordId id = issue("\"subject\":\"one\"");
        RecordId other = issue("\"subject\":\"other\"");
        TrackerRecord before = read(id);
        redmine.expect(
                "dana",
                "POST",
                "/issues/" + id + "/relations.json",
                "{\"relation\":{\"issue_to_id\":" + other + ",\"relation_type\":\"relates\"}}");

        TrackerRecord related = read(id);
        assertThat(related.links()).hasSize(1);
        assertThat(related.meta().updatedAt()).isEqualTo(before.meta().updatedAt());
        assertThat(related.meta().version()).isNotEqualTo(before.meta().version());
        WriteResult result =
                store.updateRecord(project, id, change(title("two")), ifStill(before), call());
        assertThat(bare(result.record()).title()).isEqualTo("two");
    }

    @Test
    @Proves("TR-35")
    void anEditBetweenCheckAndWriteIsReportedAsLost() throws Exception {
        RecordId id = issue("\"subject\":\"before\",\"description\":\"text\"");
        TrackerRecord before = read(id);
        AtomicBoolean once = new AtomicBoolean();
        egress.before(
                request -> {
                    if (request.method().equals("PUT") && once.compareAndSet(false, true)) {
                        edit("admin", id, "\"subject\":\"a stranger's\",\"done_ratio\":10");
                    }
                });

        WriteResult result =
                store.updateRecord(project, id, change(title("mine")), ifStill(before), call());

        assertThat(result.lostUpdate().orElseThrow().fields()).containsExactly(FieldRef.TITLE);
        assertThat(bare(result.lostUpdate().orElseThrow().overwritten()).title())
                .isEqualTo("a stranger's");
        assertThat(read(id).title()).isEqualTo("mine");
        assertThat(read(id).value(extension("done_ratio"))).contains(number("10"));
    }

    @Test
    void whatOnlyOthersChangedInTheMeantimeIsNotLost() throws Exception {
        RecordId id = issue("\"subject\":\"before\"");
        TrackerRecord before = read(id);
        AtomicBoolean once = new AtomicBoolean();
        egress.before(
                request -> {
                    if (request.method().equals("PUT") && once.compareAndSet(false, true)) {
                        edit("admin", id, "\"description\":\"a stranger's\"");
                    }
                });

        WriteResult result =
                store.updateRecord(project, id, change(title("mine")), ifStill(before), call());

        assertThat(result.lostUpdate()).isEmpty();
        assertThat(read(id).body()).isEqualTo("a stranger's");
    }

    @Test
    @Proves("GS-94")
    void ourOwnWriteComesBackAtTheVersionThatItReturned() throws Exception {
        RecordId id = issue("\"subject\":\"before\"");
        Cursor cursor = cursor();
        WriteResult result =
                store.updateRecord(
                        project,
                        id,
                        change(title("after")),
                        new Precondition.Unconditional(),
                        call());

        Read delta = readAll(store.listChangedSince(project, cursor, call()));

        assertThat(delta.records())
                .filteredOn(record -> record.id().equals(id))
                .singleElement()
                .satisfies(
                        record -> assertThat(record.meta().version()).isEqualTo(result.version()));
    }

    @Test
    void anAnonymousWriteIsAuth() throws Exception {
        RecordId id = issue("\"subject\":\"public\"");
        try (DirectEgress stranger = new DirectEgress("0123456789012345678901234567890123456789")) {
            RecordStore strangers = Opened.store(stranger, redmine.webUrl().toString());
            assertThatThrownBy(
                            () ->
                                    strangers.updateRecord(
                                            project,
                                            id,
                                            change(title("x")),
                                            new Precondition.Unconditional(),
                                            call()))
                    .isInstanceOf(ConnectorException.Auth.class);
        }
    }
}

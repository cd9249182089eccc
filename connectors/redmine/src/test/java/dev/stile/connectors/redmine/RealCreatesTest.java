package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.bare;
import static dev.stile.connectors.redmine.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.WriteResult;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.connectors.redmine.support.DirectEgress;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Instant;

/** Creating issues in a Redmine that none of us wrote. */
@NeedsRedmine
final class RealCreatesTest extends AgainstRedmine {
    RealCreatesTest(RedmineServer redmine) {
        super(redmine);
    }

    @Test
    @Proves("TR-153")
    void createReturnsWhatTheServerMade() {
        WriteResult result =
                store.createRecord(
                        project,
                        draft(RecordDraft.titled("New one").withBody("first\nsecond")),
                        KEY,
                        call());

        TrackerRecord record = bare(result.record());
        assertThat(result.notTaken()).isEmpty();
        assertThat(result.requests()).isEqualTo(1);
        assertThat(record.title()).isEqualTo("New one");
        assertThat(record.body()).isEqualTo("first\r\nsecond");
        assertThat(read(result.id())).isEqualTo(record);
    }

    @Test
    @Proves("TR-156")
    void everyWritableFieldIsSentWhenARecordIsCreated() {
        RecordDraft draft =
                RecordDraft.titled("All of it")
                        .withBody("body")
                        .with(FieldRef.TYPE, text("Everything"))
                        .with(FieldRef.PRIORITY, text("urgent"))
                        .with(FieldRef.ASSIGNEES, people("5"))
                        .with(FieldRef.PARENT, new FieldValue.RecordValue(new RecordId("1")))
                        .with(FieldRef.DUE, day("2026-12-24"))
                        .with(extension("category"), text("Backend"))
                        .with(extension("fixed_version"), text("1.0"))
                        .with(extension("start_date"), day("2026-12-01"))
                        .with(extension("done_ratio"), number("20"))
                        .with(extension("estimated_hours"), number("1.5"))
                        .with(extension("severity"), text("high"))
                        .with(extension("customer"), text("ACME"));
        store.listRecords(DEMO, ListOptions.everything(), call()).nextPage();

        WriteResult result = store.createRecord(DEMO, draft(draft), KEY, call());

        TrackerRecord record = read(DEMO, result.id());
        assertThat(result.notTaken()).isEmpty();
        draft.values()
                .forEach(
                        (field, value) -> {
                            if (!field.equals(FieldRef.PRIORITY)) {
                                assertThat(record.value(field))
                                        .as(field.toString())
                                        .contains(value);
                            }
                        });
        assertThat(record.priority()).contains("Urgent");
    }

    @Test
    @Proves({"TR-33", "TR-41"})
    void aStatusThatNewIssuesCannotHaveIsGivenAfterwards() {
        WriteResult result =
                store.createRecord(
                        project,
                        draft(
                                RecordDraft.titled("Started")
                                        .with(FieldRef.STATUS, text("In Progress"))),
                        KEY,
                        call());

        assertThat(result.notTaken()).isEmpty();
        assertThat(read(result.id()).status().orElseThrow().name()).isEqualTo("In Progress");
    }

    @Test
    @Proves("TR-33")
    void aStatusThatCannotBeReachedIsNamedAndTheNewIssueIsKept() {
        WriteResult result =
                store.createRecord(
                        project,
                        draft(
                                RecordDraft.titled("Rejected at once")
                                        .with(FieldRef.STATUS, text("Rejected"))),
                        KEY,
                        call());

        assertThat(result.notTaken()).containsExactly(FieldRef.STATUS);
        assertThat(read(result.id()).title()).isEqualTo("Rejected at once");
    }

    @Test
    void aProjectThatTakesNoIssuesIsPermission() {
        assertThatThrownBy(
                        () ->
                                store.createRecord(
                                        new ProjectRef("closed"),
                                        draft(RecordDraft.titled("late")),
                                        KEY,
                                        call()))
                .isInstanceOf(ConnectorException.Permission.class);
        assertThatThrownBy(
                        () ->
                                store.createRecord(
                                        new ProjectRef("vault"),
                                        draft(RecordDraft.titled("hidden")),
                                        KEY,
                                        call()))
                .isInstanceOf(ConnectorException.Permission.class);
        assertThatThrownBy(
                        () ->
                                store.createRecord(
                                        new ProjectRef("nowhere"),
                                        draft(RecordDraft.titled("lost")),
                                        KEY,
                                        call()))
                .isInstanceOf(ConnectorException.NotFound.class);
    }

    @Test
    @Proves({"TR-31", "TR-157"})
    void aLostAnswerIsFoundAndNothingIsGuessed() {
        Instant since = Instant.now().minusSeconds(1);
        RecordDraft draft = RecordDraft.titled("Lost answer").withBody("one\ntwo");
        CreateIntent intent = new CreateIntent.OfRecord(draft(draft));
        assertThat(store.findCreated(project, intent, KEY, since, call()))
                .isInstanceOf(FindResult.Absent.class);

        egress.after(
                request -> {
                    if (request.method().equals("POST")) {
                        throw new ConnectorException.OutcomeUnknown(
                                "creating the issue", "the answer was lost");
                    }
                });
        assertThatThrownBy(() -> store.createRecord(project, draft(draft), KEY, call()))
                .isInstanceOf(ConnectorException.OutcomeUnknown.class);
        egress.after(request -> {});

        assertThat(store.findCreated(project, intent, KEY, since, call()))
                .isInstanceOfSatisfying(
                        FindResult.Found.class,
                        found -> assertThat(read(found.id()).title()).isEqualTo("Lost answer"));
        assertThat(store.findCreated(project, intent, KEY, Instant.now().plusSeconds(60), call()))
                .as("older than the first attempt")
                .isInstanceOf(FindResult.CannotTell.class);
        assertThat(store.findCreated(project, intent, KEY, Instant.EPOCH, call()))
                .as("where no time of the server is known")
                .isInstanceOf(FindResult.Found.class);
        store.createRecord(project, draft(draft), KEY, call());
        assertThat(store.findCreated(project, intent, KEY, since, call()))
                .isInstanceOf(FindResult.CannotTell.class);
    }

    @Test
    void anUnknownKeyProvesNoAbsence() {
        try (DirectEgress stranger = new DirectEgress("0123456789012345678901234567890123456789")) {
            RecordStore strangers = Opened.store(stranger, redmine.webUrl().toString());
            assertThatThrownBy(
                            () ->
                                    strangers.findCreated(
                                            project,
                                            new CreateIntent.OfRecord(
                                                    draft(RecordDraft.titled("x"))),
                                            KEY,
                                            Instant.EPOCH,
                                            call()))
                    .isInstanceOf(ConnectorException.Auth.class);
        }
    }
}

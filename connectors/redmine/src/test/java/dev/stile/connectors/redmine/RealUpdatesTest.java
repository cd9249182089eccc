package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.bare;
import static dev.stile.connectors.redmine.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.BodyChange;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.connectors.redmine.support.DirectEgress;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** Changing issues in a Redmine that none of us wrote. */
@NeedsRedmine
final class RealUpdatesTest extends AgainstRedmine {
    RealUpdatesTest(RedmineServer redmine) {
        super(redmine);
    }

    @Test
    @Proves("GS-153")
    void anUpdateChecksWritesAndReadsBack() throws Exception {
        RecordId id = issue("\"subject\":\"before\",\"description\":\"one\\ntwo\"");
        TrackerRecord before = read(id);
        Cursor cursor = cursor();
        RecordStore pushing = Opened.store(egress, redmine.webUrl().toString());
        egress.taken();
        pushing.listChangedSince(project, cursor, call()).nextPage();

        WriteResult result =
                pushing.updateRecord(project, id, change(title("after")), ifStill(before), call());

        assertThat(result.notTaken()).isEmpty();
        assertThat(result.lostUpdate()).isEmpty();
        assertThat(egress.taken()).as("delta, check, write, read-back").hasSize(4);
        assertThat(read(id).title()).isEqualTo("after");
        assertThat(read(id).body()).isEqualTo("one\r\ntwo");
        assertThat(read(id).meta().version()).isEqualTo(result.version());
    }

    @Test
    void fieldsAreClearedAndListsAmended() throws Exception {
        RecordId id =
                new RecordId(
                        redmine.newIssue(
                                "dana",
                                "demo",
                                """
                "subject":"full","tracker_id":4,"assigned_to_id":5,"category_id":1,"fixed_version_id":1,
                "parent_issue_id":1,"start_date":"2026-01-02","due_date":"2026-03-04","done_ratio":30,
                "estimated_hours":2.5,"description":"text","custom_fields":[{"id":1,"value":"mid"},
                {"id":8,"value":["ui","db"]}]
                """));
        TrackerRecord before = read(DEMO, id);
        List<FieldChange> changes =
                List.of(
                        new FieldChange.Clear(FieldRef.ASSIGNEES),
                        new FieldChange.Clear(FieldRef.PARENT),
                        new FieldChange.Clear(FieldRef.DUE),
                        new FieldChange.Clear(extension("category")),
                        new FieldChange.Clear(extension("fixed_version")),
                        new FieldChange.Clear(extension("start_date")),
                        new FieldChange.Clear(extension("estimated_hours")),
                        new FieldChange.Clear(extension("done_ratio")),
                        new FieldChange.Clear(extension("severity")),
                        new FieldChange.Amend(
                                extension("areas"), List.of(text("api")), List.of(text("ui"))));

        WriteResult result =
                store.updateRecord(
                        DEMO,
                        id,
                        UserInput.trusted(
                                new RecordChange(
                                        changes,
                                        Optional.of(new BodyChange("", Optional.empty())))),
                        ifStill(before),
                        call());

        TrackerRecord after = read(DEMO, id);
        assertThat(result.notTaken()).isEmpty();
        assertThat(after.body()).isEmpty();
        assertThat(after.assignees()).isEmpty();
        assertThat(after.parent()).isEmpty();
        assertThat(after.due()).isEmpty();
        assertThat(after.value(extension("severity"))).isEmpty();
        assertThat(after.value(extension("areas")))
                .contains(new FieldValue.ListValue(List.of(text("db"), text("api"))));
    }

    @Test
    @Proves("TR-41")
    void aStatusThatTheWorkflowDoesNotAllowIsRefusedAndListsWhatIsReachable() throws Exception {
        RecordId id = issue("\"subject\":\"new\"");
        egress.taken();

        assertThatThrownBy(
                        () ->
                                store.updateRecord(
                                        project,
                                        id,
                                        change(set(FieldRef.STATUS, text("Rejected"))),
                                        ifStill(read(id)),
                                        call()))
                .isInstanceOfSatisfying(
                        ConnectorException.Invalid.class,
                        invalid -> {
                            assertThat(invalid.field()).isEqualTo("status");
                            assertThat(invalid.allowed().stream().map(Opened::bare).toList())
                                    .contains("In Progress", "Closed")
                                    .doesNotContain("Rejected");
                        });
        assertThat(egress.taken()).noneMatch(line -> line.startsWith("PUT"));

        WriteResult result =
                store.updateRecord(
                        project,
                        id,
                        change(set(FieldRef.STATUS, text("closed"))),
                        ifStill(read(id)),
                        call());
        assertThat(bare(result.record()).status().orElseThrow().name()).isEqualTo("Closed");
    }

    @Test
    @Proves("TR-34")
    void whatTheServerSilentlyIgnoresIsNamed() throws Exception {
        RecordId id = issue("\"subject\":\"before\"");
        try (DirectEgress reporter = new DirectEgress(redmine.key("rita"))) {
            RecordStore reporters = Opened.store(reporter, redmine.webUrl().toString());

            WriteResult result =
                    reporters.updateRecord(
                            project,
                            id,
                            change(title("not allowed")),
                            new Precondition.Unconditional(),
                            call());

            assertThat(result.notTaken()).containsExactly(FieldRef.TITLE);
            assertThat(read(id).title()).isEqualTo("before");
        }
        RecordId parent = issue("\"subject\":\"parent\"");
        redmine.newIssue(
                "dana", project.text(), "\"subject\":\"child\",\"parent_issue_id\":" + parent);
        WriteResult derived =
                store.updateRecord(
                        project,
                        parent,
                        change(set(FieldRef.PRIORITY, text("High")), title("parent two")),
                        new Precondition.Unconditional(),
                        call());
        assertThat(derived.notTaken()).containsExactly(FieldRef.PRIORITY);
    }

    @Test
    void anInvalidValueNamesItsField() throws Exception {
        RecordId id = issue("\"subject\":\"before\"");
        assertInvalid(id, "title", title("x".repeat(256)));
        assertInvalid(id, "due", set(FieldRef.DUE, day("1999-01-01")));
        assertInvalid(id, "assignees", set(FieldRef.ASSIGNEES, people("7")));
        assertInvalid(id, "parent", set(FieldRef.PARENT, new FieldValue.RecordValue(id)));
        assertInvalid(id, "fields.done_ratio", set(extension("done_ratio"), number("150")));
        assertInvalid(
                id, "fields.estimated_hours", set(extension("estimated_hours"), number("-1")));
        assertInvalid(id, "fields.severity", set(extension("severity"), text("enormous")));
        assertInvalid(id, "priority", set(FieldRef.PRIORITY, text("Whatever")));
        assertInvalid(id, "fields.unheard_of", set(extension("unheard_of"), text("x")));
        assertThat(read(id).title()).isEqualTo("before");
    }

    private void assertInvalid(RecordId id, String field, FieldChange change) {
        assertThatThrownBy(
                        () ->
                                store.updateRecord(
                                        project,
                                        id,
                                        change(change),
                                        new Precondition.Unconditional(),
                                        call()))
                .as(field)
                .isInstanceOfSatisfying(
                        ConnectorException.Invalid.class,
                        invalid -> assertThat(invalid.field()).isEqualTo(field));
    }
}

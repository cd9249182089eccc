package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.bare;
import static dev.stile.connectors.redmine.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ReadResult;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.connectors.redmine.support.DirectEgress;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Single issues and schemas of a Redmine that none of us wrote. */
@NeedsRedmine
final class RealReadingTest extends AgainstRedmine {
    RealReadingTest(RedmineServer redmine) {
        super(redmine);
    }

    @Test
    void aListedRecordEqualsTheOneReadAlone() throws Exception {
        String project = redmine.newProject();
        String parent = redmine.newIssue("dana", project, "\"subject\":\"parent\"");
        String first =
                redmine.newIssue(
                        "dana", project, "\"subject\":\"first\",\"description\":\"one\\ntwo\"");
        String second =
                redmine.newIssue(
                        "dana", project, "\"subject\":\"second\",\"parent_issue_id\":" + parent);
        redmine.expect(
                "dana",
                "POST",
                "/issues/" + first + "/relations.json",
                "{\"relation\":{\"issue_to_id\":" + second + ",\"relation_type\":\"blocks\"}}");

        Read read =
                readAll(
                        store.listRecords(
                                new ProjectRef(project), ListOptions.everything(), call()));

        assertThat(read.records()).hasSize(3);
        for (TrackerRecord listed : read.records()) {
            assertThat(bare(store.getRecord(new ProjectRef(project), listed.id(), call())))
                    .isEqualTo(listed);
        }
    }

    @Test
    @Proves("TR-156")
    void everyFieldIsReadAndTheBodyKeepsTheServersLineEnds() throws Exception {
        String id =
                redmine.newIssue(
                        "dana",
                        "demo",
                        """
                "subject":"All of it","description":"one\\ntwo","tracker_id":4,"priority_id":4,"category_id":1,
                "fixed_version_id":1,"start_date":"2026-01-02","due_date":"2026-03-04","done_ratio":30,
                "estimated_hours":2.5,"custom_fields":[{"id":1,"value":"mid"},{"id":4,"value":"7"},
                {"id":8,"value":["ui","db"]}]
                """);
        TrackerRecord record = bare(store.getRecord(DEMO, new RecordId(id), call()));

        assertThat(record.title()).isEqualTo("All of it");
        assertThat(record.body()).isEqualTo("one\r\ntwo");
        assertThat(record.type()).contains("Everything");
        assertThat(record.priority()).contains("Urgent");
        assertThat(record.status().orElseThrow().name()).isEqualTo("New");
        assertThat(record.status().orElseThrow().category()).isEqualTo(StatusCategory.TODO);
        assertThat(record.due().orElseThrow()).hasToString("2026-03-04");
        assertThat(textOf(record, "category")).isEqualTo("Backend");
        assertThat(textOf(record, "fixed_version")).isEqualTo("1.0");
        assertThat(textOf(record, "severity")).isEqualTo("mid");
        assertThat(textOf(record, "points"))
                .as("the format is an administrator's secret")
                .isEqualTo("7");
        assertThat(record.value(FieldRef.extension("areas")))
                .contains(
                        new FieldValue.ListValue(
                                List.of(
                                        new FieldValue.TextValue("ui"),
                                        new FieldValue.TextValue("db"))));
        assertThat(record.meta().author().orElseThrow().display()).isEqualTo("Dana Developer");
        assertThat(record.meta().url()).contains(redmine.webUrl() + "/issues/" + id);
    }

    @Test
    void anAdministratorsKeyKnowsTheTypesOfCustomFields() throws Exception {
        String id =
                redmine.newIssue(
                        "dana",
                        "demo",
                        """
                "subject":"Typed","tracker_id":4,"custom_fields":[{"id":4,"value":"7"},{"id":6,"value":"2026-02-03"},
                {"id":7,"value":"1"}]
                """);
        try (DirectEgress administrator = new DirectEgress(redmine.key("admin"))) {
            RecordStore admins = Opened.store(administrator, redmine.webUrl().toString());
            TrackerRecord record = bare(admins.getRecord(DEMO, new RecordId(id), call()));

            assertThat(record.value(FieldRef.extension("points")).orElseThrow())
                    .isEqualTo(new FieldValue.NumberValue(java.math.BigDecimal.valueOf(7)));
            assertThat(record.value(FieldRef.extension("confirmed")))
                    .contains(new FieldValue.FlagValue(true));
            assertThat(record.value(FieldRef.extension("seen_on"))).isPresent();
        }
    }

    @Test
    void aWrongKeyIsRefusedEvenWhereAnonymousVisitorsMayRead() {
        try (DirectEgress stranger = new DirectEgress("0123456789012345678901234567890123456789")) {
            RecordStore strangers = Opened.store(stranger, redmine.webUrl().toString());
            assertThatThrownBy(() -> strangers.probe(call()))
                    .isInstanceOf(ConnectorException.Auth.class);
            assertThatThrownBy(() -> strangers.schema(DEMO, call()))
                    .isInstanceOf(ConnectorException.Auth.class);
            assertThatThrownBy(
                            () ->
                                    readAll(
                                            strangers.listRecords(
                                                    DEMO, ListOptions.everything(), call())))
                    .isInstanceOf(ConnectorException.Auth.class);
        }
    }

    @Test
    void theSchemaNamesWhatTheProjectHas() {
        RecordSchema schema = bare(store.schema(DEMO, call()));

        assertThat(schema.category("New")).isEqualTo(StatusCategory.TODO);
        assertThat(schema.category("Feedback")).isEqualTo(StatusCategory.IN_PROGRESS);
        assertThat(schema.category("Rejected")).isEqualTo(StatusCategory.DONE);
        assertThat(schema.field(FieldRef.extension("severity"))).isPresent();
        assertThat(schema.field(FieldRef.extension("is_private"))).isEmpty();
        assertThat(schema.field(FieldRef.ASSIGNEES).orElseThrow().maxItems()).hasValue(1);
        assertThat(egress.taken()).hasSizeLessThanOrEqualTo(11);
    }

    @Test
    @Proves("TR-105")
    void aPrivateIssueIsReadOnlyIfTheConnectionAsksForItAndThenUnderAStricterLabel()
            throws Exception {
        String project = redmine.newProject();
        String secret =
                redmine.newIssue("admin", project, "\"subject\":\"secret\",\"is_private\":true");
        try (DirectEgress administrator = new DirectEgress(redmine.key("admin"))) {
            String url = redmine.webUrl().toString();
            RecordStore plain = Opened.store(administrator, url);
            RecordStore asked = Opened.store(administrator, url, "private_issues", "true");
            ProjectRef ref = new ProjectRef(project);

            assertThat(readAll(plain.listRecords(ref, ListOptions.everything(), call())).ids())
                    .isEmpty();
            assertThatThrownBy(() -> plain.getRecord(ref, new RecordId(secret), call()))
                    .isInstanceOf(ConnectorException.NotFound.class);
            assertThat(readAll(asked.listRecords(ref, ListOptions.everything(), call())).ids())
                    .containsExactly(secret);
            assertThat(asked.getRecord(ref, new RecordId(secret), call()).label().toString())
                    .contains("private");
        }
    }

    @Test
    void anIssueOfAnotherProjectIsNotFoundHere() throws Exception {
        String elsewhere =
                redmine.newIssue("dana", redmine.newProject(), "\"subject\":\"elsewhere\"");

        assertThatThrownBy(() -> store.getRecord(DEMO, new RecordId(elsewhere), call()))
                .isInstanceOf(ConnectorException.NotFound.class);
        assertThatThrownBy(() -> store.getRecord(DEMO, new RecordId("99999999"), call()))
                .isInstanceOf(ConnectorException.NotFound.class);
        assertThatThrownBy(() -> store.getRecord(DEMO, new RecordId("../1"), call()))
                .isInstanceOf(ConnectorException.NotFound.class);
    }

    @Test
    void severalIssuesCostOneRequestAndAMissingOneFailsAlone() throws Exception {
        String project = redmine.newProject();
        String id = redmine.newIssue("dana", project, "\"subject\":\"here\"");
        list(project);
        egress.taken();

        var results =
                store.getRecords(
                        new ProjectRef(project),
                        List.of(new RecordId(id), new RecordId("99999999")),
                        call());

        assertThat(results.get(new RecordId(id))).isInstanceOf(ReadResult.Read.class);
        assertThat(results.get(new RecordId("99999999"))).isInstanceOf(ReadResult.Failed.class);
        assertThat(egress.taken()).hasSize(1);
    }
}

package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.bare;
import static dev.stile.connectors.redmine.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.connector.Manifest;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.http.EgressClient;
import dev.stile.api.record.BodyChange;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.egress.Caller;
import dev.stile.core.egress.EgressGate;
import dev.stile.core.egress.EgressProfile;
import dev.stile.core.egress.OpenCrossings;
import dev.stile.core.egress.PlacedSecret;
import dev.stile.core.egress.address.SystemNames;
import dev.stile.core.egress.grant.Grants;
import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.Origin;
import dev.stile.core.egress.wire.SizeLimits;
import dev.stile.core.egress.wire.TimeLimits;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.SecretReference;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The whole way: this connector, the platform's own gate, a real Redmine. */
@NeedsRedmine
final class ThroughTheGateTest {
    private final RedmineServer redmine;
    private final OpenCrossings crossings = new OpenCrossings();

    ThroughTheGateTest(RedmineServer redmine) {
        this.redmine = redmine;
    }

    @Test
    void anIssueIsCreatedListedChangedAndDeletedThroughTheGate() throws Exception {
        ProjectRef project = new ProjectRef(redmine.newPrivateProject());
        RecordStore store = Opened.store(gate(redmine.key("mona")), redmine.webUrl().toString());
        String title = "Gr\u00fc\u00dfe & <b> %20 \ud83d\udea7";

        RecordId id =
                store.createRecord(
                                project,
                                UserInput.trusted(RecordDraft.titled(title).withBody("one\ntwo")),
                                new IdempotencyKey("k"),
                                call())
                        .id();
        assertThat(
                        store.listRecords(project, ListOptions.everything(), call())
                                .nextPage()
                                .orElseThrow()
                                .items())
                .hasSize(1);
        WriteResult changed =
                store.updateRecord(
                        project,
                        id,
                        UserInput.trusted(
                                new RecordChange(
                                        List.of(
                                                new FieldChange.Set(
                                                        FieldRef.STATUS,
                                                        new FieldValue.TextValue("In Progress"))),
                                        Optional.of(new BodyChange("one\r\n2", Optional.empty())))),
                        new Precondition.IfVersion(
                                bare(store.getRecord(project, id, call())).meta().version()),
                        call());

        assertThat(changed.notTaken()).isEmpty();
        assertThat(bare(changed.record()).title()).isEqualTo(title);
        assertThat(bare(changed.record()).body()).isEqualTo("one\r\n2");
        assertThat(
                        store.deleteOrClose(
                                project,
                                id,
                                RemoveMode.DELETE,
                                DeleteReason.ABANDONED,
                                new Precondition.IfVersion(changed.version()),
                                call()))
                .isInstanceOf(RemoveResult.Deleted.class);
        assertThat(crossings.count()).isPositive();
    }

    @Test
    void refusalsComeThroughTheGateAsWhatTheyAre() throws Exception {
        ProjectRef project = new ProjectRef(redmine.newPrivateProject());
        String server = redmine.webUrl().toString();
        RecordStore viewer = Opened.store(gate(redmine.key("vera")), server);
        RecordStore stranger =
                Opened.store(gate("0123456789012345678901234567890123456789"), server);

        assertThatThrownBy(
                        () ->
                                viewer.createRecord(
                                        project,
                                        UserInput.trusted(RecordDraft.titled("not allowed")),
                                        new IdempotencyKey("k"),
                                        call()))
                .isInstanceOf(ConnectorException.Permission.class);
        assertThatThrownBy(() -> stranger.schema(project, call()))
                .isInstanceOf(ConnectorException.Auth.class);
        assertThatThrownBy(() -> viewer.getRecord(project, new RecordId("99999999"), call()))
                .isInstanceOf(ConnectorException.NotFound.class);
    }

    private EgressClient gate(String key) {
        Manifest manifest = new RedmineProvider().manifest();
        Duration patience = Duration.ofSeconds(60);
        return new EgressGate(
                        "0.1.0",
                        new Caller(AuditOrigin.PERSON, "ada"),
                        crossings,
                        new SystemNames(),
                        (reference, wanted, deadline) -> SecureValue.takeFrom(key.toCharArray()),
                        new Redactor(),
                        Clock.systemUTC(),
                        RandomGenerator.of("Random"),
                        duration -> {},
                        new TimeLimits(patience, patience, patience, patience),
                        SizeLimits.standard())
                .open(
                        new EgressProfile(
                                Opened.CONNECTION,
                                new Grants(List.of(), Set.of(origin())),
                                List.of(
                                        new PlacedSecret(
                                                manifest.secret("token").orElseThrow(),
                                                SecretReference.parse("env:REDMINE_KEY"),
                                                Optional.empty())),
                                manifest.requestHeaders(),
                                manifest.pacing(),
                                Optional.empty(),
                                Optional.empty()));
    }

    private Origin origin() {
        try {
            return Origin.parse(redmine.webUrl().toString());
        } catch (AmbiguousUrlException broken) {
            throw new IllegalStateException(broken);
        }
    }
}

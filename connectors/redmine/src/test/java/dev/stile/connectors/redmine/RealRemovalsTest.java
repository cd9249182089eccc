package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.Feature;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.connectors.redmine.support.DirectEgress;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

/** Deleting and closing issues in a Redmine that none of us wrote. */
@NeedsRedmine
final class RealRemovalsTest extends AgainstRedmine {
    RealRemovalsTest(RedmineServer redmine) {
        super(redmine);
    }

    @Test
    @Proves({"TR-38", "TR-39", "TR-154"})
    void deleteNeedsTheRightTheVersionAndNoChildren() throws Exception {
        RecordId parent = issue("\"subject\":\"parent\"");
        RecordId child =
                new RecordId(
                        redmine.newIssue(
                                "dana",
                                project.text(),
                                "\"subject\":\"child\",\"parent_issue_id\":" + parent));
        TrackerRecord stale = read(child);
        edit("dana", child, "\"subject\":\"changed\"");
        assertThatThrownBy(() -> delete(store, child, ifStill(read(child))))
                .isInstanceOf(ConnectorException.Permission.class);

        try (DirectEgress administrator = new DirectEgress(redmine.key("admin"))) {
            RecordStore admins = Opened.store(administrator, redmine.webUrl().toString());
            assertThatThrownBy(() -> delete(admins, parent, new Precondition.Unconditional()))
                    .isInstanceOf(ConnectorException.Invalid.class);
            assertThatThrownBy(() -> delete(admins, child, ifStill(stale)))
                    .isInstanceOf(ConnectorException.VersionMismatch.class);
            assertThat(delete(admins, child, ifStill(read(child))))
                    .isInstanceOf(RemoveResult.Deleted.class);
            assertThat(delete(admins, child, new Precondition.Unconditional()))
                    .isInstanceOf(RemoveResult.AlreadyGone.class);
            assertThat(delete(admins, parent, new Precondition.Unconditional()))
                    .isInstanceOf(RemoveResult.Deleted.class);
        }
    }

    @Test
    @Proves("TR-40")
    void closingGivesTheStatusThatTheUserNamedForTheReason() throws Exception {
        RecordId id = issue("\"subject\":\"to close\"");
        assertThat(store.supports(Feature.CLOSE)).isFalse();
        assertThatThrownBy(
                        () ->
                                store.deleteOrClose(
                                        project,
                                        id,
                                        RemoveMode.CLOSE,
                                        DeleteReason.COMPLETED,
                                        new Precondition.Unconditional(),
                                        call()))
                .isInstanceOf(ConnectorException.NotSupported.class);
        RecordStore closing =
                Opened.store(
                        egress,
                        redmine.webUrl().toString(),
                        "done_status",
                        "Closed",
                        "rejected_status",
                        "Rejected");

        assertThatThrownBy(
                        () ->
                                closing.deleteOrClose(
                                        project,
                                        id,
                                        RemoveMode.CLOSE,
                                        DeleteReason.NOT_PLANNED,
                                        new Precondition.Unconditional(),
                                        call()))
                .isInstanceOf(ConnectorException.Invalid.class);
        assertThat(
                        closing.deleteOrClose(
                                project,
                                id,
                                RemoveMode.CLOSE,
                                DeleteReason.COMPLETED,
                                new Precondition.Unconditional(),
                                call()))
                .isInstanceOf(RemoveResult.Closed.class);
        assertThat(read(id).status().orElseThrow().name()).isEqualTo("Closed");
    }

    private RemoveResult delete(RecordStore with, RecordId id, Precondition precondition) {
        return with.deleteOrClose(
                project, id, RemoveMode.DELETE, DeleteReason.ABANDONED, precondition, call());
    }
}

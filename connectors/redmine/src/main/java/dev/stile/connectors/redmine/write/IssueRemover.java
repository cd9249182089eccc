package dev.stile.connectors.redmine.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.Fact;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.client.RedmineClient;
import dev.stile.connectors.redmine.client.RedmineClient.Written;

import java.util.List;
import java.util.Optional;

/**
 * Deletes or closes issues, never one in place of the other. Two requests, three for a close. Any
 * thread may use it.
 */
public final class IssueRemover {
    private enum Children {
        NONE,
        SOME
    }

    private final RedmineClient client;
    private final IssueWriter writer;

    public IssueRemover(RedmineClient client, IssueWriter writer) {
        this.client = client;
        this.writer = writer;
    }

    /**
     * Deletes for good: there is no trash. The server would take children along, so a parent is
     * refused.
     */
    public RemoveResult delete(
            ProjectRef project, RecordId id, Precondition precondition, CallContext call) {
        Check check;
        try {
            check = writer.check(project, id, "children,relations", call);
        } catch (NotFound gone) {
            return new RemoveResult.AlreadyGone();
        }
        check.require(precondition);
        Children children =
                check.view()
                        .checked(
                                view ->
                                        new Fact<>(
                                                view.find("children").isPresent()
                                                        ? Children.SOME
                                                        : Children.NONE))
                        .answer();
        if (children == Children.SOME) {
            throw new Invalid(
                    FieldRef.PARENT,
                    "the server deletes children along with their parent: delete them first",
                    List.of());
        }
        Written written = client.delete(client.issue(id), "deleting the issue", call);
        if (written.answered(404)) {
            return new RemoveResult.AlreadyGone();
        }
        if (written.answered(204) || written.answered(200)) {
            return new RemoveResult.Deleted();
        }
        throw written.error(What.RECORD);
    }

    /** Gives the issue a closed status that the user's settings name. */
    public RemoveResult close(
            ProjectRef project,
            RecordId id,
            String status,
            Precondition precondition,
            CallContext call) {
        Untainted<RecordChange, Sink.RecordField> change =
                UserInput.trusted(
                        new RecordChange(
                                List.of(
                                        new FieldChange.Set(
                                                FieldRef.STATUS, new FieldValue.TextValue(status))),
                                Optional.empty()));
        try {
            Check check = writer.check(project, id, "allowed_statuses,relations", call);
            check.require(precondition);
            WriteResult result = writer.write(project, id, change, check, call);
            if (!result.notTaken().isEmpty()) {
                throw new Transitions(check.view())
                        .unreachable("the server did not take the status");
            }
            return new RemoveResult.Closed(result.record());
        } catch (NotFound gone) {
            return new RemoveResult.AlreadyGone();
        }
    }
}

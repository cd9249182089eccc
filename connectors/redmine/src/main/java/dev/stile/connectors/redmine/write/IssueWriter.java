package dev.stile.connectors.redmine.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.client.RedmineClient;
import dev.stile.connectors.redmine.client.RedmineClient.Written;
import dev.stile.connectors.redmine.project.Directory;
import dev.stile.connectors.redmine.project.Issues;
import dev.stile.connectors.redmine.project.Vocabularies;
import dev.stile.connectors.redmine.wire.Vocabulary;

import java.util.OptionalLong;

/**
 * Changes issues. Three requests: check, write, read back; one more for each kind of name (tracker,
 * priority, category, version) whose ids were not needed before. Any thread may use it.
 */
public final class IssueWriter {
    private static final String OPERATION = "changing the issue";

    private static final int CHECK_WRITE_READ = 3;

    private final RedmineClient client;
    private final Issues issues;
    private final Vocabularies vocabularies;
    private final Directory directory;

    public IssueWriter(
            RedmineClient client, Issues issues, Vocabularies vocabularies, Directory directory) {
        this.client = client;
        this.issues = issues;
        this.vocabularies = vocabularies;
        this.directory = directory;
    }

    /** Writes the fields that the change names, and says what the server made of it. */
    public WriteResult update(
            ProjectRef project,
            RecordId id,
            Untainted<RecordChange, Sink.RecordField> change,
            Precondition precondition,
            CallContext call) {
        Check check = check(project, id, "allowed_statuses,relations", call);
        check.require(precondition);
        return write(project, id, Amendments.resolved(change, check.record()), check, call);
    }

    /** Reads the issue as it is now. */
    Check check(ProjectRef project, RecordId id, String include, CallContext call) {
        Tainted<JsonView> view = issues.view(id, include, call);
        return new Check(view, issues.record(project, view, call));
    }

    /** Writes what was checked. */
    WriteResult write(
            ProjectRef project,
            RecordId id,
            Untainted<RecordChange, Sink.RecordField> change,
            Check check,
            CallContext call) {
        RecordChange wanted = change.value();
        Tainted<Vocabulary> words = vocabularies.of(project, call);
        Attributes attributes =
                new Attributes(
                        directory, project, new CustomFields(words), reachable(wanted, check));
        int requests = CHECK_WRITE_READ + attributes.lookups(wanted.fields());
        Untainted<Json, Sink.RecordField> body =
                change.map(content -> body(content, attributes, call));
        Written written = client.write("PUT", client.issue(id), OPERATION, body, call);
        // 204 since Rails 4; older servers answered 200 with an empty body.
        if (!written.answered(204) && !written.answered(200)) {
            throw Refusal.of(written, What.RECORD, wanted.changedFields(), words);
        }
        try {
            return readBack(project, id, wanted, check, requests, call);
        } catch (ConnectorException unreadable) {
            throw new OutcomeUnknown(
                    OPERATION, "it was written, and could not be read back", unreadable);
        }
    }

    private WriteResult readBack(
            ProjectRef project,
            RecordId id,
            RecordChange written,
            Check check,
            int requests,
            CallContext call) {
        Tainted<JsonView> after = issues.view(id, "journals,relations", call);
        Tainted<TrackerRecord> record = issues.record(project, after, call);
        WriteResult result =
                WriteResult.of(record, requests).without(Taken.missing(written, record));
        return new WriteResult(
                result.id(),
                result.version(),
                result.record(),
                result.notTaken(),
                LostUpdates.find(
                        check, after, written.changedFields(), vocabularies.of(project, call)),
                result.requests());
    }

    /**
     * A status is checked against the workflow first, unless the tracker changes too: its own
     * workflow then decides.
     */
    private static OptionalLong reachable(RecordChange change, Check check) {
        boolean sameTracker =
                change.fields().stream().noneMatch(field -> field.field().equals(FieldRef.TYPE));
        for (FieldChange field : change.fields()) {
            if (sameTracker
                    && field
                            instanceof
                            FieldChange.Set(FieldRef ref, FieldValue.TextValue(String name))
                    && ref.equals(FieldRef.STATUS)) {
                return new Transitions(check.view()).require(name);
            }
        }
        return OptionalLong.empty();
    }

    private static Json body(RecordChange change, Attributes attributes, CallContext call) {
        Json.ObjectBuilder issue = Json.object();
        attributes.add(issue, change.fields(), call);
        change.body().ifPresent(text -> issue.put("description", text.text()));
        return Json.object().put("issue", issue.build()).build();
    }
}

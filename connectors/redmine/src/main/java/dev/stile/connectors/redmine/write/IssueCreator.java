package dev.stile.connectors.redmine.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.BodyChange;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.TrackerRecord;
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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Creates issues: one request, because the answer is the record. A status that the workflow does
 * not allow for a new issue is silently the first one; it is then given by an update (three
 * requests more). Any thread may use it.
 */
public final class IssueCreator {
    private static final String OPERATION = "creating the issue";

    private final RedmineClient client;
    private final Issues issues;
    private final Vocabularies vocabularies;
    private final Directory directory;
    private final IssueWriter writer;

    public IssueCreator(
            RedmineClient client,
            Issues issues,
            Vocabularies vocabularies,
            Directory directory,
            IssueWriter writer) {
        this.client = client;
        this.issues = issues;
        this.vocabularies = vocabularies;
        this.directory = directory;
        this.writer = writer;
    }

    public WriteResult create(
            ProjectRef project, Untainted<RecordDraft, Sink.RecordField> draft, CallContext call) {
        Tainted<Vocabulary> words = vocabularies.of(project, call);
        RecordChange wanted = change(draft.value());
        Attributes attributes =
                new Attributes(directory, project, new CustomFields(words), OptionalLong.empty());
        int requests = 1 + attributes.lookups(wanted.fields());
        Untainted<Json, Sink.RecordField> body =
                draft.map(content -> body(project, content, attributes, call));
        Written written = client.write("POST", client.under("issues.json"), OPERATION, body, call);
        if (!written.answered(201)) {
            throw Refusal.of(written, What.PROJECT, wanted.changedFields(), words);
        }
        Tainted<TrackerRecord> record = created(project, written, call);
        List<FieldRef> missing = Taken.missing(wanted, record);
        return missing.contains(FieldRef.STATUS)
                ? withStatus(
                        project, draft, WriteResult.of(record, requests).without(missing), call)
                : WriteResult.of(record, requests).without(missing);
    }

    private Tainted<TrackerRecord> created(ProjectRef project, Written written, CallContext call) {
        try {
            Tainted<JsonView> view = written.answer().json().map(answer -> answer.field("issue"));
            return issues.record(project, view, call);
        } catch (Malformed | ConnectorException.NotFound unreadable) {
            throw new OutcomeUnknown(
                    OPERATION, "the server says that it worked, and not what it made", unreadable);
        }
    }

    /**
     * The issue exists from here on: whatever fails is named in the result, never raised (TR-33).
     */
    private WriteResult withStatus(
            ProjectRef project,
            Untainted<RecordDraft, Sink.RecordField> draft,
            WriteResult created,
            CallContext call) {
        RecordId id = created.id();
        try {
            Check check = writer.check(project, id, "allowed_statuses,relations", call);
            WriteResult result =
                    writer.write(project, id, draft.map(IssueCreator::statusOf), check, call);
            List<FieldRef> still = new ArrayList<>(created.notTaken());
            if (!result.notTaken().contains(FieldRef.STATUS)) {
                still.remove(FieldRef.STATUS);
            }
            return new WriteResult(
                    id,
                    result.version(),
                    result.record(),
                    still,
                    Optional.empty(),
                    created.requests() + result.requests());
        } catch (ConnectorException notApplied) {
            return created;
        }
    }

    private static RecordChange statusOf(RecordDraft draft) {
        return new RecordChange(
                draft.values().entrySet().stream()
                        .filter(entry -> entry.getKey().equals(FieldRef.STATUS))
                        .<FieldChange>map(
                                entry -> new FieldChange.Set(entry.getKey(), entry.getValue()))
                        .toList(),
                Optional.empty());
    }

    private static RecordChange change(RecordDraft draft) {
        List<FieldChange> changes = new ArrayList<>();
        changes.add(new FieldChange.Set(FieldRef.TITLE, new FieldValue.TextValue(draft.title())));
        draft.values().forEach((field, value) -> changes.add(new FieldChange.Set(field, value)));
        return new RecordChange(
                changes, draft.body().map(text -> new BodyChange(text, Optional.empty())));
    }

    private static Json body(
            ProjectRef project, RecordDraft draft, Attributes attributes, CallContext call) {
        Json.ObjectBuilder issue =
                Json.object().put("project_id", RedmineClient.identifier(project));
        RecordChange change = change(draft);
        attributes.add(issue, change.fields(), call);
        change.body().ifPresent(text -> issue.put("description", text.text()));
        return Json.object().put("issue", issue.build()).build();
    }
}

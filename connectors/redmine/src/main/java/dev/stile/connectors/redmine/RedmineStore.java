package dev.stile.connectors.redmine;

import dev.stile.api.call.CallContext;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.BaseRecordStore;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.Feature;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.store.ProjectInfo;
import dev.stile.api.store.ReadResult;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.client.RedmineClient;
import dev.stile.connectors.redmine.project.Comments;
import dev.stile.connectors.redmine.project.Directory;
import dev.stile.connectors.redmine.project.Identity;
import dev.stile.connectors.redmine.project.Issues;
import dev.stile.connectors.redmine.project.Items;
import dev.stile.connectors.redmine.project.Projects;
import dev.stile.connectors.redmine.project.SchemaReader;
import dev.stile.connectors.redmine.project.Search;
import dev.stile.connectors.redmine.project.Vocabularies;
import dev.stile.connectors.redmine.wire.IssueReader;
import dev.stile.connectors.redmine.write.CommentWriter;
import dev.stile.connectors.redmine.write.CreatedFinder;
import dev.stile.connectors.redmine.write.IssueCreator;
import dev.stile.connectors.redmine.write.IssueRemover;
import dev.stile.connectors.redmine.write.IssueWriter;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Issues of one Redmine server as records.
 *
 * <p>What it cannot do: conditional writes (a check just before, a comparison just after),
 * deletions in a delta, an idempotency key, old versions; relations are shown and not written;
 * comments are only added.
 */
final class RedmineStore extends BaseRecordStore {
    private static final Set<Feature> ALWAYS =
            EnumSet.of(
                    Feature.CREATE,
                    Feature.UPDATE,
                    Feature.DELETE,
                    Feature.COMMENTS_READ,
                    Feature.COMMENTS_WRITE,
                    Feature.LINKS,
                    Feature.PARENT,
                    Feature.PARENT_WRITE,
                    Feature.ASSIGNEES,
                    Feature.EXTENSIONS_WRITE,
                    Feature.WORKFLOW,
                    Feature.CHANGED_SINCE,
                    Feature.WEAK_VERSION,
                    Feature.FIND_CREATED,
                    Feature.BODIES_IN_LISTING,
                    Feature.BATCH_READ,
                    Feature.PROJECTS,
                    Feature.CHILDREN_GO_ALONG);

    private final RedmineSettings settings;
    private final Identity identity;
    private final SchemaReader schemas;
    private final Issues issues;
    private final Projects projects;
    private final IssueWriter writer;
    private final IssueCreator creator;
    private final IssueRemover remover;
    private final CreatedFinder finder;
    private final Comments comments;
    private final CommentWriter commentWriter;
    private final Search search;

    private RedmineStore(ConnectorContext context, RedmineSettings settings) {
        this.settings = settings;
        RedmineClient client = new RedmineClient(context.egress(), settings.webUrl());
        IssueReader reader = new IssueReader(settings.webUrl(), settings.privateIssues());
        Items items = new Items(reader, context.connection());
        Directory directory = new Directory(client);
        identity = new Identity(client, context.clock());
        Vocabularies vocabularies = new Vocabularies(client, identity);
        schemas =
                new SchemaReader(
                        client, identity, vocabularies, directory, settings.privateIssues());
        issues = new Issues(client, identity, vocabularies, items, context.clock());
        projects = new Projects(client, identity);
        writer = new IssueWriter(client, issues, vocabularies, directory);
        creator = new IssueCreator(client, issues, vocabularies, directory, writer);
        remover = new IssueRemover(client, writer);
        finder = new CreatedFinder(client, identity);
        comments = new Comments(issues, context.connection(), settings.privateIssues());
        commentWriter = new CommentWriter(client, identity, vocabularies, comments);
        search = new Search(client, identity, vocabularies, items);
    }

    static RedmineStore open(ConnectorContext context) {
        return new RedmineStore(context, RedmineSettings.of(context.settings()));
    }

    @Override
    public String name() {
        return RedmineProvider.SLUG;
    }

    @Override
    public boolean supports(Feature feature) {
        return ALWAYS.contains(feature) || (feature == Feature.CLOSE && settings.canClose());
    }

    @Override
    public String rootCollectionName() {
        return "issues";
    }

    @Override
    public Tainted<RecordSchema> schema(ProjectRef project, CallContext call) {
        return schemas.read(named(project), call);
    }

    @Override
    public Listing listRecords(ProjectRef project, ListOptions options, CallContext call) {
        return issues.all(named(project), options, call);
    }

    @Override
    public Listing listChangedSince(ProjectRef project, Cursor cursor, CallContext call) {
        return issues.changed(named(project), cursor, call);
    }

    @Override
    public Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call) {
        return issues.one(named(project), id, call);
    }

    @Override
    public Map<RecordId, ReadResult> getRecords(
            ProjectRef project, List<RecordId> ids, CallContext call) {
        if (ids.size() > BATCH) {
            throw new IllegalArgumentException(
                    "at most " + BATCH + " ids a call, not " + ids.size());
        }
        return issues.several(named(project), ids, call);
    }

    @Override
    public WriteResult createRecord(
            ProjectRef project,
            Untainted<RecordDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        return creator.create(named(project), draft, call);
    }

    @Override
    public FindResult findCreated(
            ProjectRef project,
            CreateIntent intent,
            IdempotencyKey key,
            Instant since,
            CallContext call) {
        return switch (intent) {
            case CreateIntent.OfRecord(Untainted<RecordDraft, Sink.RecordField> draft) ->
                    finder.find(named(project), draft.value(), since, call);
            case CreateIntent.OfComment(
                            RecordId parent,
                            Untainted<CommentDraft, Sink.RecordField> draft) ->
                    commentWriter.find(named(project), parent, draft.value(), since, call);
            case CreateIntent.OfAttachment attachment -> throw missing(Feature.ATTACHMENTS_WRITE);
        };
    }

    @Override
    public WriteResult updateRecord(
            ProjectRef project,
            RecordId id,
            Untainted<RecordChange, Sink.RecordField> change,
            Precondition precondition,
            CallContext call) {
        return writer.update(named(project), id, change, precondition, call);
    }

    @Override
    public RemoveResult deleteOrClose(
            ProjectRef project,
            RecordId id,
            RemoveMode mode,
            DeleteReason reason,
            Precondition precondition,
            CallContext call) {
        return switch (mode) {
            case DELETE -> remover.delete(named(project), id, precondition, call);
            case CLOSE -> {
                Optional<String> status = settings.closedStatus(reason);
                if (!settings.canClose() || status.isEmpty()) {
                    throw missing(Feature.CLOSE);
                }
                yield remover.close(named(project), id, status.get(), precondition, call);
            }
        };
    }

    @Override
    public List<Tainted<Comment>> listComments(
            ProjectRef project, RecordId record, CallContext call) {
        return comments.all(named(project), record, call);
    }

    @Override
    public Tainted<Comment> addComment(
            ProjectRef project,
            RecordId record,
            Untainted<CommentDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        return commentWriter.add(named(project), record, draft, call);
    }

    /** Issues whose subject holds the text; see {@link Search#find}. */
    Tainted<Json> search(ProjectRef project, String text, int limit, CallContext call) {
        return search.find(named(project), text, limit, call);
    }

    @Override
    public List<ProjectInfo> projects(CallContext call) {
        return projects.visible(call);
    }

    @Override
    public ProbeResult probe(CallContext call) {
        HttpAnswer answer = identity.ask(call);
        Tainted<Person> person = answer.json().map(view -> person(view.field("user")));
        return new ProbeResult(person, List.of(), answer.serverTime(), OptionalLong.empty());
    }

    /** A project that the server may have; of any other nothing is asked. */
    private static ProjectRef named(ProjectRef project) {
        RedmineClient.identifier(project);
        return project;
    }

    private static Person person(JsonView user) {
        String first = user.find("firstname").map(JsonView::text).orElse("");
        String last = user.find("lastname").map(JsonView::text).orElse("");
        return new Person(
                Long.toString(user.field("id").whole()),
                user.find("login").map(JsonView::text),
                (first + " " + last).strip());
    }
}

package dev.stile.testkit.contract;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.StatusErrors;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldType;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.Status;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.BaseRecordStore;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.Feature;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Listings;
import dev.stile.api.store.PageSource;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Token;
import dev.stile.api.value.Version;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A healthy store that asks a tracker by requests; broken ones override how they ask. */
class WiredStore extends BaseRecordStore {
    private static final Set<Feature> FEATURES =
            EnumSet.of(
                    Feature.CREATE,
                    Feature.UPDATE,
                    Feature.DELETE,
                    Feature.CHANGED_SINCE,
                    Feature.CONDITIONAL_WRITE,
                    Feature.IDEMPOTENT_CREATE,
                    Feature.FIND_CREATED,
                    Feature.BODIES_IN_LISTING);
    private static final List<Status> STATUSES =
            List.of(
                    new Status("open", StatusCategory.TODO),
                    new Status("doing", StatusCategory.IN_PROGRESS),
                    new Status("closed", StatusCategory.DONE));

    private final EgressClient egress;

    WiredStore(EgressClient egress) {
        this.egress = egress;
    }

    @Override
    public String name() {
        return "wired";
    }

    @Override
    public boolean supports(Feature feature) {
        return FEATURES.contains(feature);
    }

    @Override
    public String rootCollectionName() {
        return "issues";
    }

    @Override
    public Tainted<RecordSchema> schema(ProjectRef project, CallContext call) {
        FieldType text = FieldType.one(FieldType.Kind.TEXT);
        List<String> names = STATUSES.stream().map(Status::name).toList();
        List<FieldSchema> fields =
                List.of(
                        FieldSchema.of(FieldRef.TITLE, text).asRequired().longest(120),
                        FieldSchema.of(FieldRef.STATUS, text)
                                .asRequired()
                                .allowing(new AllowedValues.Names(names)),
                        FieldSchema.of(FieldRef.BODY, text));
        return Tainted.of(RecordSchema.plain("issues", fields, STATUSES, 3), call.label());
    }

    @Override
    public Listing listRecords(ProjectRef project, ListOptions options, CallContext call) {
        return Listings.byCursor(options, page -> page(issues(project), page, call));
    }

    @Override
    public Listing listChangedSince(ProjectRef project, Cursor cursor, CallContext call) {
        if (!cursor.text().matches("[0-9]{1,18}")) {
            throw Invalid.cursor("it is not this tracker's");
        }
        Url url = issues(project).query("since", cursor.text());
        return Listings.byCursor(ListOptions.everything(), page -> page(url, page, call));
    }

    /** One page. */
    PageSource.Fetched page(Url url, Optional<Token> page, CallContext call) {
        Url asked = page.map(token -> pageUrl(url, token)).orElse(url);
        Tainted<JsonView> answer =
                send(HttpRequest.get(asked, "listing issues"), What.PROJECT, call).json();
        return new PageSource.Fetched(
                answer.mapEach(view -> view.field("issues").items()).stream()
                        .map(item -> ListedItem.of(item, WiredStore::issue))
                        .toList(),
                answer.mapEach(view -> view.find("next").stream().toList()).stream()
                        .map(next -> next.checked(view -> new Token(view.text())))
                        .findFirst(),
                answer.checked(view -> new Quantity(view.field("last").flag() ? 1 : 0)).value()
                        == 1,
                Optional.of(answer.checked(view -> new Cursor(view.field("now").text()))),
                Optional.empty());
    }

    /** Where the page is that another one named. */
    Url pageUrl(Url url, Token page) {
        if (!page.text().matches("[0-9]{1,18}")) {
            throw new Malformed("the number of a page");
        }
        return url.query("page", page.text());
    }

    @Override
    public Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call) {
        HttpRequest request = HttpRequest.get(issue(project, id), "reading the issue");
        return send(request, What.RECORD, call).json().map(WiredStore::issue);
    }

    /** Two requests where a status is given: the tracker lets a new issue begin as open only. */
    @Override
    public WriteResult createRecord(
            ProjectRef project,
            Untainted<RecordDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        HttpRequest request =
                HttpRequest.write(
                        "POST", issues(project), "creating the issue", draft.map(WiredStore::json));
        WriteResult made = written(keyed(request, key), What.PROJECT, call);
        if (!draft.value().values().containsKey(FieldRef.STATUS)) {
            return made;
        }
        try {
            return updateRecord(
                    project,
                    made.id(),
                    draft.map(WiredStore::statusOf),
                    new Precondition.IfVersion(made.version()),
                    call);
        } catch (ConnectorException failed) {
            return halfDone(made, failed);
        }
    }

    HttpRequest keyed(HttpRequest request, IdempotencyKey key) {
        return request.keyed("Idempotency-Key", key.text());
    }

    WriteResult halfDone(WriteResult made, ConnectorException failed) {
        return made.without(List.of(FieldRef.STATUS));
    }

    @Override
    public FindResult findCreated(
            ProjectRef project,
            CreateIntent intent,
            IdempotencyKey key,
            Instant since,
            CallContext call) {
        Url url = issues(project).query("key", key.text());
        return page(url, Optional.empty(), call).items().stream()
                .<FindResult>mapMulti(
                        (item, found) -> {
                            if (item instanceof ListedItem.Present there) {
                                found.accept(new FindResult.Found(there.id()));
                            }
                        })
                .findFirst()
                .orElse(new FindResult.Absent());
    }

    @Override
    public WriteResult updateRecord(
            ProjectRef project,
            RecordId id,
            Untainted<RecordChange, Sink.RecordField> change,
            Precondition precondition,
            CallContext call) {
        HttpRequest request =
                HttpRequest.write(
                        "PATCH",
                        issue(project, id),
                        "changing the issue",
                        change.map(sent -> json(sent)));
        return written(precondition.in(request, "If-Match"), What.RECORD, call);
    }

    @Override
    public RemoveResult deleteOrClose(
            ProjectRef project,
            RecordId id,
            RemoveMode mode,
            DeleteReason reason,
            Precondition precondition,
            CallContext call) {
        if (mode == RemoveMode.CLOSE) {
            throw missing(Feature.CLOSE);
        }
        HttpRequest request = HttpRequest.write("DELETE", issue(project, id), "deleting");
        try {
            send(precondition.in(request, "If-Match"), What.RECORD, call);
            return new RemoveResult.Deleted();
        } catch (NotFound gone) {
            return new RemoveResult.AlreadyGone();
        }
    }

    @Override
    public ProbeResult probe(CallContext call) {
        Url url = Url.under(WiredWorld.BASE).segments("me");
        return ProbeResult.of(
                send(HttpRequest.get(url, "asking who we are"), What.PROJECT, call)
                        .json()
                        .map(view -> view.field("login").text())
                        .map(login -> new Person(login, Optional.of(login), login)));
    }

    private static Url issues(ProjectRef project) {
        return Url.under(WiredWorld.BASE).segments("projects", project.text(), "issues");
    }

    Url issue(ProjectRef project, RecordId id) {
        if (!id.text().matches("[1-9][0-9]{0,17}")) {
            throw new NotFound(What.RECORD, "an issue is named by its number");
        }
        return issues(project).segments(id.text());
    }

    private WriteResult written(HttpRequest request, What missing, CallContext call) {
        return WriteResult.read(request, send(request, missing, call), WiredStore::issue);
    }

    /** The one place where answers become errors. */
    private HttpAnswer send(HttpRequest request, What missing, CallContext call) {
        HttpAnswer answer = egress.send(request, call);
        if (answer.status() == 412) {
            throw new VersionMismatch(
                    new Version(request.headers().getOrDefault("If-Match", "none")),
                    Optional.of(answer.json().checked(WiredStore::revision)),
                    Optional.empty());
        }
        if (answer.status() == 422) {
            Token field = answer.json().checked(view -> new Token(view.field("field").text()));
            throw new Invalid(field.text(), "the tracker refuses the value", List.of());
        }
        if (!answer.isSuccess()) {
            throw StatusErrors.of(request, answer, missing);
        }
        return answer;
    }

    private static TrackerRecord issue(JsonView view) {
        return TrackerRecord.of(
                        new RecordId(Long.toString(view.field("number").whole())),
                        view.field("title").text(),
                        RecordMeta.of(revision(view)))
                .status(Status.named(view.field("status").text(), STATUSES))
                .body(view.field("body").text())
                .build();
    }

    private static Version revision(JsonView view) {
        return new Version(Long.toString(view.field("revision").whole()));
    }

    private static Json json(RecordDraft draft) {
        return Json.object().put("title", draft.title()).putIf("body", draft.body()).build();
    }

    private static RecordChange statusOf(RecordDraft draft) {
        return Scene.set(FieldRef.STATUS, draft.values().get(FieldRef.STATUS));
    }

    /** What is sent of a change. */
    Json json(RecordChange change) {
        Json.ObjectBuilder json = Json.object();
        for (FieldChange each : change.fields()) {
            if (!(each
                    instanceof
                    FieldChange.Set(FieldRef field, FieldValue.TextValue(String text)))) {
                throw new Invalid(each.field(), "an issue always has a text here", List.of());
            }
            json.put(field.name(), text);
        }
        change.body().ifPresent(body -> json.put("body", body.text()));
        return json.build();
    }
}

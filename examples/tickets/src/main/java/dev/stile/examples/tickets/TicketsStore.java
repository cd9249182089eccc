package dev.stile.examples.tickets;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.StatusErrors;
import dev.stile.api.http.Url;
import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldType;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.Status;
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
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Token;
import dev.stile.api.value.Version;

import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tickets of one server.
 *
 * <p>What the tracker cannot do, and how that shows: it names no deletions, so a deleted ticket
 * leaves the mirror at the next full listing; it has no comments, people or labels.
 */
final class TicketsStore extends BaseRecordStore {
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

    private final EgressClient egress;
    private final URI base;

    TicketsStore(EgressClient egress, URI base) {
        this.egress = egress;
        this.base = base;
    }

    @Override
    public String name() {
        return "tickets";
    }

    @Override
    public boolean supports(Feature feature) {
        return FEATURES.contains(feature);
    }

    @Override
    public String rootCollectionName() {
        return "tickets";
    }

    @Override
    public Tainted<RecordSchema> schema(ProjectRef project, CallContext call) {
        FieldType text = FieldType.one(FieldType.Kind.TEXT);
        List<String> names = Wire.STATUSES.stream().map(Status::name).toList();
        List<FieldSchema> fields =
                List.of(
                        FieldSchema.of(FieldRef.TITLE, text).asRequired().longest(120),
                        FieldSchema.of(FieldRef.STATUS, text)
                                .asRequired()
                                .allowing(new AllowedValues.Names(names)),
                        FieldSchema.of(FieldRef.BODY, text));
        return Tainted.of(RecordSchema.plain("tickets", fields, Wire.STATUSES, 3), call.label());
    }

    @Override
    public Listing listRecords(ProjectRef project, ListOptions options, CallContext call) {
        return Listings.byCursor(options, page -> page(tickets(project), page, call));
    }

    @Override
    public Listing listChangedSince(ProjectRef project, Cursor cursor, CallContext call) {
        if (!cursor.text().matches("[0-9]{1,18}")) {
            throw Invalid.cursor("it is not this tracker's");
        }
        Url url = tickets(project).query("since", cursor.text());
        return Listings.byCursor(ListOptions.everything(), page -> page(url, page, call));
    }

    private PageSource.Fetched page(Url url, Optional<Token> page, CallContext call) {
        Url asked = page.map(token -> url.query("page", token.text())).orElse(url);
        return Wire.page(
                send(HttpRequest.get(asked, "listing tickets"), What.PROJECT, call).json());
    }

    @Override
    public Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call) {
        HttpRequest request = HttpRequest.get(ticket(project, id), "reading the ticket");
        return send(request, What.RECORD, call).json().map(Wire::ticket);
    }

    @Override
    public WriteResult createRecord(
            ProjectRef project,
            Untainted<RecordDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        HttpRequest request =
                HttpRequest.write(
                        "POST", tickets(project), "creating the ticket", draft.map(Wire::json));
        return written(request.keyed("Idempotency-Key", key.text()), What.PROJECT, call);
    }

    @Override
    public FindResult findCreated(
            ProjectRef project,
            CreateIntent intent,
            IdempotencyKey key,
            Instant since,
            CallContext call) {
        Url url = tickets(project).query("key", key.text());
        for (ListedItem item : page(url, Optional.empty(), call).items()) {
            return item instanceof ListedItem.Present found
                    ? new FindResult.Found(found.id())
                    : new FindResult.CannotTell("the ticket cannot be read");
        }
        return new FindResult.Absent();
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
                        ticket(project, id),
                        "changing the ticket",
                        change.map(Wire::json));
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
        HttpRequest request = HttpRequest.write("DELETE", ticket(project, id), "deleting");
        try {
            send(precondition.in(request, "If-Match"), What.RECORD, call);
            return new RemoveResult.Deleted();
        } catch (NotFound gone) {
            return new RemoveResult.AlreadyGone();
        }
    }

    @Override
    public ProbeResult probe(CallContext call) {
        Url url = Url.under(base).segments("me");
        Tainted<Person> me =
                send(HttpRequest.get(url, "asking who we are"), What.PROJECT, call)
                        .json()
                        .map(view -> view.field("login").text())
                        .map(login -> new Person(login, Optional.of(login), login));
        return ProbeResult.of(me);
    }

    private Url tickets(ProjectRef project) {
        return Url.under(base).segments("projects", project.text(), "tickets");
    }

    private Url ticket(ProjectRef project, RecordId id) {
        if (!id.text().matches("[1-9][0-9]{0,17}")) {
            throw new NotFound(What.RECORD, "a ticket is named by its number");
        }
        return tickets(project).segments(id.text());
    }

    private WriteResult written(HttpRequest request, What missing, CallContext call) {
        return WriteResult.read(request, send(request, missing, call), Wire::ticket);
    }

    /** The one place where answers become errors. */
    private HttpAnswer send(HttpRequest request, What missing, CallContext call) {
        HttpAnswer answer = egress.send(request, call);
        if (answer.status() == 412) {
            throw new VersionMismatch(
                    new Version(request.headers().getOrDefault("If-Match", "none")),
                    Optional.of(answer.json().checked(Wire::revision)),
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
}

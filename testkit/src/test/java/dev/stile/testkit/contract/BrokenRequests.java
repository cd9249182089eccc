package dev.stile.testkit.contract;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.api.record.BodyChange;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.PageSource;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Token;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Stores that make wrong requests of a right wish, or go on where they should not. */
final class BrokenRequests {
    private BrokenRequests() {}

    static List<Twin> all() {
        return List.of(
                Twin.wired("follows pages for ever", Endless::new, "C12"),
                Twin.wired("calls a listing that broke off whole", Whole::new, "C13"),
                Twin.wired("gives a page up for one bad item", Strict::new, "C16"),
                Twin.wired("makes up a key at each attempt", Keyless::new, "C33"),
                Twin.wired("fails a create that was half done", Failing::new, "C35"),
                Twin.wired("sends back what nobody changed", Sending::new, "C38"),
                Twin.wired("says what a status means", Telling::new, "C50"),
                Twin.wired("closes what it may not delete", Closing::new, "C53"),
                Twin.wired("goes wherever a page leads", Following::new, "C83"),
                Twin.wired("reads of an id what it understands", Guessing::new, "C84"),
                Twin.wired("deletes though it cannot close", Removing::new, "C53", "C55"));
    }

    /** Gives each page another name each time. */
    private static final class Endless extends WiredStore {
        private int pages;

        Endless(EgressClient egress) {
            super(egress);
        }

        @Override
        PageSource.Fetched page(Url url, Optional<Token> page, CallContext call) {
            PageSource.Fetched fetched = super.page(url, page, call);
            return new PageSource.Fetched(
                    fetched.items(),
                    fetched.next().map(token -> new Token(token + "-" + ++pages)),
                    fetched.saidComplete(),
                    fetched.cursor(),
                    fetched.serverTime());
        }

        @Override
        Url pageUrl(Url url, Token page) {
            return super.pageUrl(url, new Token(page.text().replaceAll("-.*", "")));
        }
    }

    /** Takes a page that cannot be had for the end. */
    private static final class Whole extends WiredStore {
        Whole(EgressClient egress) {
            super(egress);
        }

        @Override
        PageSource.Fetched page(Url url, Optional<Token> page, CallContext call) {
            try {
                return super.page(url, page, call);
            } catch (Unavailable away) {
                return new PageSource.Fetched(
                        List.of(), Optional.empty(), true, Optional.empty(), Optional.empty());
            }
        }
    }

    private static final class Strict extends WiredStore {
        Strict(EgressClient egress) {
            super(egress);
        }

        @Override
        PageSource.Fetched page(Url url, Optional<Token> page, CallContext call) {
            PageSource.Fetched fetched = super.page(url, page, call);
            if (fetched.items().stream().anyMatch(ListedItem.Unreadable.class::isInstance)) {
                throw new Malformed("a page of issues");
            }
            return fetched;
        }
    }

    private static final class Keyless extends WiredStore {
        Keyless(EgressClient egress) {
            super(egress);
        }

        @Override
        HttpRequest keyed(HttpRequest request, IdempotencyKey key) {
            return super.keyed(request, new IdempotencyKey(UUID.randomUUID().toString()));
        }
    }

    private static final class Failing extends WiredStore {
        Failing(EgressClient egress) {
            super(egress);
        }

        @Override
        WriteResult halfDone(WriteResult made, ConnectorException failed) {
            throw failed;
        }
    }

    private static final class Sending extends WiredStore {
        private final Map<RecordId, String> bodies = new ConcurrentHashMap<>();

        Sending(EgressClient egress) {
            super(egress);
        }

        @Override
        public WriteResult createRecord(
                ProjectRef project,
                Untainted<RecordDraft, Sink.RecordField> draft,
                IdempotencyKey key,
                CallContext call) {
            WriteResult made = super.createRecord(project, draft, key, call);
            draft.value().body().ifPresent(body -> bodies.put(made.id(), body));
            return made;
        }

        @Override
        public WriteResult updateRecord(
                ProjectRef project,
                RecordId id,
                Untainted<RecordChange, Sink.RecordField> change,
                Precondition precondition,
                CallContext call) {
            BodyChange body = new BodyChange(bodies.getOrDefault(id, ""), Optional.empty());
            return super.updateRecord(
                    project,
                    id,
                    change.map(
                            sent ->
                                    new RecordChange(
                                            sent.fields(), Optional.of(sent.body().orElse(body)))),
                    precondition,
                    call);
        }
    }

    private static final class Telling extends WiredStore {
        Telling(EgressClient egress) {
            super(egress);
        }

        @Override
        Json json(RecordChange change) {
            FieldValue doing = new FieldValue.TextValue("doing");
            boolean tells = change.fields().contains(new FieldChange.Set(FieldRef.STATUS, doing));
            Json.ObjectBuilder json = Json.object();
            ((Json.JsonObject) super.json(change)).members().forEach(json::put);
            return tells ? json.put("category", "in_progress").build() : json.build();
        }
    }

    private static final class Closing extends WiredStore {
        Closing(EgressClient egress) {
            super(egress);
        }

        @Override
        public RemoveResult deleteOrClose(
                ProjectRef project,
                RecordId id,
                RemoveMode mode,
                DeleteReason reason,
                Precondition precondition,
                CallContext call) {
            try {
                return super.deleteOrClose(project, id, mode, reason, precondition, call);
            } catch (Permission refused) {
                FieldValue closed = new FieldValue.TextValue("closed");
                updateRecord(
                        project,
                        id,
                        Scene.safe(Scene.set(FieldRef.STATUS, closed)),
                        precondition,
                        call);
                throw refused;
            }
        }
    }

    private static final class Removing extends WiredStore {
        Removing(EgressClient egress) {
            super(egress);
        }

        @Override
        public RemoveResult deleteOrClose(
                ProjectRef project,
                RecordId id,
                RemoveMode mode,
                DeleteReason reason,
                Precondition precondition,
                CallContext call) {
            return super.deleteOrClose(project, id, RemoveMode.DELETE, reason, precondition, call);
        }
    }

    /** A page's own address is followed where it is one. */
    private static final class Following extends WiredStore {
        Following(EgressClient egress) {
            super(egress);
        }

        @Override
        Url pageUrl(Url url, Token page) {
            return page.text().startsWith("https:")
                    ? Url.under(URI.create(page.text()))
                    : super.pageUrl(url, page);
        }
    }

    private static final class Guessing extends WiredStore {
        Guessing(EgressClient egress) {
            super(egress);
        }

        @Override
        Url issue(ProjectRef project, RecordId id) {
            String digits = id.text().replaceAll("[^0-9].*", "");
            return super.issue(project, digits.isEmpty() ? id : new RecordId(digits));
        }
    }
}

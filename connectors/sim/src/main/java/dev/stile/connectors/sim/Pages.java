package dev.stile.connectors.sim;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Listings;
import dev.stile.api.store.PageSource;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Moment;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Token;
import dev.stile.connectors.sim.client.SimClient;
import dev.stile.connectors.sim.wire.RecordReader;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pages of records and of changes. Records come by id, which no edit moves; changes come by a
 * sequence, so a delta starts exactly where the one before ended.
 */
record Pages(SimClient client, int pageSize) {
    private static final String CHANGES = "listing the changes";

    private enum Kind {
        RECORD,
        DELETED,
        MOVED,
        STRANGE
    }

    private enum Answer {
        YES,
        NO
    }

    Listing records(ProjectRef project, ListOptions options, CallContext call) {
        return Listings.byCursor(
                options,
                page -> {
                    Url url = client.project(project, "records").query("limit", pageSize);
                    Url next = page.map(token -> url.query("cursor", token.text())).orElse(url);
                    HttpAnswer answer =
                            client.read(next, "listing the records", What.PROJECT, call);
                    return fetched(answer, items(answer.json()).map(this::present).toList());
                });
    }

    Listing changes(ProjectRef project, Cursor since, CallContext call) {
        Url url = client.project(project, "changes").query("limit", pageSize);
        return Listings.byCursor(
                ListOptions.everything(),
                page ->
                        page.map(token -> changes(url.query("cursor", token.text()), call))
                                .orElseGet(() -> firstChanges(url, Since.of(since), call)));
    }

    private PageSource.Fetched changes(Url page, CallContext call) {
        HttpAnswer answer = client.read(page, CHANGES, What.PROJECT, call);
        return fetched(answer, items(answer.json()).map(this::change).toList());
    }

    /** Where nothing happened since an answer that had nothing in it, the server says only that. */
    private PageSource.Fetched firstChanges(Url url, Since since, CallContext call) {
        HttpAnswer answer =
                client.readUnlessSame(
                        url.query("since", since.place()),
                        since.validator(),
                        CHANGES,
                        What.PROJECT,
                        call);
        if (answer.isNotModified()) {
            return nothing(since, answer.serverTime());
        }
        PageSource.Fetched found = fetched(answer, items(answer.json()).map(this::change).toList());
        boolean isNothing =
                found.items().isEmpty()
                        && found.saidComplete()
                        && found.cursor().equals(Optional.of(new Cursor(since.place())));
        return isNothing ? nothing(since.unchanged(answer.entityTag()), found.serverTime()) : found;
    }

    private static PageSource.Fetched nothing(Since since, Optional<Moment> at) {
        return new PageSource.Fetched(
                List.of(), Optional.empty(), true, Optional.of(since.cursor()), at);
    }

    private static Stream<Tainted<JsonView>> items(Tainted<JsonView> page) {
        return page.mapEach(view -> view.field("items").items()).stream();
    }

    private static PageSource.Fetched fetched(HttpAnswer answer, List<ListedItem> items) {
        Tainted<JsonView> page = answer.json();
        Optional<Token> next =
                has(page, "next")
                        ? Optional.of(page.checked(view -> token(view.field("next"))))
                        : Optional.empty();
        boolean complete =
                is(
                        page.checked(
                                view ->
                                        answer(
                                                view.find("complete")
                                                        .map(JsonView::flag)
                                                        .orElse(false))));
        Cursor cursor = page.checked(view -> new Cursor(token(view.field("as_of")).text()));
        Moment time = page.checked(view -> new Moment(view.field("server_time").instant()));
        return new PageSource.Fetched(
                items, next, complete, Optional.of(cursor), Optional.of(time));
    }

    private ListedItem change(Tainted<JsonView> item) {
        try {
            return switch (item.checked(view -> new Fact<>(kind(view))).answer()) {
                case RECORD -> present(item.map(view -> view.field("record")));
                case DELETED -> new ListedItem.Deleted(item.checked(view -> id(view, "id")));
                case MOVED ->
                        new ListedItem.Moved(
                                item.checked(view -> id(view, "from")),
                                item.checked(view -> id(view, "to")));
                case STRANGE -> unreadable(item);
            };
        } catch (Malformed broken) {
            return unreadable(item);
        }
    }

    private ListedItem present(Tainted<JsonView> item) {
        try {
            Tainted<TrackerRecord> record = item.map(RecordReader::listed);
            return new ListedItem.Present(
                    record.checked(TrackerRecord::id),
                    record.checked(read -> read.meta().version()),
                    record);
        } catch (Malformed broken) {
            return unreadable(item);
        }
    }

    private static ListedItem unreadable(Tainted<JsonView> item) {
        String reason = "the server's answer about it is not what was expected";
        boolean named =
                is(
                        item.checked(
                                view ->
                                        answer(
                                                view.value() instanceof Json.JsonObject object
                                                        && object.get("id")
                                                                .filter(
                                                                        id ->
                                                                                id
                                                                                                instanceof
                                                                                                Json
                                                                                                        .JsonText(
                                                                                                        String
                                                                                                                text)
                                                                                        && isId(
                                                                                                text))
                                                                .isPresent())));
        return named
                ? new ListedItem.Unreadable(
                        Optional.of(item.checked(view -> id(view, "id"))), reason)
                : new ListedItem.Unreadable(Optional.empty(), reason);
    }

    private static Kind kind(JsonView view) {
        return switch (view.field("kind").text()) {
            case "record" -> Kind.RECORD;
            case "deleted" -> Kind.DELETED;
            case "moved" -> Kind.MOVED;
            default -> Kind.STRANGE;
        };
    }

    private static RecordId id(JsonView view, String member) {
        String text = view.field(member).text();
        if (!isId(text)) {
            throw view.field(member).expected("the id of a record");
        }
        return new RecordId(text);
    }

    private static boolean isId(String text) {
        return text.matches("([A-Z][A-Z0-9_]*-)?[1-9][0-9]{0,17}");
    }

    private static Token token(JsonView view) {
        String text = view.text();
        if (!text.matches("[A-Za-z0-9_-]{1,1000}")) {
            throw view.expected("a cursor");
        }
        return new Token(text);
    }

    private static boolean has(Tainted<JsonView> page, String member) {
        return is(page.checked(view -> answer(view.find(member).isPresent())));
    }

    private static Fact<Answer> answer(boolean yes) {
        return new Fact<>(yes ? Answer.YES : Answer.NO);
    }

    private static boolean is(Fact<Answer> fact) {
        return fact.answer() == Answer.YES;
    }
}

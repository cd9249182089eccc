package dev.stile.examples.tickets;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.Status;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.PageSource;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Token;
import dev.stile.api.value.Version;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tracker's JSON and the api's values, one to the other. Pure. */
final class Wire {
    static final List<Status> STATUSES =
            List.of(
                    new Status("open", StatusCategory.TODO),
                    new Status("doing", StatusCategory.IN_PROGRESS),
                    new Status("done", StatusCategory.DONE));

    private Wire() {}

    static PageSource.Fetched page(Tainted<JsonView> page) {
        return new PageSource.Fetched(
                page.mapEach(view -> view.field("tickets").items()).stream()
                        .map(item -> ListedItem.of(item, Wire::ticket))
                        .toList(),
                page.mapEach(view -> view.find("next").stream().toList()).stream()
                        .map(next -> next.checked(view -> new Token(view.text())))
                        .findFirst(),
                page.checked(view -> new Quantity(view.field("last").flag() ? 1 : 0)).value() == 1,
                Optional.of(page.checked(view -> new Cursor(view.field("now").text()))),
                Optional.empty());
    }

    static TrackerRecord ticket(JsonView view) {
        return TrackerRecord.of(
                        new RecordId(Long.toString(view.field("number").whole())),
                        view.field("title").text(),
                        RecordMeta.of(revision(view)))
                .status(Status.named(view.field("status").text(), STATUSES))
                .body(view.field("body").text())
                .build();
    }

    static Version revision(JsonView view) {
        return new Version(Long.toString(view.field("revision").whole()));
    }

    static Json json(RecordDraft draft) {
        Json.ObjectBuilder json = Json.object().put("title", draft.title());
        for (Map.Entry<FieldRef, FieldValue> each : draft.values().entrySet()) {
            json.put(each.getKey().name(), text(each.getKey(), each.getValue()));
        }
        return json.putIf("body", draft.body()).build();
    }

    static Json json(RecordChange change) {
        Json.ObjectBuilder json = Json.object();
        for (FieldChange each : change.fields()) {
            if (!(each instanceof FieldChange.Set(FieldRef field, FieldValue value))) {
                throw new Invalid(each.field(), "a ticket always has a value here", List.of());
            }
            json.put(field.name(), text(field, value));
        }
        change.body().ifPresent(body -> json.put("body", body.text()));
        return json.build();
    }

    private static String text(FieldRef field, FieldValue value) {
        if (value instanceof FieldValue.TextValue(String text)) {
            return text;
        }
        throw new Invalid(field, "a ticket has only texts", List.of());
    }
}

package dev.stile.connectors.redmine.write;

import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns additions to and removals from a list into the whole list, because the server takes only
 * that (TR-42).
 */
final class Amendments {
    private Amendments() {}

    /**
     * @param before the record that the precondition was checked on
     */
    static Untainted<RecordChange, Sink.RecordField> resolved(
            Untainted<RecordChange, Sink.RecordField> change, Tainted<TrackerRecord> before) {
        RecordChange wanted = change.value();
        if (wanted.fields().stream().noneMatch(FieldChange.Amend.class::isInstance)) {
            return change;
        }
        return before.joined(change.label())
                .map(
                        record ->
                                new RecordChange(
                                        wanted.fields().stream()
                                                .map(field -> resolved(field, record))
                                                .toList(),
                                        wanted.body()))
                .sanitise(Sanitizers.recordField());
    }

    private static FieldChange resolved(FieldChange change, TrackerRecord record) {
        return switch (change) {
            case FieldChange.Amend(
                            FieldRef field,
                            List<FieldValue> added,
                            List<FieldValue> removed) -> {
                List<FieldValue> items = new ArrayList<>(items(record, field));
                items.removeAll(removed);
                added.stream().filter(item -> !items.contains(item)).forEach(items::add);
                yield items.isEmpty()
                        ? new FieldChange.Clear(field)
                        : new FieldChange.Set(field, new FieldValue.ListValue(items));
            }
            case FieldChange.Set set -> set;
            case FieldChange.Clear clear -> clear;
        };
    }

    private static List<FieldValue> items(TrackerRecord record, FieldRef field) {
        return record.value(field)
                .map(
                        value ->
                                value instanceof FieldValue.ListValue(List<FieldValue> items)
                                        ? items
                                        : List.of(value))
                .orElse(List.of());
    }
}

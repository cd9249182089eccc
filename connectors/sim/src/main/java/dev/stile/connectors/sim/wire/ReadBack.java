package dev.stile.connectors.sim.wire;

import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.TrackerRecord;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what a server did not take, by what it says it has now. */
public final class ReadBack {
    private ReadBack() {}

    /** Whether a field of a draft is in the record. */
    public static boolean took(RecordDraft draft, FieldRef field, TrackerRecord record) {
        if (field.equals(FieldRef.TITLE)) {
            return record.title().equals(draft.title());
        }
        if (field.equals(FieldRef.BODY)) {
            return draft.body().filter(text -> !sameText(text, record.body())).isEmpty();
        }
        return same(Optional.ofNullable(draft.values().get(field)), record.value(field));
    }

    /** The fields that a draft names. */
    public static List<FieldRef> fields(RecordDraft draft) {
        return Stream.of(
                        Stream.of(FieldRef.TITLE),
                        draft.values().keySet().stream(),
                        draft.body().stream().map(_ -> FieldRef.BODY))
                .flatMap(fields -> fields)
                .toList();
    }

    /** Whether a field of a change is in the record. */
    public static boolean took(RecordChange change, FieldRef field, TrackerRecord record) {
        if (field.equals(FieldRef.BODY)) {
            return change.body().filter(body -> !sameText(body.text(), record.body())).isEmpty();
        }
        return change.fields().stream()
                .filter(each -> each.field().equals(field))
                .allMatch(each -> took(each, record));
    }

    private static boolean took(FieldChange change, TrackerRecord record) {
        return switch (change) {
            case FieldChange.Set(FieldRef field, FieldValue value) ->
                    same(Optional.of(value), record.value(field));
            case FieldChange.Clear(FieldRef field) -> record.value(field).isEmpty();
            case FieldChange.Amend(
                            FieldRef field,
                            List<FieldValue> added,
                            List<FieldValue> removed) -> {
                Set<FieldValue> there = items(record.value(field));
                yield there.containsAll(added) && removed.stream().noneMatch(there::contains);
            }
        };
    }

    private static boolean same(Optional<FieldValue> sent, Optional<FieldValue> there) {
        return sent.equals(there)
                || (sent.filter(FieldValue.ListValue.class::isInstance).isPresent()
                        && items(sent).equals(items(there)));
    }

    private static Set<FieldValue> items(Optional<FieldValue> value) {
        return value.<Set<FieldValue>>map(
                        held ->
                                held instanceof FieldValue.ListValue(List<FieldValue> items)
                                        ? new HashSet<>(items)
                                        : new HashSet<>(List.of(held)))
                .orElse(Set.of());
    }

    // A server may settle white space and bullets; that is normalisation, not refusal (TR-165).
    private static boolean sameText(String sent, String there) {
        return settled(sent).equals(settled(there));
    }

    private static String settled(String text) {
        return text.replaceAll("(?m)^(\\s*)[*+] ", "$1- ").replaceAll("\\s+", "");
    }
}

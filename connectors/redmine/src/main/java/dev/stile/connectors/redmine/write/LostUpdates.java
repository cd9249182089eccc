package dev.stile.connectors.redmine.write;

import dev.stile.api.json.JsonView;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.LostUpdate;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.connectors.redmine.wire.Journal;
import dev.stile.connectors.redmine.wire.Vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether a write replaced what somebody had set between our check and our write (TR-35).
 */
final class LostUpdates {
    private enum Overwritten {
        YES,
        NO
    }

    private LostUpdates() {}

    static Optional<LostUpdate> find(
            Check check,
            Tainted<JsonView> after,
            List<FieldRef> written,
            Tainted<Vocabulary> words) {
        Tainted<Map<FieldRef, String>> overwritten =
                check.view()
                        .combine(after, (before, now) -> List.of(before, now))
                        .combine(
                                words,
                                (views, known) ->
                                        Journal.overwritten(
                                                views.get(0), views.get(1), written, known));
        List<FieldRef> fields = new ArrayList<>();
        for (FieldRef field : written) {
            if (overwritten
                            .checked(
                                    found ->
                                            new Fact<>(
                                                    found.containsKey(field)
                                                            ? Overwritten.YES
                                                            : Overwritten.NO))
                            .answer()
                    == Overwritten.YES) {
                fields.add(field);
            }
        }
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new LostUpdate(
                                fields,
                                check.record().combine(overwritten, LostUpdates::asTheyLeftIt)));
    }

    /** Texts are put in as they were; what is known only by an id stays as we had seen it. */
    private static TrackerRecord asTheyLeftIt(
            TrackerRecord seen, Map<FieldRef, String> overwritten) {
        TrackerRecord.Builder record = seen.toBuilder();
        overwritten.forEach(
                (field, text) -> {
                    if (field.equals(FieldRef.BODY)) {
                        record.body(text);
                    } else if (!field.equals(FieldRef.STATUS)
                            && seen.value(field).orElse(new FieldValue.FlagValue(false))
                                    instanceof FieldValue.TextValue
                            && (field.equals(FieldRef.TITLE) || field.extension())) {
                        record.set(field, new FieldValue.TextValue(text));
                    }
                });
        return record.build();
    }
}

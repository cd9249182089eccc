package dev.stile.connectors.redmine.write;

import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.connectors.redmine.wire.Attribute;
import dev.stile.connectors.redmine.wire.LineEnds;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds what the server silently did not take: it answers 204 to attributes that workflow, role or
 * tracker do not allow.
 */
final class Taken {
    private enum Answer {
        YES,
        NO
    }

    private Taken() {}

    /** The fields whose value afterwards is not the one that was sent. */
    static List<FieldRef> missing(RecordChange sent, Tainted<TrackerRecord> after) {
        List<FieldRef> missing = new ArrayList<>();
        for (FieldChange change : sent.fields()) {
            if (!is(after, record -> took(record, change))) {
                missing.add(change.field());
            }
        }
        sent.body()
                .ifPresent(
                        body -> {
                            if (!is(
                                    after,
                                    record -> LineEnds.onlyDiffer(record.body(), body.text()))) {
                                missing.add(FieldRef.BODY);
                            }
                        });
        return missing;
    }

    private static boolean is(Tainted<TrackerRecord> record, Predicate<TrackerRecord> question) {
        return record.checked(value -> new Fact<>(question.test(value) ? Answer.YES : Answer.NO))
                        .answer()
                == Answer.YES;
    }

    static boolean took(TrackerRecord record, FieldChange change) {
        Optional<FieldValue> now = record.value(change.field());
        return switch (change) {
            case FieldChange.Set(FieldRef field, FieldValue value) ->
                    now.map(seen -> same(field, value, seen)).orElse(isEmpty(value));
            // The server has no "no progress": it takes a cleared ratio as 0.
            case FieldChange.Clear(FieldRef field) ->
                    now.isEmpty()
                            || (field.equals(Attribute.DONE_RATIO.field())
                                    && now.get()
                                            .equals(new FieldValue.NumberValue(BigDecimal.ZERO)));
            case FieldChange.Amend amend ->
                    throw new IllegalStateException("additions are resolved before a write");
        };
    }

    private static boolean isEmpty(FieldValue value) {
        return switch (value) {
            case FieldValue.ListValue(List<FieldValue> items) -> items.isEmpty();
            case FieldValue.TextValue(String text) -> text.isEmpty();
            case FieldValue.NumberValue number -> false;
            case FieldValue.FlagValue flag -> false;
            case FieldValue.DateValue date -> false;
            case FieldValue.InstantValue instant -> false;
            case FieldValue.PersonValue person -> false;
            case FieldValue.RecordValue record -> false;
            case FieldValue.LinkValue link -> false;
            case FieldValue.OpaqueValue opaque -> false;
        };
    }

    private static boolean same(FieldRef field, FieldValue sent, FieldValue seen) {
        if (sent instanceof FieldValue.TextValue(String wanted)
                && seen instanceof FieldValue.TextValue(String is)) {
            return isName(field) ? wanted.equalsIgnoreCase(is) : LineEnds.onlyDiffer(wanted, is);
        }
        if (seen instanceof FieldValue.ListValue(List<FieldValue> items)) {
            Set<FieldValue> wanted =
                    sent instanceof FieldValue.ListValue(List<FieldValue> list)
                            ? new HashSet<>(list)
                            : Set.of(sent);
            return wanted.equals(new HashSet<>(items));
        }
        return sent.equals(seen);
    }

    /** Names may be written in any letter case where that is unique. */
    private static boolean isName(FieldRef field) {
        return Attribute.of(field)
                .map(
                        attribute ->
                                switch (attribute) {
                                    case TRACKER, STATUS, PRIORITY, CATEGORY, FIXED_VERSION -> true;
                                    case SUBJECT,
                                            DESCRIPTION,
                                            ASSIGNED_TO,
                                            PARENT,
                                            DUE_DATE,
                                            START_DATE,
                                            DONE_RATIO,
                                            ESTIMATED_HOURS,
                                            IS_PRIVATE ->
                                            false;
                                })
                .orElse(false);
    }
}

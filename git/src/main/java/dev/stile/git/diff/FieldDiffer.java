package dev.stile.git.diff;

import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.git.format.Entry;
import dev.stile.git.format.ParsedFile;
import dev.stile.git.format.Reason;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what the edit of one field means. Immutable. */
final class FieldDiffer {
    private final Meaning meaning;
    private final ValueResolver values;

    FieldDiffer(Meaning meaning, ValueResolver values) {
        this.meaning = meaning;
        this.values = values;
    }

    /** What changed in one field by meaning. */
    Optional<FieldChange> change(
            FieldSchema schema, ParsedFile base, ParsedFile tip, Findings findings) {
        FieldRef field = schema.field();
        Entry before = base.entry(field).orElse(new Entry.Empty());
        // In a file that could not be read whole, a key that is not there proves nothing.
        Entry after = tip.entry(field).orElse(tip.isReadable() ? new Entry.Empty() : before);
        if (meaning.of(before, schema).equals(meaning.of(after, schema))) {
            return Optional.empty();
        }
        if (!schema.writable().onUpdate()) {
            findings.add(Reason.NOT_WRITABLE, field, schema.whyNot());
            return Optional.empty();
        }
        boolean required = schema.required() || field.equals(FieldRef.TITLE);
        if (isBlankTitle(field, after) || (after instanceof Entry.Empty && required)) {
            findings.add(Reason.REQUIRED, field, Optional.empty());
            return Optional.empty();
        }
        if (schema.type().list() && !schema.orderMeaningful()) {
            return amended(schema, before, after, findings);
        }
        if (after instanceof Entry.Empty) {
            return Optional.of(new FieldChange.Clear(field));
        }
        return resolved(schema, after, findings).map(value -> new FieldChange.Set(field, value));
    }

    /** A list without order is sent as what was added and what was removed. */
    private Optional<FieldChange> amended(
            FieldSchema schema, Entry before, Entry after, Findings findings) {
        FieldRef field = schema.field();
        if (after instanceof Entry.Broken(Reason reason, String raw)) {
            findings.add(reason, field, Optional.empty());
            return Optional.empty();
        }
        if (after instanceof Entry.Empty && !(before instanceof Entry.Items)) {
            return Optional.of(new FieldChange.Clear(field));
        }
        Map<Object, Entry> old = meaning.items(Optional.of(before), schema);
        Map<Object, Entry> now = meaning.items(Optional.of(after), schema);
        if (!old.keySet().containsAll(now.keySet())) {
            checkCount(schema, now.size(), findings);
        }
        Set<FieldValue> added = new LinkedHashSet<>();
        now.forEach(
                (key, item) -> {
                    if (!old.containsKey(key)) {
                        take(schema, item, values.written(item, schema), false, added, findings);
                    }
                });
        Set<FieldValue> removed = new LinkedHashSet<>();
        boolean someoneUnknown = false;
        for (Map.Entry<Object, Entry> item : old.entrySet()) {
            if (!now.containsKey(item.getKey())) {
                Resolved resolved = values.removed(item.getValue());
                if (now.isEmpty() && resolved instanceof Resolved.Refused) {
                    someoneUnknown = true;
                } else {
                    take(schema, item.getValue(), resolved, true, removed, findings);
                }
            }
        }
        if (someoneUnknown) {
            return Optional.of(new FieldChange.Clear(field));
        }
        // Two spellings of one value: nothing was added, nothing removed.
        Set<FieldValue> both = new LinkedHashSet<>(added);
        both.retainAll(removed);
        added.removeAll(both);
        removed.removeAll(both);
        return added.isEmpty() && removed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new FieldChange.Amend(field, List.copyOf(added), List.copyOf(removed)));
    }

    /** What a new file says for one field, if anything. */
    Optional<FieldValue> drafted(FieldSchema schema, ParsedFile file, Findings findings) {
        Entry entry = file.entry(schema.field()).orElse(new Entry.Empty());
        if (entry instanceof Entry.Empty || isBlankTitle(schema.field(), entry)) {
            return Optional.empty();
        }
        if (!schema.writable().onCreate()) {
            findings.add(Reason.NOT_WRITABLE, schema.field(), schema.whyNot());
            return Optional.empty();
        }
        return resolved(schema, entry, findings);
    }

    /** The whole value of a field; nothing where it is refused or named by a path alone. */
    private Optional<FieldValue> resolved(FieldSchema schema, Entry entry, Findings findings) {
        Set<FieldValue> one = new LinkedHashSet<>();
        if (!(entry instanceof Entry.Items(List<Entry> items))) {
            take(schema, entry, values.written(entry, schema), false, one, findings);
            return one.stream().findFirst();
        }
        List<FieldValue> all = new ArrayList<>();
        Map<Object, Entry> distinct = new LinkedHashMap<>();
        if (!schema.orderMeaningful()) {
            distinct.putAll(meaning.items(Optional.of(entry), schema));
        } else {
            items.forEach(item -> distinct.put(distinct.size(), item));
        }
        for (Entry item : distinct.values()) {
            one.clear();
            take(schema, item, values.written(item, schema), false, one, findings);
            all.addAll(one);
        }
        checkCount(schema, distinct.size(), findings);
        return all.isEmpty() ? Optional.empty() : Optional.of(new FieldValue.ListValue(all));
    }

    private static void take(
            FieldSchema schema,
            Entry entry,
            Resolved resolved,
            boolean removed,
            Set<FieldValue> into,
            Findings findings) {
        switch (resolved) {
            case Resolved.Value(FieldValue value) -> into.add(value);
            // Which place a record has in an ordered list can only be said with its id.
            case Resolved.Path path when schema.orderMeaningful() ->
                    findings.add(
                            Reason.NOT_AN_ID,
                            schema.field(),
                            Optional.of(path.path()),
                            Optional.empty());
            case Resolved.Path(Optional<String> linkKind, String path) ->
                    findings.addReference(schema.field(), linkKind, path, removed);
            case Resolved.Refused(Reason reason, Optional<String> hint) ->
                    findings.add(reason, schema.field(), Optional.of(Findings.shown(entry)), hint);
        }
    }

    private static void checkCount(FieldSchema schema, int count, Findings findings) {
        if (schema.maxItems().isPresent() && count > schema.maxItems().getAsInt()) {
            findings.add(
                    Reason.TOO_MANY_ITEMS,
                    schema.field(),
                    Optional.of(Integer.toString(schema.maxItems().getAsInt())));
        }
    }

    private static boolean isBlankTitle(FieldRef field, Entry entry) {
        return field.equals(FieldRef.TITLE)
                && entry instanceof Entry.Plain(FieldValue.TextValue(String text))
                && text.isBlank();
    }
}

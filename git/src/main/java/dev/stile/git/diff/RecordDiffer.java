package dev.stile.git.diff;

import dev.stile.api.record.BodyChange;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
import dev.stile.git.format.Bodies;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.format.Entry;
import dev.stile.git.format.Keys;
import dev.stile.git.format.ParsedFile;
import dev.stile.git.format.Reason;
import dev.stile.git.path.Layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds what the edit of a file means: only what the user changed by meaning, and every problem at
 * once. Immutable; any thread may use it.
 */
public final class RecordDiffer {
    private final List<FieldSchema> fields;
    private final Optional<FieldSchema> body;
    private final Meaning meaning;
    private final ValueResolver values;
    private final NearestKey nearest;

    /**
     * @param schema of the project
     * @param people whom a spelling can mean where the schema lists nobody for a field
     */
    public RecordDiffer(RecordSchema schema, People people) {
        Layout layout = Layout.of(schema);
        this.fields =
                schema.fields().stream()
                        .filter(field -> !field.field().equals(FieldRef.BODY))
                        .toList();
        this.body = schema.field(FieldRef.BODY);
        this.meaning = new Meaning(layout, people);
        this.values = new ValueResolver(layout, people);
        this.nearest = new NearestKey(schema);
    }

    /**
     * The edit of a record's file.
     *
     * @param base the file that was edited
     * @param tip the file as the user left it
     * @param style of the server's own text
     * @param baseRawSha256 hash of the vendor's form of the base's text, if it is known
     */
    public Edit edit(
            ParsedFile base, ParsedFile tip, BodyStyle style, Optional<String> baseRawSha256) {
        Findings findings = new Findings(tip, nearest);
        findings.addAll(tip.problems());
        if (base.frontMatter() && !tip.frontMatter() && tip.isReadable()) {
            findings.add(Reason.FRONT_MATTER_GONE, 1, 1, "");
            return findings.edit(List.of(), Optional.empty(), new TreeSet<>());
        }
        id(base, tip, findings);
        findings.addUnknown(base.unknown());
        missingUnknown(base, tip, findings);
        List<FieldChange> changes = new ArrayList<>();
        for (FieldSchema schema : fields) {
            change(schema, base, tip, findings).ifPresent(changes::add);
        }
        Optional<BodyChange> text =
                body(base, tip, style, findings)
                        .map(edited -> new BodyChange(edited, baseRawSha256));
        return findings.edit(changes, text, ignored(base, tip));
    }

    /**
     * The draft that a new file stands for. Whether its {@code id} makes it a move is for the
     * caller.
     */
    public Draft draft(ParsedFile file) {
        Findings findings = new Findings(file, nearest);
        findings.addAll(file.problems());
        findings.addUnknown(Map.of());
        String title = "";
        Map<FieldRef, FieldValue> drafted = new TreeMap<>();
        for (FieldSchema schema : fields) {
            Optional<FieldValue> value = drafted(schema, file, findings);
            if (schema.field().equals(FieldRef.TITLE)) {
                title = value.flatMap(RecordDiffer::textOf).orElse("");
            } else {
                value.ifPresent(present -> drafted.put(schema.field(), present));
            }
        }
        if (title.isBlank() && file.isReadable() && !findings.names(FieldRef.TITLE)) {
            findings.add(Reason.REQUIRED, 1, 1, FieldRef.TITLE.toString());
        }
        Optional<String> text = draftedBody(file, findings);
        SortedSet<String> ignored = new TreeSet<>();
        file.serverOwned()
                .forEach(
                        (key, raw) -> {
                            if (!key.equals(Keys.ID)
                                    && !raw.text().isEmpty()
                                    && !raw.text().equals("null")) {
                                ignored.add(key);
                            }
                        });
        Optional<RecordDraft> draft =
                title.isBlank()
                        ? Optional.empty()
                        : Optional.of(new RecordDraft(title, new TreeMap<>(drafted), text));
        return findings.draft(draft, ignored);
    }

    private static void id(ParsedFile base, ParsedFile tip, Findings findings) {
        boolean changed =
                base.id().isPresent() && tip.id().isPresent() && !base.id().equals(tip.id());
        ParsedFile.Raw place = tip.serverOwned().get(Keys.ID);
        if (changed && place != null) {
            findings.add(Reason.ID_CHANGED, place.line(), 1, Keys.ID, tip.id(), base.id());
        }
    }

    /**
     * A key that no schema knows and that the user took away: nobody can say what that would clear.
     */
    private static void missingUnknown(ParsedFile base, ParsedFile tip, Findings findings) {
        if (tip.isReadable()) {
            base.unknown().keySet().stream()
                    .filter(key -> !tip.unknown().containsKey(key))
                    .forEach(key -> findings.add(Reason.REQUIRED, 1, 1, key));
        }
    }

    private Optional<FieldChange> change(
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
        if (isBlankTitle(field, after) || (after instanceof Entry.Empty && schema.required())) {
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
        return added.isEmpty() && removed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new FieldChange.Amend(field, List.copyOf(added), List.copyOf(removed)));
    }

    private Optional<FieldValue> drafted(FieldSchema schema, ParsedFile file, Findings findings) {
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

    /** The new text, if the user edited it. */
    private Optional<String> body(
            ParsedFile base, ParsedFile tip, BodyStyle style, Findings findings) {
        if (base.marker().isPresent() || tip.marker().isPresent()) {
            if (!isSameStub(base, tip)) {
                findings.add(Reason.STUB_BODY_EDITED, tip.bodyLine(), 1, FieldRef.BODY.toString());
            }
            return Optional.empty();
        }
        if (hasNoBody(tip) || Bodies.equalByMeaning(base.body(), tip.body())) {
            return Optional.empty();
        }
        if (body.isEmpty() || !body.get().writable().onUpdate()) {
            findings.add(
                    Reason.NOT_WRITABLE,
                    tip.bodyLine(),
                    1,
                    FieldRef.BODY.toString(),
                    Optional.empty(),
                    body.flatMap(FieldSchema::whyNot));
            return Optional.empty();
        }
        String text = tip.body().isBlank() ? "" : style.applied(tip.body(), base.body());
        checkBody(body.get(), text, tip, findings);
        return Optional.of(text);
    }

    private Optional<String> draftedBody(ParsedFile file, Findings findings) {
        if (file.marker().isPresent()) {
            findings.add(Reason.STUB_BODY_EDITED, file.bodyLine(), 1, FieldRef.BODY.toString());
        }
        if (file.body().isBlank()) {
            return Optional.empty();
        }
        if (body.isEmpty() || !body.get().writable().onCreate()) {
            findings.add(
                    Reason.NOT_WRITABLE,
                    file.bodyLine(),
                    1,
                    FieldRef.BODY.toString(),
                    Optional.empty(),
                    body.flatMap(FieldSchema::whyNot));
            return Optional.empty();
        }
        String text = BodyStyle.NEW.applied(file.body(), "");
        checkBody(body.get(), text, file, findings);
        return Optional.of(text);
    }

    private static void checkBody(
            FieldSchema schema, String text, ParsedFile file, Findings findings) {
        if (text.isEmpty() && schema.required()) {
            findings.add(Reason.REQUIRED, file.bodyLine(), 1, FieldRef.BODY.toString());
        }
        if (ValueResolver.isTooLong(text, schema)) {
            findings.add(
                    Reason.TOO_LONG,
                    file.bodyLine(),
                    1,
                    FieldRef.BODY.toString(),
                    Optional.empty(),
                    Optional.of(Integer.toString(schema.maxLength().getAsInt())));
        }
    }

    /**
     * A stub is left alone if its marker still stands there by itself, be it with a blank line
     * before it.
     */
    private static boolean isSameStub(ParsedFile base, ParsedFile tip) {
        if (base.marker().isEmpty()) {
            return false;
        }
        if (tip.marker().isPresent()) {
            return tip.marker().equals(base.marker())
                    && Bodies.equalByMeaning(base.body(), tip.body());
        }
        return hasNoBody(tip) || tip.body().strip().equals(base.marker().get().line());
    }

    /** A file that could not be read at all says nothing about its body. */
    private static boolean hasNoBody(ParsedFile file) {
        return !file.isReadable() && !file.frontMatter();
    }

    private static SortedSet<String> ignored(ParsedFile base, ParsedFile tip) {
        SortedSet<String> ignored = new TreeSet<>();
        for (String key : Keys.SERVER_OWNED) {
            Optional<String> before =
                    Optional.ofNullable(base.serverOwned().get(key)).map(ParsedFile.Raw::text);
            Optional<String> after =
                    Optional.ofNullable(tip.serverOwned().get(key)).map(ParsedFile.Raw::text);
            boolean idChanged = key.equals(Keys.ID) && after.isPresent();
            if (!before.equals(after) && !idChanged && tip.isReadable()) {
                ignored.add(key);
            }
        }
        return ignored;
    }

    private static boolean isBlankTitle(FieldRef field, Entry entry) {
        return field.equals(FieldRef.TITLE)
                && entry instanceof Entry.Plain(FieldValue.TextValue(String text))
                && text.isBlank();
    }

    private static Optional<String> textOf(FieldValue value) {
        return value instanceof FieldValue.TextValue(String text)
                ? Optional.of(text)
                : Optional.empty();
    }
}

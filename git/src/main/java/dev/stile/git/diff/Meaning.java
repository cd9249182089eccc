package dev.stile.git.diff;

import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.value.RecordId;
import dev.stile.git.format.Entry;
import dev.stile.git.format.Spelling;
import dev.stile.git.path.Layout;
import dev.stile.git.path.PathId;
import dev.stile.git.path.TreePath;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Gives entries and values a form that is equal exactly when they mean the same (GS-47). */
final class Meaning {
    /** Nothing is set. */
    static final Object NOTHING = new Entry.Empty();

    private final Layout layout;
    private final People people;
    private final Function<String, Optional<RecordId>> made;

    Meaning(Layout layout, People people) {
        this(layout, people, path -> Optional.empty());
    }

    /**
     * @param made the record that a path became which is no record's own
     */
    Meaning(Layout layout, People people, Function<String, Optional<RecordId>> made) {
        this.layout = layout;
        this.people = people;
        this.made = made;
    }

    /** What an entry means; lists with set meaning are sets. */
    Object of(Entry entry, FieldSchema schema) {
        return switch (entry) {
            case Entry.Items(List<Entry> items) when schema.orderMeaningful() ->
                    items.stream().map(item -> single(item, schema)).toList();
            case Entry.Items(List<Entry> items) -> Set.copyOf(items(items, schema).keySet());
            case Entry.Empty empty -> NOTHING;
            case Entry.Plain plain -> single(plain, schema);
            case Entry.PersonText person -> single(person, schema);
            case Entry.ReferenceText reference -> single(reference, schema);
            case Entry.LinkText link -> single(link, schema);
            case Entry.Broken broken -> broken;
        };
    }

    /** The items of an entry by what they mean; a single value is no item. */
    Map<Object, Entry> items(Optional<Entry> entry, FieldSchema schema) {
        return entry.isPresent() && entry.get() instanceof Entry.Items(List<Entry> items)
                ? items(items, schema)
                : Map.of();
    }

    private Map<Object, Entry> items(List<Entry> items, FieldSchema schema) {
        Map<Object, Entry> byMeaning = new LinkedHashMap<>();
        items.forEach(item -> byMeaning.putIfAbsent(single(item, schema), item));
        return byMeaning;
    }

    private Object single(Entry entry, FieldSchema schema) {
        return switch (entry) {
            case Entry.Plain(FieldValue.TextValue(String text)) ->
                    new FieldValue.TextValue(text(text, schema));
            case Entry.Plain(FieldValue value) -> value;
            case Entry.PersonText(String spelled) -> person(spelled);
            case Entry.ReferenceText(String text) -> new Entry.ReferenceText(record(text));
            case Entry.LinkText(String kind, String target) ->
                    new Entry.LinkText(kind, record(target));
            case Entry.Broken broken -> broken;
            case Entry.Empty empty -> empty;
            case Entry.Items items -> items;
        };
    }

    private static String text(String text, FieldSchema schema) {
        if (schema.allowed() instanceof AllowedValues.Names(List<String> names)) {
            return Names.known(text, names).orElse(text);
        }
        return schema.field().equals(FieldRef.TITLE) ? text.stripTrailing() : text;
    }

    private Entry person(String spelled) {
        Optional<String> id = Spelling.bracketedId(spelled);
        if (id.isEmpty()) {
            List<Person> meant = people.meantBy(spelled);
            id = meant.size() == 1 ? Optional.of(meant.getFirst().id()) : Optional.empty();
        }
        return new Entry.PersonText(id.map(known -> "<" + known + '>').orElse(spelled));
    }

    /** The id that a reference by path spells, if it spells one. */
    private String record(String text) {
        Optional<RecordId> became = made.apply(text);
        if (became.isPresent()) {
            return became.get().text();
        }
        return layout.classify(text)
                        instanceof TreePath.RecordFile(String stem, PathId.Exact(var id))
                ? id.text()
                : text;
    }

    /** What a value of a record means. */
    static Object of(Optional<FieldValue> value, FieldSchema schema) {
        return value.map(
                        present ->
                                switch (present) {
                                    case FieldValue.TextValue(String text) when text.isEmpty() ->
                                            NOTHING;
                                    case FieldValue.TextValue(String text)
                                            when schema.field().equals(FieldRef.TITLE) ->
                                            new FieldValue.TextValue(text.stripTrailing());
                                    case FieldValue.ListValue(List<FieldValue> items)
                                            when items.isEmpty() ->
                                            NOTHING;
                                    case FieldValue.ListValue(List<FieldValue> items)
                                            when !schema.orderMeaningful() ->
                                            new LinkedHashSet<>(items);
                                    case FieldValue.TextValue text -> text;
                                    case FieldValue.ListValue list -> list;
                                    case FieldValue.NumberValue number -> number;
                                    case FieldValue.FlagValue flag -> flag;
                                    case FieldValue.DateValue date -> date;
                                    case FieldValue.InstantValue instant -> instant;
                                    case FieldValue.PersonValue person -> person;
                                    case FieldValue.RecordValue id -> id;
                                    case FieldValue.LinkValue link -> link;
                                    case FieldValue.OpaqueValue opaque -> opaque;
                                })
                .orElse(NOTHING);
    }
}

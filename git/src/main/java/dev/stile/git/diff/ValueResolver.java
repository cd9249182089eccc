package dev.stile.git.diff;

import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.BodySize;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Link;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.value.RecordId;
import dev.stile.git.format.Entry;
import dev.stile.git.format.Reason;
import dev.stile.git.format.Spelling;
import dev.stile.git.path.Layout;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of what a user wrote the value that a server takes, or says why there is none. */
final class ValueResolver {
    private static final int MOST_NAMED = 20;

    private final Layout layout;
    private final People people;
    private final Map<FieldRef, People> listed;

    ValueResolver(RecordSchema schema, Layout layout, People people) {
        this.layout = layout;
        this.people = people;
        Map<FieldRef, People> byField = new HashMap<>();
        for (FieldSchema field : schema.fields()) {
            if (field.allowed() instanceof AllowedValues.People(List<Person> only)) {
                byField.put(field.field(), People.of(only));
            }
        }
        this.listed = Map.copyOf(byField);
    }

    /** One value that is to be written. */
    Resolved written(Entry entry, FieldSchema schema) {
        return switch (entry) {
            case Entry.Plain(FieldValue.TextValue(String text)) -> text(text, schema);
            case Entry.Plain(FieldValue.OpaqueValue opaque) ->
                    new Resolved.Refused(Reason.NOT_WRITABLE);
            case Entry.Plain(FieldValue value) -> new Resolved.Value(value);
            case Entry.PersonText(String spelled) ->
                    person(spelled, schema.allowed(), candidates(schema));
            case Entry.ReferenceText(String text) -> reference(text);
            case Entry.LinkText(String kind, String target) -> link(kind, target, schema.allowed());
            case Entry.Broken(Reason reason, String raw) -> new Resolved.Refused(reason);
            case Entry.Empty empty -> new Resolved.Refused(Reason.EMPTY_ITEM);
            case Entry.Items items -> new Resolved.Refused(Reason.SINGLE_EXPECTED);
        };
    }

    /**
     * One value that is to be taken out of a list: whoever or whatever it is, it need not be
     * allowed any more.
     */
    Resolved removed(Entry entry) {
        return switch (entry) {
            case Entry.Plain(FieldValue value) -> new Resolved.Value(value);
            case Entry.PersonText(String spelled) ->
                    person(spelled, new AllowedValues.Any(), people);
            case Entry.ReferenceText(String text) -> reference(text);
            case Entry.LinkText(String kind, String target) ->
                    link(kind, target, new AllowedValues.Any());
            case Entry.Broken(Reason reason, String raw) -> new Resolved.Refused(reason);
            case Entry.Empty empty -> new Resolved.Refused(Reason.EMPTY_ITEM);
            case Entry.Items items -> new Resolved.Refused(Reason.SINGLE_EXPECTED);
        };
    }

    /** The limit of the server that a text breaks, and its size. */
    static Optional<String> brokenLimit(String text, FieldSchema schema) {
        int characters = text.codePointCount(0, text.length());
        if (characters > schema.maxLength().orElse(Integer.MAX_VALUE)) {
            return Optional.of(
                    "at most "
                            + schema.maxLength().getAsInt()
                            + " characters, these are "
                            + characters);
        }
        return schema.maxBytes().isPresent()
                ? brokenLimit(text, schema.maxBytes().getAsInt())
                : Optional.empty();
    }

    private static Optional<String> brokenLimit(String text, int most) {
        int bytes = BodySize.bytes(text);
        return bytes > most
                ? Optional.of("at most " + most + " bytes, these are " + bytes)
                : Optional.empty();
    }

    private static Resolved text(String written, FieldSchema schema) {
        String text = schema.field().equals(FieldRef.TITLE) ? written.stripTrailing() : written;
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return new Resolved.Refused(Reason.NOT_TEXT);
        }
        if (schema.allowed() instanceof AllowedValues.Names(List<String> names)) {
            return name(text, names);
        }
        Optional<String> broken = brokenLimit(text, schema);
        if (broken.isPresent()) {
            return new Resolved.Refused(Reason.TOO_LONG, broken);
        }
        return new Resolved.Value(new FieldValue.TextValue(text));
    }

    /** Names compare exactly, then without regard to case if that is unique. */
    private static Resolved name(String text, List<String> names) {
        Optional<String> known = Names.known(text, names);
        if (known.isPresent()) {
            return new Resolved.Value(new FieldValue.TextValue(known.get()));
        }
        List<String> alike = Names.alike(text, names);
        return alike.isEmpty()
                ? new Resolved.Refused(Reason.NOT_ALLOWED, Optional.of(listed(names)))
                : new Resolved.Refused(Reason.AMBIGUOUS_NAME, Optional.of(listed(alike)));
    }

    private static String listed(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMED)));
        return names.size() > MOST_NAMED
                ? first + ", ... (" + (names.size() - MOST_NAMED) + " more)"
                : first;
    }

    private People candidates(FieldSchema schema) {
        return listed.getOrDefault(schema.field(), people);
    }

    private static Resolved person(String spelled, AllowedValues allowed, People candidates) {
        List<Person> meant = candidates.meantBy(spelled);
        if (meant.size() == 1) {
            return new Resolved.Value(new FieldValue.PersonValue(meant.getFirst()));
        }
        if (meant.size() > 1) {
            return new Resolved.Refused(
                    Reason.PERSON_AMBIGUOUS,
                    Optional.of(
                            listed(
                                    meant.stream()
                                            .map(
                                                    person ->
                                                            person.display()
                                                                    + " <"
                                                                    + person.id()
                                                                    + '>')
                                            .toList())));
        }
        Optional<String> id = Spelling.bracketedId(spelled);
        if (id.isPresent() && !(allowed instanceof AllowedValues.People)) {
            String display = spelled.substring(0, spelled.lastIndexOf('<')).strip();
            return new Resolved.Value(
                    new FieldValue.PersonValue(new Person(id.get(), Optional.empty(), display)));
        }
        return new Resolved.Refused(Reason.PERSON_UNKNOWN);
    }

    private Resolved reference(String text) {
        if (isPath(text)) {
            return new Resolved.Path(Optional.empty(), text);
        }
        return id(text).<Resolved>map(id -> new Resolved.Value(new FieldValue.RecordValue(id)))
                .orElseGet(() -> new Resolved.Refused(Reason.NOT_AN_ID));
    }

    private Resolved link(String written, String target, AllowedValues allowed) {
        String kind = written;
        if (allowed instanceof AllowedValues.Names(List<String> kinds)) {
            switch (name(written, kinds)) {
                case Resolved.Value(FieldValue.TextValue(String known)) -> kind = known;
                case Resolved.Value value -> kind = written;
                case Resolved.Path path -> kind = written;
                case Resolved.Refused refused -> {
                    return refused;
                }
            }
        }
        if (isPath(target)) {
            return new Resolved.Path(Optional.of(kind), target);
        }
        Optional<RecordId> id = id(target);
        return id.isPresent()
                ? new Resolved.Value(new FieldValue.LinkValue(new Link(kind, id.get())))
                : new Resolved.Refused(Reason.NOT_AN_ID);
    }

    /**
     * What looks like a path is one, so that a path of no file is refused and not taken for an id.
     */
    private boolean isPath(String text) {
        return text.startsWith(layout.root() + '/') && text.endsWith(".md");
    }

    private static Optional<RecordId> id(String text) {
        try {
            return Optional.of(new RecordId(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}

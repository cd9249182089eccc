package dev.stile.git.diff;

import dev.stile.api.record.BodyState;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.record.Writability;
import dev.stile.api.value.RecordId;
import dev.stile.git.format.Bodies;
import dev.stile.git.format.Entry;
import dev.stile.git.format.ParsedFile;
import dev.stile.git.path.Layout;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Compares the writable content of two records, or of two files of one record. Immutable; any
 * thread may use it.
 */
public final class Comparison {
    private final List<FieldSchema> writable;
    private final Meaning meaning;

    public Comparison(RecordSchema schema, People people) {
        this(schema, people, path -> Optional.empty());
    }

    /**
     * @param made the record that a new file's path became, where a file refers to one by its path
     */
    public Comparison(
            RecordSchema schema, People people, Function<String, Optional<RecordId>> made) {
        this.writable =
                schema.fields().stream()
                        .filter(field -> field.writable() != Writability.NEVER)
                        .toList();
        this.meaning = new Meaning(Layout.of(schema), people, made);
    }

    /** What differs between two states of a record. */
    public Difference of(TrackerRecord left, TrackerRecord right) {
        SortedSet<FieldRef> fields = new TreeSet<>();
        boolean bodyUnknown = false;
        for (FieldSchema schema : writable) {
            FieldRef field = schema.field();
            if (!field.equals(FieldRef.BODY)) {
                if (!Meaning.of(left.value(field), schema)
                        .equals(Meaning.of(right.value(field), schema))) {
                    fields.add(field);
                }
            } else if (bothPresent(left, right)) {
                if (!Bodies.equalByMeaning(left.body(), right.body())) {
                    fields.add(field);
                }
            } else {
                Optional<String> leftHash = left.meta().rawBodySha256();
                Optional<String> rightHash = right.meta().rawBodySha256();
                if (leftHash.isEmpty() || rightHash.isEmpty()) {
                    bodyUnknown = true;
                } else if (!leftHash.equals(rightHash)) {
                    fields.add(field);
                }
            }
        }
        return new Difference(fields, bodyUnknown);
    }

    /**
     * What differs between two files. A file that cannot be read differs in everything that is not
     * plainly the same.
     */
    public Difference of(ParsedFile left, ParsedFile right) {
        SortedSet<FieldRef> fields = new TreeSet<>();
        boolean bodyUnknown = false;
        for (FieldSchema schema : writable) {
            FieldRef field = schema.field();
            if (!field.equals(FieldRef.BODY)) {
                if (!of(left.entry(field), schema).equals(of(right.entry(field), schema))) {
                    fields.add(field);
                }
            } else if (left.marker().isPresent() || right.marker().isPresent()) {
                bodyUnknown = true;
            } else if (!Bodies.equalByMeaning(left.body(), right.body())) {
                fields.add(field);
            }
        }
        return new Difference(fields, bodyUnknown);
    }

    private Object of(Optional<Entry> entry, FieldSchema schema) {
        return entry.map(present -> meaning.of(present, schema)).orElse(Meaning.NOTHING);
    }

    private static boolean bothPresent(TrackerRecord left, TrackerRecord right) {
        return left.meta().body() == BodyState.PRESENT && right.meta().body() == BodyState.PRESENT;
    }
}

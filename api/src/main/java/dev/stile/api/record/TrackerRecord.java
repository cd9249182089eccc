package dev.stile.api.record;

import dev.stile.api.value.RecordId;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One issue, ticket or page as the server has it. Built by {@link #of}; immutable.
 *
 * <p>The body keeps the vendor's own line ends. {@code fields} holds extensions by name, sorted.
 */
public final class TrackerRecord {
    private final RecordId id;
    private final RecordMeta meta;
    private final Optional<Status> status;
    private final SortedMap<FieldRef, FieldValue> values;
    private final String body;

    private TrackerRecord(Builder builder) {
        this.id = builder.id;
        this.meta = builder.meta;
        this.status = builder.status;
        this.values = Collections.unmodifiableSortedMap(new TreeMap<>(builder.values));
        this.body = builder.body;
    }

    /** Begins a record. */
    public static Builder of(RecordId id, String title, RecordMeta meta) {
        return new Builder(id, meta).set(FieldRef.TITLE, new FieldValue.TextValue(title));
    }

    public RecordId id() {
        return id;
    }

    public String title() {
        return text(FieldRef.TITLE).orElse("");
    }

    public Optional<String> type() {
        return text(FieldRef.TYPE);
    }

    public Optional<Status> status() {
        return status;
    }

    public Optional<String> priority() {
        return text(FieldRef.PRIORITY);
    }

    public List<Person> assignees() {
        return items(FieldRef.ASSIGNEES).stream()
                .<Person>mapMulti(
                        (item, sink) -> {
                            if (item instanceof FieldValue.PersonValue(Person person)) {
                                sink.accept(person);
                            }
                        })
                .toList();
    }

    public List<String> labels() {
        return items(FieldRef.LABELS).stream()
                .<String>mapMulti(
                        (item, sink) -> {
                            if (item instanceof FieldValue.TextValue(String text)) {
                                sink.accept(text);
                            }
                        })
                .toList();
    }

    public Optional<RecordId> parent() {
        return value(FieldRef.PARENT)
                .flatMap(
                        value ->
                                value instanceof FieldValue.RecordValue(RecordId parent)
                                        ? Optional.of(parent)
                                        : Optional.empty());
    }

    public List<Link> links() {
        return items(FieldRef.LINKS).stream()
                .<Link>mapMulti(
                        (item, sink) -> {
                            if (item instanceof FieldValue.LinkValue(Link link)) {
                                sink.accept(link);
                            }
                        })
                .toList();
    }

    public Optional<LocalDate> due() {
        return value(FieldRef.DUE)
                .flatMap(
                        value ->
                                value instanceof FieldValue.DateValue(LocalDate date)
                                        ? Optional.of(date)
                                        : Optional.empty());
    }

    /**
     * The text, in the vendor's own line ends; empty unless {@link RecordMeta#body()} says present.
     */
    public String body() {
        return body;
    }

    public RecordMeta meta() {
        return meta;
    }

    /** The value of any field but the body, if it is set. An empty list counts as not set. */
    public Optional<FieldValue> value(FieldRef field) {
        return Optional.ofNullable(values.get(field));
    }

    /** Every field that is set, but the body, sorted by name. */
    public SortedMap<FieldRef, FieldValue> values() {
        return values;
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        Builder builder = new Builder(id, meta);
        builder.status = status;
        builder.values.putAll(values);
        builder.body = body;
        return builder;
    }

    private Optional<String> text(FieldRef field) {
        return value(field)
                .flatMap(
                        value ->
                                value instanceof FieldValue.TextValue(String text)
                                        ? Optional.of(text)
                                        : Optional.empty());
    }

    private List<FieldValue> items(FieldRef field) {
        return value(field)
                .map(
                        value ->
                                value instanceof FieldValue.ListValue(List<FieldValue> items)
                                        ? items
                                        : List.<FieldValue>of())
                .orElse(List.of());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrackerRecord that
                && id.equals(that.id)
                && meta.equals(that.meta)
                && status.equals(that.status)
                && values.equals(that.values)
                && body.equals(that.body);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Only the id: what a record says is not for logs. */
    @Override
    public String toString() {
        return "TrackerRecord[" + id + "]";
    }

    /** Collects the fields of one record. Not for several threads. */
    public static final class Builder {
        private final RecordId id;
        private RecordMeta meta;
        private Optional<Status> status = Optional.empty();
        private final Map<FieldRef, FieldValue> values = new TreeMap<>();
        private String body = "";

        private Builder(RecordId id, RecordMeta meta) {
            this.id = id;
            this.meta = meta;
        }

        public Builder type(String type) {
            return set(FieldRef.TYPE, new FieldValue.TextValue(type));
        }

        public Builder status(Status newStatus) {
            status = Optional.of(newStatus);
            values.put(FieldRef.STATUS, new FieldValue.TextValue(newStatus.name()));
            return this;
        }

        public Builder priority(String priority) {
            return set(FieldRef.PRIORITY, new FieldValue.TextValue(priority));
        }

        public Builder assignees(List<Person> people) {
            return list(
                    FieldRef.ASSIGNEES, people.stream().map(FieldValue.PersonValue::new).toList());
        }

        public Builder labels(List<String> labels) {
            return list(FieldRef.LABELS, labels.stream().map(FieldValue.TextValue::new).toList());
        }

        public Builder parent(RecordId parent) {
            return set(FieldRef.PARENT, new FieldValue.RecordValue(parent));
        }

        public Builder links(List<Link> links) {
            return list(FieldRef.LINKS, links.stream().map(FieldValue.LinkValue::new).toList());
        }

        public Builder due(LocalDate due) {
            return set(FieldRef.DUE, new FieldValue.DateValue(due));
        }

        /** The text, in the vendor's own line ends. */
        public Builder body(String text) {
            body = text;
            return this;
        }

        public Builder meta(RecordMeta newMeta) {
            meta = newMeta;
            return this;
        }

        /**
         * Any field but body and status, which have a setter of their own.
         *
         * @throws IllegalArgumentException for these two
         */
        public Builder set(FieldRef field, FieldValue value) {
            if (field.equals(FieldRef.BODY) || field.equals(FieldRef.STATUS)) {
                throw new IllegalArgumentException(field + " has a setter of its own");
            }
            values.put(field, value);
            return this;
        }

        private Builder list(FieldRef field, List<? extends FieldValue> items) {
            if (items.isEmpty()) {
                values.remove(field);
                return this;
            }
            return set(field, new FieldValue.ListValue(new ArrayList<>(items)));
        }

        public TrackerRecord build() {
            return new TrackerRecord(this);
        }
    }
}

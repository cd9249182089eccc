package dev.stile.connectors.redmine.project;

import dev.stile.api.json.JsonView;
import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldType;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.Status;
import dev.stile.api.record.Writability;
import dev.stile.connectors.redmine.client.RedmineClient;
import dev.stile.connectors.redmine.wire.Attribute;
import dev.stile.connectors.redmine.wire.CustomField;
import dev.stile.connectors.redmine.wire.DeltaCursor;
import dev.stile.connectors.redmine.wire.Vocabulary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the server said about a project, until it is one schema. */
record SchemaParts(
        Vocabulary words,
        Names types,
        Names statuses,
        Names priorities,
        Names categories,
        Names versions,
        Set<Attribute> off,
        Optional<List<Person>> people) {
    /** {@code issues.subject} is a {@code varchar(255)}; longer ones are refused. */
    private static final int LONGEST_SUBJECT = 255;

    /** {@code Tracker::CORE_FIELDS} of 5.0; later releases name more. */
    private static final Set<Attribute> CAN_BE_SWITCHED_OFF =
            Collections.unmodifiableSet(
                    EnumSet.of(
                            Attribute.ASSIGNED_TO,
                            Attribute.CATEGORY,
                            Attribute.FIXED_VERSION,
                            Attribute.PARENT,
                            Attribute.START_DATE,
                            Attribute.DUE_DATE,
                            Attribute.ESTIMATED_HOURS,
                            Attribute.DONE_RATIO,
                            Attribute.DESCRIPTION));

    private static final Names NONE = new Names(List.of());

    static SchemaParts of(Vocabulary words) {
        return new SchemaParts(words, NONE, NONE, NONE, NONE, NONE, Set.of(), Optional.empty());
    }

    SchemaParts withTypes(Names names) {
        return new SchemaParts(
                words, names, statuses, priorities, categories, versions, off, people);
    }

    /**
     * Which standard fields are switched off in every tracker of the project: the server drops them
     * in silence.
     */
    SchemaParts withTrackers(JsonView all) {
        Set<Attribute> everywhereOff = EnumSet.copyOf(CAN_BE_SWITCHED_OFF);
        for (JsonView tracker : all.field("trackers").items()) {
            if (types.find(tracker.field("name").text()).isPresent()) {
                everywhereOff.retainAll(switchedOff(tracker));
            }
        }
        return new SchemaParts(
                words, types, statuses, priorities, categories, versions, everywhereOff, people);
    }

    /** A server before 5.0 does not say. */
    private static Set<Attribute> switchedOff(JsonView tracker) {
        Set<Attribute> off = EnumSet.noneOf(Attribute.class);
        tracker.find("enabled_standard_fields")
                .map(JsonView::items)
                .ifPresent(
                        enabled -> {
                            List<String> names = enabled.stream().map(JsonView::text).toList();
                            for (Attribute attribute : CAN_BE_SWITCHED_OFF) {
                                if (!names.contains(attribute.written())) {
                                    off.add(attribute);
                                }
                            }
                        });
        return off;
    }

    SchemaParts withStatuses(Names names) {
        return new SchemaParts(words, types, names, priorities, categories, versions, off, people);
    }

    SchemaParts withPriorities(Names names) {
        return new SchemaParts(words, types, statuses, names, categories, versions, off, people);
    }

    SchemaParts withCategories(Names names) {
        return new SchemaParts(words, types, statuses, priorities, names, versions, off, people);
    }

    SchemaParts withVersions(Names names) {
        return new SchemaParts(words, types, statuses, priorities, categories, names, off, people);
    }

    SchemaParts withPeople(List<Person> members) {
        return new SchemaParts(
                words,
                types,
                statuses,
                priorities,
                categories,
                versions,
                off,
                Optional.of(List.copyOf(members)));
    }

    RecordSchema schema(boolean privateShown) {
        List<FieldSchema> fields = new ArrayList<>();
        fields.add(
                one(Attribute.SUBJECT, FieldType.Kind.TEXT).asRequired().longest(LONGEST_SUBJECT));
        fields.add(named(Attribute.TRACKER, types).asRequired());
        fields.add(named(Attribute.STATUS, statuses).asRequired());
        fields.add(named(Attribute.PRIORITY, priorities).asRequired());
        fields.add(
                FieldSchema.of(FieldRef.ASSIGNEES, FieldType.listOf(FieldType.Kind.PERSON))
                        .vendor(Attribute.ASSIGNED_TO.written())
                        .atMost(1)
                        .allowing(
                                people.<AllowedValues>map(AllowedValues.People::new)
                                        .orElse(new AllowedValues.Any()))
                        .writable(Writability.BY_RECORD));
        fields.add(one(Attribute.PARENT, FieldType.Kind.RECORD));
        fields.add(
                FieldSchema.of(FieldRef.LINKS, FieldType.listOf(FieldType.Kind.LINK))
                        .vendor("relations")
                        .readOnly("relations between issues are changed in the tracker itself"));
        fields.add(one(Attribute.DUE_DATE, FieldType.Kind.DATE));
        fields.add(one(Attribute.DESCRIPTION, FieldType.Kind.TEXT));
        fields.add(named(Attribute.CATEGORY, categories));
        fields.add(named(Attribute.FIXED_VERSION, versions));
        fields.add(one(Attribute.START_DATE, FieldType.Kind.DATE));
        fields.add(one(Attribute.DONE_RATIO, FieldType.Kind.NUMBER));
        fields.add(one(Attribute.ESTIMATED_HOURS, FieldType.Kind.NUMBER));
        if (privateShown) {
            fields.add(one(Attribute.IS_PRIVATE, FieldType.Kind.FLAG));
        }
        words.fields().values().forEach(field -> fields.add(custom(field)));
        off.forEach(attribute -> fields.replaceAll(field -> withoutWriting(field, attribute)));
        return new RecordSchema(
                "issues",
                fields,
                statuses.entries().stream()
                        .map(entry -> new Status(entry.name(), words.category(entry.id())))
                        .toList(),
                RecordSchema.BodyFormat.VENDOR_TEXT,
                RedmineClient.PAGE,
                Duration.ofSeconds(1),
                DeltaCursor.OVERLAP,
                false,
                RecordSchema.CommentRules.ADD,
                false);
    }

    /**
     * By record: the tracker, the workflow and the role decide about each issue anew, and the
     * server says so in no answer.
     */
    private static FieldSchema one(Attribute attribute, FieldType.Kind kind) {
        Writability writable =
                switch (attribute) {
                    case SUBJECT, DESCRIPTION, TRACKER, STATUS -> Writability.ALWAYS;
                    case PRIORITY,
                            ASSIGNED_TO,
                            PARENT,
                            DUE_DATE,
                            CATEGORY,
                            FIXED_VERSION,
                            START_DATE,
                            DONE_RATIO,
                            ESTIMATED_HOURS,
                            IS_PRIVATE ->
                            Writability.BY_RECORD;
                };
        return FieldSchema.of(attribute.field(), FieldType.one(kind))
                .vendor(attribute.written())
                .writable(writable);
    }

    private static FieldSchema withoutWriting(FieldSchema field, Attribute off) {
        return field.field().equals(off.field())
                ? field.readOnly("switched off in every tracker of the project")
                : field;
    }

    private static FieldSchema named(Attribute attribute, Names names) {
        return one(attribute, FieldType.Kind.TEXT).allowing(new AllowedValues.Names(names.names()));
    }

    private static FieldSchema custom(CustomField field) {
        FieldSchema schema =
                FieldSchema.of(field.ref(), field.type())
                        .vendor("custom_fields[" + field.id() + "]");
        return switch (field.kind()) {
            case FILE -> schema.readOnly("files are attached in the tracker itself");
            case TEXT, NUMBER, DATE, FLAG -> schema.writable(Writability.BY_RECORD);
        };
    }
}

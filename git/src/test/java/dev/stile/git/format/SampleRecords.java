package dev.stile.git.format;

import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.CommentCount;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldType;
import dev.stile.api.record.FieldType.Kind;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Link;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.Status;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.record.Writability;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A schema with a field of every kind, and the record of the format's own example. */
public final class SampleRecords {
    public static final Person MIA = new Person("5b10a", Optional.empty(), "Mia K");
    public static final Person SAM = new Person("77c1e", Optional.empty(), "Sam O");
    public static final Person TWO_MIAS = new Person("9d2f0", Optional.empty(), "Mia Q");
    public static final Person OLE = new Person("12", Optional.of("ole"), "Ole B");
    public static final FieldRef SEVERITY = FieldRef.extension("severity");
    public static final FieldRef STORY_POINTS = FieldRef.extension("story_points");
    public static final FieldRef SECURE = FieldRef.extension("secure");
    public static final FieldRef ENVIRONMENT = FieldRef.extension("environment");
    public static final FieldRef RELEASED_AT = FieldRef.extension("released_at");
    public static final FieldRef REVIEWERS = FieldRef.extension("reviewers");
    public static final FieldRef STEPS = FieldRef.extension("steps");
    public static final FieldRef SPRINT = FieldRef.extension("sprint");

    private SampleRecords() {}

    public static RecordSchema schema() {
        AllowedValues people = new AllowedValues.People(List.of(MIA, SAM, TWO_MIAS, OLE));
        return new RecordSchema(
                "issues",
                List.of(
                        FieldSchema.of(FieldRef.TITLE, FieldType.one(Kind.TEXT))
                                .asRequired()
                                .longest(255),
                        FieldSchema.of(FieldRef.TYPE, FieldType.one(Kind.TEXT))
                                .allowing(new AllowedValues.Names(List.of("Bug", "Story")))
                                .writable(Writability.ON_CREATE),
                        FieldSchema.of(FieldRef.STATUS, FieldType.one(Kind.TEXT))
                                .asRequired()
                                .allowing(
                                        new AllowedValues.Names(
                                                List.of("To Do", "In Review", "Done", "done"))),
                        FieldSchema.of(FieldRef.PRIORITY, FieldType.one(Kind.TEXT)),
                        FieldSchema.of(FieldRef.ASSIGNEES, FieldType.listOf(Kind.PERSON))
                                .allowing(people)
                                .atMost(2),
                        FieldSchema.of(FieldRef.LABELS, FieldType.listOf(Kind.TEXT)),
                        FieldSchema.of(FieldRef.PARENT, FieldType.one(Kind.RECORD)),
                        FieldSchema.of(FieldRef.LINKS, FieldType.listOf(Kind.LINK)),
                        FieldSchema.of(FieldRef.DUE, FieldType.one(Kind.DATE)),
                        FieldSchema.of(SEVERITY, FieldType.one(Kind.NUMBER)),
                        FieldSchema.of(STORY_POINTS, FieldType.one(Kind.NUMBER)),
                        FieldSchema.of(SECURE, FieldType.one(Kind.FLAG)),
                        FieldSchema.of(ENVIRONMENT, FieldType.one(Kind.TEXT)),
                        FieldSchema.of(RELEASED_AT, FieldType.one(Kind.INSTANT)),
                        FieldSchema.of(REVIEWERS, FieldType.listOf(Kind.PERSON)).allowing(people),
                        FieldSchema.of(STEPS, FieldType.listOf(Kind.TEXT)).ordered(),
                        FieldSchema.of(SPRINT, FieldType.one(Kind.OPAQUE))
                                .readOnly("its type is not known"),
                        FieldSchema.of(FieldRef.BODY, FieldType.one(Kind.TEXT))
                                .longest(10_000)
                                .longestInBytes(20_000)),
                List.of(
                        new Status("To Do", StatusCategory.TODO),
                        new Status("In Review", StatusCategory.IN_PROGRESS),
                        new Status("Done", StatusCategory.DONE)),
                RecordSchema.BodyFormat.MARKDOWN,
                100,
                Duration.ofSeconds(1),
                Duration.ZERO,
                false,
                RecordSchema.CommentRules.ADD,
                true);
    }

    public static TrackerRecord example() {
        return TrackerRecord.of(new RecordId("PROJ-7"), "Crash: list is empty", exampleMeta())
                .type("Bug")
                .status(new Status("In Review", StatusCategory.IN_PROGRESS))
                .priority("High")
                .assignees(List.of(MIA))
                .labels(List.of("ui"))
                .parent(new RecordId("PROJ-2"))
                .links(List.of(new Link("blocks", new RecordId("PROJ-9"))))
                .due(LocalDate.of(2026, 2, 1))
                .set(SEVERITY, new FieldValue.NumberValue(BigDecimal.TWO))
                .set(STORY_POINTS, new FieldValue.NumberValue(new BigDecimal("3.0")))
                .body("Body text.")
                .build();
    }

    private static RecordMeta exampleMeta() {
        return RecordMeta.of(new Version("7"))
                .withUrl("https://acme.example/browse/PROJ-7")
                .withAuthor(SAM)
                .withTimes(
                        Optional.of(Instant.parse("2026-01-05T10:00:00Z")),
                        Optional.of(Instant.parse("2026-01-06T08:30:12Z")))
                .withComments(new CommentCount.Known(4));
    }
}

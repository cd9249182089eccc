package dev.stile.git.format;

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
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Records full of what people, and people who mean harm, put into trackers. The same seed gives the
 * same records.
 */
public final class RandomRecords {
    private static final List<String> HOSTILE =
            List.of(
                    "no",
                    "Yes",
                    "on",
                    "null",
                    "~",
                    "NULL",
                    "1.0",
                    "0x1F",
                    "1e3",
                    "12:30:45",
                    "2026-02-01",
                    "---",
                    "...",
                    "- a",
                    "? a",
                    "a: b",
                    "a #b",
                    "#",
                    "# a",
                    "&a",
                    "*a",
                    "!a",
                    "!!str a",
                    "|",
                    ">",
                    "|-",
                    "{a: 1}",
                    "[a, b]",
                    "%YAML",
                    "@a",
                    "`a",
                    "'",
                    "\"",
                    "\\",
                    "a\\",
                    "\\u0041",
                    " a",
                    "a ",
                    "\t",
                    "a\tb",
                    "a\nb",
                    "\n",
                    "\n\n",
                    "a\r\nb",
                    "\r",
                    "\u0000",
                    "\u001B[31m",
                    "\u007F",
                    "\u0085",
                    "\u202Eevil",
                    "\u2066x\u2069",
                    "\uFEFFx",
                    "\u2028",
                    "\u200Fx",
                    "\u200B",
                    "e\u0301",
                    "日本語",
                    "😀👩‍👩‍👧",
                    "\uD83D\uDE00",
                    "\uFFFF",
                    "<<",
                    "=",
                    ":",
                    "a:",
                    "::",
                    ",",
                    "a,b",
                    "]",
                    "key: value\nother: value",
                    "x".repeat(300),
                    ".inf",
                    "-.5",
                    "+1",
                    "_",
                    "deferred",
                    "---\nid: 9\n---");

    private static final String BODY_PIECES = "abc \t#-:\n\n\n\r\\\"'`<>[]{}|*_é日";

    private final RandomGenerator random;
    private final List<Person> people = new ArrayList<>();

    public RandomRecords(RandomGenerator random) {
        this.random = random;
        for (int index = 0; index < 30; index++) {
            people.add(
                    new Person(
                            "u" + index,
                            index % 3 == 0 ? Optional.of("handle" + index) : Optional.empty(),
                            index < 5 ? "Mia" : text()));
        }
    }

    /** A schema in which everything may be written and nothing is limited. */
    public static RecordSchema openSchema() {
        RecordSchema schema = SampleRecords.schema();
        List<FieldSchema> open =
                schema.fields().stream()
                        .filter(field -> field.type().kind() != Kind.OPAQUE)
                        .map(
                                field -> {
                                    FieldSchema plain = FieldSchema.of(field.field(), field.type());
                                    return field.orderMeaningful() ? plain.ordered() : plain;
                                })
                        .toList();
        return new RecordSchema(
                schema.root(),
                open,
                schema.statuses(),
                schema.bodyFormat(),
                schema.pageSize(),
                schema.timeGranularity(),
                schema.overlap(),
                schema.idsAreCaseSensitive(),
                schema.comments(),
                schema.attachmentsOffered());
    }

    /** Everybody that records can name. */
    public List<Person> people() {
        return people;
    }

    /** Any record. */
    public TrackerRecord next() {
        RecordMeta meta =
                RecordMeta.of(new Version("v"))
                        .withTimes(
                                maybe() ? Optional.of(instant()) : Optional.empty(),
                                Optional.of(instant()))
                        .withComments(
                                maybe()
                                        ? new CommentCount.Deferred()
                                        : new CommentCount.Known(random.nextInt(99)));
        if (maybe()) {
            meta = meta.withAuthor(person());
        }
        if (maybe()) {
            meta =
                    meta.withUrl(
                            maybe()
                                    ? "https://t.example/i?x=" + random.nextInt(99) + "#n"
                                    : text());
        }
        TrackerRecord.Builder builder = TrackerRecord.of(id(), title(), meta).body(body());
        if (maybe()) {
            builder.status(
                    new Status(
                            text().replace("\u0000", "0"),
                            StatusCategory.values()[
                                    random.nextInt(StatusCategory.values().length)]));
        }
        for (FieldSchema schema : openSchema().fields()) {
            FieldRef field = schema.field();
            boolean apart =
                    field.equals(FieldRef.BODY)
                            || field.equals(FieldRef.TITLE)
                            || field.equals(FieldRef.STATUS);
            if (!apart && maybe()) {
                builder.set(field, value(schema.type()));
            }
        }
        return builder.build();
    }

    /** Any text, often a hostile one; never empty. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(1, 4); pieces > 0; pieces--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append("word ");
                case 1 -> text.appendCodePoint(random.nextInt(0x20, 0x500));
                case 2 -> text.appendCodePoint(random.nextInt(0xE000, 0x1FFFF));
                default -> text.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
            }
        }
        return text.toString();
    }

    /** Any text that a file can hold. */
    public String body() {
        StringBuilder body = new StringBuilder();
        for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
            switch (random.nextInt(3)) {
                case 0 -> body.append(text().replace("\u0000", "")).append('\n');
                case 1 -> body.append("---\n");
                default -> {
                    for (int units = random.nextInt(20); units > 0; units--) {
                        body.append(BODY_PIECES.charAt(random.nextInt(BODY_PIECES.length())));
                    }
                }
            }
        }
        return body.toString();
    }

    private String title() {
        String title = text().stripTrailing();
        return title.isBlank() || title.indexOf('\0') >= 0 ? "A title" : title;
    }

    private FieldValue value(FieldType type) {
        if (!type.list()) {
            return one(type.kind());
        }
        List<FieldValue> items = new ArrayList<>();
        for (int count = random.nextInt(1, 4); count > 0; count--) {
            FieldValue item = one(type.kind());
            if (!items.contains(item)) {
                items.add(item);
            }
        }
        return new FieldValue.ListValue(items);
    }

    private FieldValue one(Kind kind) {
        return switch (kind) {
            case TEXT, OPAQUE -> new FieldValue.TextValue(text().replace("\u0000", "0"));
            case NUMBER ->
                    new FieldValue.NumberValue(
                            new BigDecimal(
                                    BigInteger.valueOf(random.nextLong(-10_000, 10_000)),
                                    random.nextInt(-90, 90)));
            case FLAG -> new FieldValue.FlagValue(maybe());
            case DATE ->
                    new FieldValue.DateValue(
                            LocalDate.ofEpochDay(random.nextInt(-200_000, 900_000)));
            case INSTANT -> new FieldValue.InstantValue(instant());
            case PERSON -> new FieldValue.PersonValue(person());
            case RECORD -> new FieldValue.RecordValue(id());
            case LINK -> new FieldValue.LinkValue(new Link("relates", id()));
        };
    }

    private Instant instant() {
        return Instant.ofEpochSecond(
                random.nextLong(0, 9_000_000_000L), maybe() ? 0 : random.nextInt(1_000_000_000));
    }

    private Person person() {
        return people.get(random.nextInt(people.size()));
    }

    private RecordId id() {
        StringBuilder id = new StringBuilder();
        text().chars()
                .filter(
                        unit ->
                                !Character.isISOControl(unit)
                                        && !Character.isSurrogate((char) unit))
                .limit(100)
                .forEach(unit -> id.append((char) unit));
        return new RecordId(id.isEmpty() ? "7" : id.toString());
    }

    private boolean maybe() {
        return random.nextBoolean();
    }
}

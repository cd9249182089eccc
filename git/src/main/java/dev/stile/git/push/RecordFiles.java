package dev.stile.git.push;

import dev.stile.api.label.Label;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Token;
import dev.stile.git.diff.Comparison;
import dev.stile.git.diff.Difference;
import dev.stile.git.diff.Draft;
import dev.stile.git.diff.Edit;
import dev.stile.git.diff.People;
import dev.stile.git.diff.RecordDiffer;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.format.Entry;
import dev.stile.git.format.Keys;
import dev.stile.git.format.ParsedFile;
import dev.stile.git.format.RecordParser;
import dev.stile.git.mirror.MirrorFailure;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.ObjectReader;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads record files by their blobs and compares what they mean. Everything stays tainted. One
 * thread at a time.
 */
final class RecordFiles {
    /** No id is written so in a file. */
    private static final String NO_PARENT = "null";

    private static final int LONGEST_ID = 200;

    private static final Set<StatusCategory> CLOSED =
            Set.of(StatusCategory.DONE, StatusCategory.CANCELLED);

    private final ObjectReader reader;
    private final Label label;
    private final RecordParser parser;
    private final RecordDiffer differ;
    private final Comparison comparison;

    RecordFiles(ObjectReader reader, RecordSchema schema, Label label) {
        this(reader, schema, label, path -> Optional.empty());
    }

    /**
     * @param made the record that a new file's path became
     */
    RecordFiles(
            ObjectReader reader,
            RecordSchema schema,
            Label label,
            Function<String, Optional<RecordId>> made) {
        this.reader = reader;
        this.label = label;
        People people = People.of(schema);
        this.parser = new RecordParser(schema);
        this.differ = new RecordDiffer(schema, people);
        this.comparison = new Comparison(schema, people, made);
    }

    /** The file with that content. */
    Tainted<ParsedFile> read(ObjectId blob) {
        byte[] content =
                reader.content(blob)
                        .orElseThrow(
                                () ->
                                        MirrorFailure.damaged(
                                                "the repository lacks the blob " + blob));
        return Tainted.of(content, label).map(parser::parse);
    }

    /** What the edit from one file to the other means. */
    Tainted<Edit> edit(ObjectId base, ObjectId tip, String bodyStyle, Optional<String> rawBody) {
        BodyStyle style = BodyStyle.ofStored(bodyStyle);
        return read(base)
                .combine(read(tip), (before, after) -> differ.edit(before, after, style, rawBody));
    }

    /** What a new file means. */
    Tainted<Draft> draft(ObjectId tip) {
        return read(tip).map(differ::draft);
    }

    /** What two files differ in by meaning, among what a user may write. */
    Tainted<Difference> difference(ObjectId left, ObjectId right) {
        return read(left).combine(read(right), comparison::of);
    }

    /** What a content that git does not have differs in from a file. */
    Tainted<Difference> difference(byte[] left, ObjectId right) {
        return Tainted.of(left, label).map(parser::parse).combine(read(right), comparison::of);
    }

    /** Whether two files have one title. */
    boolean hasSameTitle(ObjectId left, ObjectId right) {
        return difference(left, right)
                        .checked(
                                found ->
                                        new Fact<>(
                                                found.fields().contains(FieldRef.TITLE)
                                                        ? Difference.Sameness.DIFFERENT
                                                        : Difference.Sameness.SAME))
                        .answer()
                == Difference.Sameness.SAME;
    }

    /**
     * Whether one file may have become the other: they have one title, or one text that is not
     * empty.
     */
    boolean isAlike(ObjectId left, ObjectId right) {
        return read(left)
                        .combine(difference(left, right), RecordFiles::likeness)
                        .checked(Fact::new)
                        .answer()
                == Difference.Sameness.SAME;
    }

    private static Difference.Sameness likeness(ParsedFile left, Difference found) {
        boolean title = !found.fields().contains(FieldRef.TITLE);
        boolean text =
                !left.body().isBlank()
                        && !found.bodyUnknown()
                        && !found.fields().contains(FieldRef.BODY);
        return title || text ? Difference.Sameness.SAME : Difference.Sameness.DIFFERENT;
    }

    /** The record that a file says it is. */
    Optional<RecordId> named(ObjectId blob) {
        String named =
                read(blob)
                        .checked(file -> new Token(file.id().map(RecordFiles::spelled).orElse("-")))
                        .text();
        return named.equals("-") ? Optional.empty() : Optional.of(new RecordId(named));
    }

    /** What no id can be names no record. */
    private static String spelled(String id) {
        boolean plain =
                !id.isEmpty()
                        && id.length() <= LONGEST_ID
                        && id.chars().noneMatch(Character::isISOControl);
        return plain ? id : "?";
    }

    /** Whether a file shows a record that is closed. */
    boolean isClosed(ObjectId blob) {
        return read(blob).checked(file -> new Quantity(isClosed(file) ? 1 : 0)).value() == 1;
    }

    /** Whether a record is closed, whatever its status is called. */
    static boolean isClosed(Tainted<TrackerRecord> record) {
        return record.checked(
                                read ->
                                        new Quantity(
                                                read.status()
                                                        .filter(
                                                                status ->
                                                                        CLOSED.contains(
                                                                                status.category()))
                                                        .map(closed -> 1)
                                                        .orElse(0)))
                        .value()
                == 1;
    }

    private static boolean isClosed(ParsedFile file) {
        ParsedFile.Raw category = file.serverOwned().get(Keys.CATEGORY);
        return category != null
                && CLOSED.stream()
                        .anyMatch(closed -> closed.name().equalsIgnoreCase(category.text()));
    }

    /** When the server last changed what a file shows, as the file says. */
    Optional<Instant> updatedAt(ObjectId blob) {
        Instant found = read(blob).checked(file -> new Moment(updatedAt(file))).at();
        return found.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(found);
    }

    private static Instant updatedAt(ParsedFile file) {
        try {
            ParsedFile.Raw written = file.serverOwned().get("updated_at");
            return written == null ? Instant.EPOCH : Instant.parse(written.text());
        } catch (DateTimeParseException edited) {
            return Instant.EPOCH;
        }
    }

    /** The record that a file names as its parent. */
    Optional<RecordId> parent(ObjectId blob) {
        String named = read(blob).checked(file -> new Token(parentOf(file))).text();
        return named.equals(NO_PARENT) ? Optional.empty() : Optional.of(new RecordId(named));
    }

    private static String parentOf(ParsedFile file) {
        return file.entry(FieldRef.PARENT)
                .map(entry -> entry instanceof Entry.ReferenceText(String text) ? text : NO_PARENT)
                .filter(text -> !text.isBlank() && text.length() <= LONGEST_ID)
                .filter(text -> text.chars().noneMatch(RecordFiles::isInNoId))
                .orElse(NO_PARENT);
    }

    private static boolean isInNoId(int unit) {
        return Character.isISOControl(unit) || Character.isSurrogate((char) unit);
    }

    /** Whether two files say the same, among what a user may write. */
    boolean isSame(ObjectId left, ObjectId right) {
        return left.equals(right)
                || difference(left, right).checked(found -> new Fact<>(found.sameness())).answer()
                        == Difference.Sameness.SAME;
    }
}

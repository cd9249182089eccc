package dev.stile.git.diff;

import dev.stile.api.record.BodyChange;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.format.Keys;
import dev.stile.git.format.ParsedFile;
import dev.stile.git.format.Reason;
import dev.stile.git.path.Layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds what the edit of a file means: only what the user changed by meaning, and every problem at
 * once. Immutable; any thread may use it.
 */
public final class RecordDiffer {
    private final List<FieldSchema> fields;
    private final FieldDiffer fieldDiffer;
    private final BodyDiffer bodyDiffer;
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
        this.fieldDiffer =
                new FieldDiffer(
                        new Meaning(layout, people), new ValueResolver(schema, layout, people));
        this.bodyDiffer = new BodyDiffer(schema.field(FieldRef.BODY));
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
        if (!base.isReadable()) {
            // Against a base that nobody can read, everything would look edited.
            findings.addAll(tip.isReadable() ? base.problems() : List.of());
            return findings.edit(List.of(), Optional.empty(), new TreeSet<>());
        }
        if (base.frontMatter() && !tip.frontMatter() && tip.isReadable()) {
            findings.add(Reason.FRONT_MATTER_GONE, 1, 1, "");
            return findings.edit(List.of(), Optional.empty(), new TreeSet<>());
        }
        id(base, tip, findings);
        findings.addUnknown(base.unknown());
        missingUnknown(base, tip, findings);
        List<FieldChange> changes = new ArrayList<>();
        for (FieldSchema schema : fields) {
            fieldDiffer.change(schema, base, tip, findings).ifPresent(changes::add);
        }
        Optional<BodyChange> text =
                bodyDiffer
                        .edited(base, tip, style, findings)
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
            Optional<FieldValue> value = fieldDiffer.drafted(schema, file, findings);
            if (schema.field().equals(FieldRef.TITLE)) {
                title = value.flatMap(RecordDiffer::textOf).orElse("");
            } else {
                value.ifPresent(present -> drafted.put(schema.field(), present));
            }
        }
        if (title.isBlank() && file.isReadable() && !findings.names(FieldRef.TITLE)) {
            findings.add(Reason.REQUIRED, 1, 1, FieldRef.TITLE.toString());
        }
        Optional<String> text = bodyDiffer.drafted(file, findings);
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

    private static Optional<String> textOf(FieldValue value) {
        return value instanceof FieldValue.TextValue(String text)
                ? Optional.of(text)
                : Optional.empty();
    }
}

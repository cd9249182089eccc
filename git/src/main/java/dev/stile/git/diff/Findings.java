package dev.stile.git.diff;

import dev.stile.api.record.BodyChange;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.git.format.Entry;
import dev.stile.git.format.FileProblem;
import dev.stile.git.format.ParsedFile;
import dev.stile.git.format.ParsedFile.Raw;
import dev.stile.git.format.Reason;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Collects the problems and references of one file. Not for several threads. */
final class Findings {
    /**
     * How many unknown keys get the nearest known one: a file of nothing else must not cost much.
     */
    private static final int MOST_HINTS = 50;

    private final ParsedFile file;
    private final NearestKey nearest;
    private final List<FileProblem> problems = new ArrayList<>();
    private final List<PendingReference> references = new ArrayList<>();

    Findings(ParsedFile file, NearestKey nearest) {
        this.file = file;
        this.nearest = nearest;
    }

    void addAll(List<FileProblem> more) {
        problems.addAll(more);
    }

    /** Refuses every unknown key but those that stood in the base like this. */
    void addUnknown(Map<String, Raw> base) {
        int[] hints = {0};
        file.unknown()
                .forEach(
                        (key, raw) -> {
                            Raw before = base.get(key);
                            if (before == null || !before.text().equals(raw.text())) {
                                Optional<String> hint =
                                        hints[0]++ < MOST_HINTS
                                                ? nearest.to(key)
                                                : Optional.empty();
                                add(Reason.UNKNOWN_KEY, raw.line(), 1, key, Optional.empty(), hint);
                            }
                        });
    }

    void add(Reason reason, int line, int column, String key) {
        add(reason, line, column, key, Optional.empty(), Optional.empty());
    }

    void add(
            Reason reason,
            int line,
            int column,
            String key,
            Optional<String> value,
            Optional<String> hint) {
        problems.add(new FileProblem(reason, line, column, key, value, hint));
    }

    void add(Reason reason, FieldRef field, Optional<String> hint) {
        Optional<String> value =
                file.entry(field)
                        .filter(entry -> !(entry instanceof Entry.Empty))
                        .map(Findings::shown);
        add(reason, field, value, hint);
    }

    void add(Reason reason, FieldRef field, Optional<String> value, Optional<String> hint) {
        Optional<ParsedFile.Field> place = Optional.ofNullable(file.fields().get(field));
        int line = place.map(ParsedFile.Field::line).orElse(1);
        int column = place.map(ParsedFile.Field::column).orElse(1);
        add(reason, line, column, field.toString(), value, hint);
    }

    void addReference(FieldRef field, Optional<String> linkKind, String path, boolean removed) {
        Optional<ParsedFile.Field> place = Optional.ofNullable(file.fields().get(field));
        references.add(
                new PendingReference(
                        field,
                        linkKind,
                        path,
                        removed,
                        place.map(ParsedFile.Field::line).orElse(1),
                        place.map(ParsedFile.Field::column).orElse(1)));
    }

    boolean names(FieldRef field) {
        return problems.stream().anyMatch(problem -> problem.key().equals(field.toString()));
    }

    Edit edit(List<FieldChange> changes, Optional<BodyChange> body, SortedSet<String> ignored) {
        return new Edit(new RecordChange(changes, body), references, inOrder(), ignored);
    }

    Draft draft(Optional<RecordDraft> draft, SortedSet<String> ignored) {
        return new Draft(draft, references, inOrder(), ignored);
    }

    private List<FileProblem> inOrder() {
        return problems.stream()
                .sorted(
                        Comparator.comparingInt(FileProblem::line)
                                .thenComparingInt(FileProblem::column))
                .toList();
    }

    /** What an entry looks like, for people. */
    static String shown(Entry entry) {
        return switch (entry) {
            case Entry.Plain(FieldValue value) -> shown(value);
            case Entry.PersonText(String spelled) -> spelled;
            case Entry.ReferenceText(String text) -> text;
            case Entry.LinkText(String kind, String target) -> kind + ' ' + target;
            case Entry.Broken(Reason reason, String raw) -> raw;
            case Entry.Empty empty -> "";
            case Entry.Items(List<Entry> items) ->
                    String.join(", ", items.stream().map(Findings::shown).toList());
        };
    }

    private static String shown(FieldValue value) {
        return switch (value) {
            case FieldValue.TextValue(String text) -> text;
            case FieldValue.NumberValue(var number) -> number.toString();
            case FieldValue.FlagValue(boolean flag) -> Boolean.toString(flag);
            case FieldValue.DateValue(var date) -> date.toString();
            case FieldValue.InstantValue(var instant) -> instant.toString();
            case FieldValue.PersonValue(var person) -> person.spelled();
            case FieldValue.RecordValue(var id) -> id.text();
            case FieldValue.LinkValue(var link) -> link.kind() + ' ' + link.target();
            case FieldValue.ListValue(var items) ->
                    String.join(", ", items.stream().map(Findings::shown).toList());
            case FieldValue.OpaqueValue(String json) -> json;
        };
    }
}

package dev.stile.connectors.redmine.wire;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.json.JsonView;
import dev.stile.api.value.RecordId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of a listing as read.
 *
 * @param total how many issues the server counts that fit the question
 * @param given how many entries the page has, readable or not
 * @param entries those that are in the project and may be shown
 * @param lastNumber greatest id of the page, if it has any
 * @param newest latest {@code updated_on} of the page, if it has any
 * @param ascending whether the ids only grow along the page
 * @param words the vocabulary, grown by the custom fields of the page
 */
public record IssuePage(
        long total,
        int given,
        List<Entry> entries,
        Optional<Long> lastNumber,
        Optional<Instant> newest,
        boolean ascending,
        Vocabulary words) {
    /** An entry of the page. */
    public sealed interface Entry {
        record Readable(Issue issue) implements Entry {}

        record Broken(Optional<RecordId> id) implements Entry {}
    }

    public IssuePage {
        entries = List.copyOf(entries);
    }

    /**
     * @throws Malformed if the page as a whole cannot be read
     */
    public static IssuePage read(JsonView answer, Vocabulary known, IssueReader reader) {
        List<JsonView> issues = answer.field("issues").items();
        Vocabulary words = learning(known, issues);
        List<Entry> entries = new ArrayList<>(issues.size());
        long last = 0;
        boolean ascending = true;
        Optional<Instant> newest = Optional.empty();
        for (JsonView view : issues) {
            Entry entry = entry(view, words, reader);
            if (entry instanceof Entry.Readable(Issue issue)) {
                ascending &= issue.number() > last;
                last = Math.max(last, issue.number());
                newest = later(newest, issue.record().meta().updatedAt());
                if (issue.project() == words.project()
                        && (reader.showsPrivate() || !issue.isPrivate())) {
                    entries.add(entry);
                }
            } else {
                last = Math.max(last, number(view).orElse(0L));
                entries.add(entry);
            }
        }
        return new IssuePage(
                answer.field("total_count").whole(),
                issues.size(),
                entries,
                last == 0 ? Optional.empty() : Optional.of(last),
                newest,
                ascending,
                words);
    }

    /**
     * Whether every id of the page is greater than the one before, and the first greater than this
     * one.
     */
    public boolean followsInOrder(long last) {
        return ascending
                && entries.stream()
                        .noneMatch(
                                entry ->
                                        entry instanceof Entry.Readable(Issue issue)
                                                && issue.number() <= last);
    }

    private static Vocabulary learning(Vocabulary known, List<JsonView> issues) {
        try {
            return known.learning(issues);
        } catch (Malformed oneIsBroken) {
            // The broken one becomes an entry of its own; its fields teach nothing.
            return known;
        }
    }

    private static Entry entry(JsonView view, Vocabulary words, IssueReader reader) {
        try {
            return new Entry.Readable(reader.read(view, words));
        } catch (Malformed broken) {
            return new Entry.Broken(
                    number(view).map(number -> new RecordId(Long.toString(number))));
        }
    }

    private static Optional<Long> number(JsonView view) {
        try {
            return Optional.of(view.field("id").whole());
        } catch (Malformed withoutId) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().isBefore(other.get()) ? other : one;
    }
}

package dev.stile.connectors.redmine.wire;

import dev.stile.api.json.JsonView;
import dev.stile.api.record.Comment;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The comments of an issue: those entries of its journal that have notes. The server shows them in
 * the order that the owner of the key prefers, so they are put in that of their ids.
 *
 * <p>An edit of notes shows nowhere but in their text, so that is what the version is made from.
 */
public final class Notes {
    private static final int VERSION_DIGITS = 16;

    /**
     * One of them.
     *
     * @param isPrivate whether the server shows it to fewer people than the issue
     */
    public record Note(Comment comment, boolean isPrivate) {}

    private Notes() {}

    /**
     * Oldest first.
     *
     * @param issue JSON of a single read with its journals
     * @throws dev.stile.api.error.ConnectorException.Malformed if a journal is not as it should be
     */
    public static List<Note> of(JsonView issue) {
        RecordId record = new RecordId(Long.toString(issue.field("id").whole()));
        return journals(issue).stream()
                .filter(journal -> !text(journal).isBlank())
                .map(journal -> note(record, journal))
                .toList();
    }

    /** The greatest id in the journal, whatever the entry holds; 0 if there is none. */
    public static long lastId(JsonView issue) {
        return journals(issue).stream()
                .mapToLong(journal -> journal.field("id").whole())
                .reduce(0, Math::max);
    }

    private static List<JsonView> journals(JsonView issue) {
        return issue.field("journals").items().stream()
                .sorted(Comparator.comparingLong(journal -> journal.field("id").whole()))
                .toList();
    }

    private static Note note(RecordId record, JsonView journal) {
        String text = text(journal);
        Comment comment =
                new Comment(
                        new RecordId(Long.toString(journal.field("id").whole())),
                        record,
                        journal.find("user").map(IssueReader::person),
                        Optional.of(journal.field("created_on").instant()),
                        Optional.empty(),
                        Optional.empty(),
                        text,
                        new Version(IssueVersion.hash(text).substring(0, VERSION_DIGITS)));
        return new Note(comment, journal.find("private_notes").map(JsonView::flag).orElse(false));
    }

    private static String text(JsonView journal) {
        return journal.find("notes").map(JsonView::text).orElse("");
    }
}

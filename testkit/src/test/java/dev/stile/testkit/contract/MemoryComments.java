package dev.stile.testkit.contract;

import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.label.Label;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.store.Precondition;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The comments of one project in memory. Any thread may call. */
final class MemoryComments {
    private final TreeMap<Long, Comment> all = new TreeMap<>();
    private long sequence;

    synchronized List<Tainted<Comment>> of(RecordId record, Label label) {
        return all.values().stream()
                .filter(comment -> comment.record().equals(record))
                .map(comment -> Tainted.of(comment, label))
                .toList();
    }

    synchronized Tainted<Comment> add(RecordId record, CommentDraft draft, Label label) {
        return put(++sequence, record, draft, label);
    }

    synchronized Tainted<Comment> change(
            RecordId id, CommentDraft draft, Precondition precondition, Label label) {
        Comment before = find(id, precondition);
        sequence++;
        return put(number(id), before.record(), draft, label);
    }

    synchronized void remove(RecordId id, Precondition precondition) {
        find(id, precondition);
        all.remove(number(id));
    }

    private Comment find(RecordId id, Precondition precondition) {
        Comment comment = all.get(number(id));
        if (comment == null) {
            throw new NotFound(NotFound.What.COMMENT, "there is no such comment");
        }
        if (precondition instanceof Precondition.IfVersion(Version expected)
                && !expected.equals(comment.version())) {
            throw new VersionMismatch(expected, Optional.of(comment.version()), Optional.empty());
        }
        return comment;
    }

    private Tainted<Comment> put(long number, RecordId record, CommentDraft draft, Label label) {
        Comment comment =
                new Comment(
                        new RecordId(Long.toString(number)),
                        record,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        draft.body(),
                        new Version("v" + sequence));
        all.put(number, comment);
        return Tainted.of(comment, label);
    }

    private static long number(RecordId id) {
        return Long.parseLong(id.text());
    }
}

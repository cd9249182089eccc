package dev.stile.core.change;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentCount;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Moment;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Finds the comments that are new since a record was remembered, at a store that can list them. One
 * request for each record that changed and may have new ones: where a listing counts comments, only
 * if there are more; where it does not, for each that changed.
 */
final class CommentWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A server may write the time of the record first, and that of its comment a second later. */
    private static final Duration SLOWNESS = Duration.ofSeconds(1);

    private enum Answer {
        YES,
        NO
    }

    private final String connection;
    private final RecordStore store;
    private final SeenRecords seen;

    CommentWatch(String connection, RecordStore store, SeenRecords seen) {
        this.connection = connection;
        this.store = store;
        this.seen = seen;
    }

    /**
     * What a look at the comments of one record found.
     *
     * @param events the new ones
     * @param last the newest of all
     */
    record Found(RecordId record, List<ChangeEvent> events, Optional<RecordId> last) {}

    boolean isPossible() {
        return store.supports(Feature.COMMENTS_READ);
    }

    /**
     * Changes nothing but {@code unread}.
     *
     * @return empty when there is no reason to look, or it cannot be read
     */
    Optional<Found> look(ProjectRef project, ListedItem item, CallContext call, Unread unread) {
        if (!(item
                instanceof
                ListedItem.Present(RecordId id, Version version, Tainted<TrackerRecord> record))) {
            return Optional.empty();
        }
        Optional<SeenComments> known = seen.comments(soon(), connection, project, id);
        if (!mayHaveMore(version, record, known)) {
            return Optional.empty();
        }
        List<Tainted<Comment>> all = new ArrayList<>();
        if (!unread.isRead(id, () -> all.addAll(comments(project, id, call)))) {
            return Optional.empty();
        }
        List<ChangeEvent> events =
                fresh(all, known).stream()
                        .map(comment -> CommentEvents.of(project, record, id, comment))
                        .toList();
        Optional<RecordId> last =
                all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().checked(Comment::id));
        return Optional.of(new Found(id, events, last));
    }

    /**
     * The comments that were made since then, of a record that was touched since then. Changes
     * nothing but {@code unread}.
     */
    List<ChangeEvent> past(
            ProjectRef project, ListedItem item, Instant since, CallContext call, Unread unread) {
        if (!(item
                        instanceof
                        ListedItem.Present(
                                RecordId id,
                                Version version,
                                Tainted<TrackerRecord> record))
                || RecordEvents.updatedAt(record).filter(since.minus(SLOWNESS)::isAfter).isPresent()
                || !mayHaveMore(version, record, Optional.empty())) {
            return List.of();
        }
        List<Tainted<Comment>> all = new ArrayList<>();
        unread.isRead(id, () -> all.addAll(comments(project, id, call)));
        return all.stream()
                .filter(comment -> !time(comment).isBefore(since))
                .map(comment -> CommentEvents.of(project, record, id, comment))
                .toList();
    }

    /** A record that went away between listing and looking has no comments any more. */
    private List<Tainted<Comment>> comments(ProjectRef project, RecordId id, CallContext call) {
        try {
            return store.listComments(project, id, call);
        } catch (NotFound gone) {
            return List.of();
        }
    }

    /** Whether a listed record may have comments that nobody was told of. */
    static boolean mayHaveMore(ListedItem item, Function<RecordId, Optional<SeenComments>> seen) {
        return item
                        instanceof
                        ListedItem.Present(
                                RecordId id,
                                Version version,
                                Tainted<TrackerRecord> record)
                && mayHaveMore(version, record, seen.apply(id));
    }

    private static boolean mayHaveMore(
            Version version, Tainted<TrackerRecord> record, Optional<SeenComments> known) {
        if (known.isPresent() && known.get().version().equals(version)) {
            return false;
        }
        return record.checked(now -> new Fact<>(mayHaveMore(now.meta(), known))).answer()
                == Answer.YES;
    }

    private static Answer mayHaveMore(RecordMeta now, Optional<SeenComments> known) {
        return switch (now.comments()) {
            case CommentCount.Known(long count) -> {
                OptionalLong before = known.map(SeenComments::count).orElse(OptionalLong.empty());
                yield count > before.orElse(0) ? Answer.YES : Answer.NO;
            }
            case CommentCount.Deferred() ->
                    known.isEmpty() && untouched(now) == Answer.YES ? Answer.NO : Answer.YES;
        };
    }

    /** Whether nobody touched the record since it was made, so that it has no comments either. */
    static boolean isUntouched(Tainted<TrackerRecord> record) {
        return record.checked(now -> new Fact<>(untouched(now.meta()))).answer() == Answer.YES;
    }

    private static Answer untouched(RecordMeta now) {
        return now.createdAt().isPresent() && now.createdAt().equals(now.updatedAt())
                ? Answer.YES
                : Answer.NO;
    }

    /**
     * Those after the newest that there was; else those beyond the number that there were; else
     * those that are later than what was remembered.
     */
    private static List<Tainted<Comment>> fresh(
            List<Tainted<Comment>> all, Optional<SeenComments> known) {
        if (known.isEmpty() || (known.get().looked() && known.get().last().isEmpty())) {
            return all;
        }
        SeenComments before = known.get();
        for (int index = all.size() - 1; index >= 0; index--) {
            if (before.last().equals(Optional.of(all.get(index).checked(Comment::id)))) {
                return all.subList(index + 1, all.size());
            }
        }
        if (before.count().isPresent()) {
            return all.stream().skip(before.count().getAsLong()).toList();
        }
        Instant since = before.updated().orElse(Instant.EPOCH).plus(SLOWNESS);
        return all.stream().filter(comment -> time(comment).isAfter(since)).toList();
    }

    private static Instant time(Tainted<Comment> comment) {
        return comment.checked(said -> new Moment(said.createdAt().orElse(Instant.MAX))).at();
    }

    private static Deadline soon() {
        return Deadline.after(PATIENCE);
    }
}

package dev.stile.core.change;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.Subscription;
import dev.stile.api.label.Scope;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Page;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What happened since a time, apart from the live stream, of remembered records too: nothing is
 * remembered and no place moves, so that the live stream tells all the same what is new. For one
 * thread.
 */
final class PastChanges {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String connection;
    private final RecordStore store;
    private final Function<CallContext, List<ProjectRef>> projects;
    private final SeenRecords seen;
    private final CommentWatch comments;
    private final Outstanding outstanding;

    /**
     * @param projects which ones to look at
     * @param outstanding of the stream that tells
     */
    PastChanges(
            String connection,
            RecordStore store,
            Function<CallContext, List<ProjectRef>> projects,
            SeenRecords seen,
            CommentWatch comments,
            Outstanding outstanding) {
        this.connection = connection;
        this.store = store;
        this.projects = projects;
        this.seen = seen;
        this.comments = comments;
        this.outstanding = outstanding;
    }

    /**
     * Tells all that can be read.
     *
     * @throws ConnectorException why something could not, when the rest is told
     */
    void tell(Instant since, Subscription subscription, EventSink sink) {
        if (since.equals(Instant.EPOCH) && subscription.cursor().isPresent()) {
            throw Invalid.cursor("changes of records are fetched again by time: --since TIME");
        }
        Optional<ConnectorException> trouble = Optional.empty();
        for (ProjectRef project :
                projects.apply(RecordStream.call(subscription, Scope.of(connection)))) {
            CallContext call =
                    RecordStream.call(subscription, Scope.of(connection, project.text()));
            try {
                if (!tell(project, since, call, sink)) {
                    return;
                }
            } catch (ConnectorException ofThisOne) {
                // The others are told all the same.
                trouble = trouble.or(() -> Optional.of(ofThisOne));
            }
        }
        if (trouble.isPresent()) {
            throw trouble.get();
        }
    }

    /** Whether more is wanted. */
    private boolean tell(ProjectRef project, Instant since, CallContext call, EventSink sink) {
        Unread unread = new Unread();
        try (Listing listing = store.listRecords(project, ListOptions.everything(), call)) {
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                for (ListedItem item : page.get().items()) {
                    upToDate(project, item, call, unread)
                            .ifPresent(now -> tellPast(project, now, since, call, sink, unread));
                }
                if (!outstanding.await(sink)) {
                    return false;
                }
            }
            ListingEnds.requireWhole(listing);
        }
        if (unread.trouble().isPresent()) {
            throw unread.trouble().get();
        }
        return true;
    }

    /** A page may be older than what is known by now; then the record is read again. */
    private Optional<ListedItem> upToDate(
            ProjectRef project, ListedItem item, CallContext call, Unread unread) {
        if (!(item instanceof ListedItem.Present present)
                || !seen.isBehind(soon(), connection, project, item)) {
            return Optional.of(item);
        }
        List<ListedItem> now = new ArrayList<>();
        unread.isRead(present.id(), () -> read(project, present.id(), call).ifPresent(now::add));
        return now.stream().findFirst();
    }

    private Optional<ListedItem> read(ProjectRef project, RecordId id, CallContext call) {
        try {
            Tainted<TrackerRecord> now = store.getRecord(project, id, call);
            return Optional.of(
                    new ListedItem.Present(id, now.checked(read -> read.meta().version()), now));
        } catch (NotFound gone) {
            return Optional.empty();
        }
    }

    private void tellPast(
            ProjectRef project,
            ListedItem item,
            Instant since,
            CallContext call,
            EventSink sink,
            Unread unread) {
        boolean each = comments.isPossible();
        for (ChangeEvent event : seen.past(soon(), connection, project, item, since)) {
            if (!each || !event.kind().equals(RecordEvents.COMMENTED)) {
                outstanding.tell(project, event, sink);
            }
        }
        if (each && sink.isOpen()) {
            comments.past(project, item, since, call, unread).stream()
                    .filter(event -> !seen.isStored(soon(), connection, event))
                    .forEach(event -> outstanding.tell(project, event, sink));
        }
    }

    private static Deadline soon() {
        return Deadline.after(PATIENCE);
    }
}

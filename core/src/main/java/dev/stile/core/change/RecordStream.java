package dev.stile.core.change;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Page;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Any record store as a source of events, by looking at it from time to time. A project that was
 * never looked at is only remembered, unless the stream begins at the beginning. A mirror that
 * fetched the same project in between moved the place where the next look goes on, so nothing is
 * asked for twice.
 */
public final class RecordStream implements EventSource {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ONE_LOOK = Duration.ofMinutes(10);

    /** The place of a project whose listings name none: its records were remembered once. */
    private static final Cursor REMEMBERED = new Cursor("remembered");

    private final String connection;
    private final RecordStore store;
    private final Function<CallContext, List<ProjectRef>> projects;
    private final SeenRecords seen;
    private final Duration every;
    private final CommentWatch comments;
    private final Outstanding outstanding = new Outstanding();
    private final CutLooks cuts = new CutLooks();

    /**
     * @param projects which ones to look at; asked before each round
     * @param every how long to wait between two rounds
     */
    public RecordStream(
            String connection,
            RecordStore store,
            Function<CallContext, List<ProjectRef>> projects,
            SeenRecords seen,
            Duration every) {
        this.connection = connection;
        this.store = store;
        this.projects = projects;
        this.seen = seen;
        this.every = every;
        this.comments = new CommentWatch(connection, store, seen);
    }

    @Override
    public void subscribe(Subscription subscription, EventSink sink) {
        outstanding.clear();
        if (subscription.start() instanceof Start.Since(Instant since)) {
            tellAgain(since, subscription, sink);
            return;
        }
        do {
            List<SourceHealth> trouble = new ArrayList<>();
            for (ProjectRef project : projects.apply(call(subscription, Scope.of(connection)))) {
                if (!sink.isOpen()) {
                    return;
                }
                lookApart(project, subscription, sink).ifPresent(trouble::add);
            }
            sink.health(
                    trouble.stream()
                            .min(Comparator.comparing(SourceHealth::caughtUp))
                            .orElseGet(SourceHealth::upToDate));
        } while (sink.pause(every));
    }

    /**
     * What happened since then, apart from the live stream, of remembered records too: nothing is
     * remembered and no place moves, so that the live stream tells all the same what is new.
     */
    private void tellAgain(Instant since, Subscription subscription, EventSink sink) {
        if (since.equals(Instant.EPOCH) && subscription.cursor().isPresent()) {
            throw Invalid.cursor("changes of records are fetched again by time: --since TIME");
        }
        Optional<ConnectorException> trouble = Optional.empty();
        for (ProjectRef project : projects.apply(call(subscription, Scope.of(connection)))) {
            CallContext call = call(subscription, Scope.of(connection, project.text()));
            try {
                if (!tellAgain(project, since, call, sink)) {
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
    private boolean tellAgain(ProjectRef project, Instant since, CallContext call, EventSink sink) {
        try (Listing listing = everything(project, call)) {
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                for (ListedItem item : page.get().items()) {
                    upToDate(project, item, call)
                            .ifPresent(now -> tellPast(project, now, since, call, sink));
                }
                if (!outstanding.await(sink)) {
                    return false;
                }
            }
            ListingEnds.requireWhole(listing);
            return true;
        }
    }

    /** A page may be older than what is known by now; then the record is read again. */
    private Optional<ListedItem> upToDate(ProjectRef project, ListedItem item, CallContext call) {
        if (!(item instanceof ListedItem.Present present)
                || !seen.isBehind(soon(), connection, project, item)) {
            return Optional.of(item);
        }
        try {
            Tainted<TrackerRecord> now = store.getRecord(project, present.id(), call);
            return Optional.of(
                    new ListedItem.Present(
                            present.id(), now.checked(read -> read.meta().version()), now));
        } catch (NotFound gone) {
            return Optional.empty();
        }
    }

    private void tellPast(
            ProjectRef project, ListedItem item, Instant since, CallContext call, EventSink sink) {
        boolean each = comments.isPossible();
        for (ChangeEvent event : seen.past(soon(), connection, project, item, since)) {
            if (!each || !event.kind().equals(RecordEvents.COMMENTED)) {
                tell(project, event, sink);
            }
        }
        if (each && sink.isOpen()) {
            comments.past(project, item, since, call).stream()
                    .filter(event -> !seen.isStored(soon(), connection, event))
                    .forEach(event -> tell(project, event, sink));
        }
    }

    /**
     * A project that cannot be read keeps no other from being looked at; what concerns the whole
     * account ends the run.
     */
    private Optional<SourceHealth> lookApart(
            ProjectRef project, Subscription subscription, EventSink sink) {
        try {
            return look(project, subscription, sink);
        } catch (Permission | NotFound | Malformed | Invalid ofThisProject) {
            return Optional.of(degraded(ofThisProject.code(), true));
        }
    }

    private static SourceHealth degraded(String reason, boolean caughtUp) {
        return new SourceHealth(
                SourceHealth.Status.DEGRADED, Optional.of(reason), Optional.empty(), caughtUp);
    }

    @Override
    public void acknowledged(SourceEvent event) {
        outstanding.settled();
    }

    @Override
    public void acknowledgedGap(Gap gap) {
        outstanding.settled();
    }

    @Override
    public void refused(SourceEvent event, String code) {
        outstanding.settled();
    }

    /**
     * @return what is wrong, if not all of it was shown
     */
    private Optional<SourceHealth> look(
            ProjectRef project, Subscription subscription, EventSink sink) {
        CallContext call = call(subscription, Scope.of(connection, project.text()));
        Optional<Cursor> cursor = seen.cursor(soon(), connection, project);
        if (cursor.isEmpty() && !(subscription.start() instanceof Start.Beginning)) {
            return remember(project, everything(project, call), sink);
        }
        if (cursor.isEmpty()
                || cursor.get().equals(REMEMBERED)
                || !store.supports(Feature.CHANGED_SINCE)) {
            return walk(project, everything(project, call), call, sink, Optional.empty());
        }
        if (cuts.isEverythingDue(project)) {
            // It shows what no delta showed, but nothing of what is gone.
            Gap gone = new Gap(cursor, Optional.empty(), "changes_truncated");
            return walk(project, everything(project, call), call, sink, Optional.of(gone));
        }
        try {
            return walk(
                    project,
                    store.listChangedSince(project, cursor.get(), call),
                    call,
                    sink,
                    Optional.empty());
        } catch (Invalid tooOld) {
            if (!tooOld.field().equals("cursor")) {
                throw tooOld;
            }
            // What a full listing shows is told; what came and went in between is lost.
            tell(new Gap(cursor, Optional.empty(), "cursor_expired"), sink);
            return walk(project, everything(project, call), call, sink, Optional.empty());
        }
    }

    private Listing everything(ProjectRef project, CallContext call) {
        return store.listRecords(project, ListOptions.everything(), call);
    }

    /**
     * The first look tells nothing. Whatever happens after its first page is told from there on,
     * however it ends; but what it did not show looks new when it changes.
     */
    private Optional<SourceHealth> remember(ProjectRef project, Listing listing, EventSink sink) {
        try (listing) {
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                seen.remember(soon(), connection, project, page.get().items());
            }
            moveTo(project, listing);
            Optional<String> cut = ListingEnds.cut(listing);
            cut.ifPresent(sink::notice);
            return cut.map(reason -> degraded(reason, true));
        }
    }

    /**
     * Each page is durable as events before it is remembered, and remembered before the cursor
     * moves. It moves only behind what was shown whole: after a listing that was cut the next look
     * begins at the same place, and tells again nothing that is remembered.
     *
     * @param missed what the move leaves out
     */
    private Optional<SourceHealth> walk(
            ProjectRef project,
            Listing listing,
            CallContext call,
            EventSink sink,
            Optional<Gap> missed) {
        try (listing) {
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                if (!tell(project, page.get().items(), call, sink)) {
                    return Optional.empty();
                }
            }
            Optional<String> cut = ListingEnds.cut(listing);
            if (cut.isPresent()) {
                cuts.cut(project);
            } else {
                missed.ifPresent(gap -> tell(gap, sink));
                // Behind the cursor nobody would tell it again.
                if (!outstanding.await(sink)) {
                    return Optional.empty();
                }
                moveTo(project, listing);
                cuts.whole(project);
            }
            return cut.map(reason -> degraded(reason, false));
        }
    }

    private void moveTo(ProjectRef project, Listing ended) {
        ended.nextCursor()
                .or(
                        () ->
                                seen.cursor(soon(), connection, project).isEmpty()
                                        ? Optional.of(REMEMBERED)
                                        : Optional.empty())
                .ifPresent(next -> seen.moveTo(soon(), connection, project, next));
    }

    /**
     * Tells what happened to these records, in the order in which it happened to each.
     *
     * @return whether all of it is durable
     */
    private boolean tell(
            ProjectRef project, List<ListedItem> items, CallContext call, EventSink sink) {
        Optional<List<CommentWatch.Found>> said = tellNews(project, items, call, sink);
        if (said.isEmpty()) {
            return false;
        }
        seen.remember(soon(), connection, project, items);
        said.get()
                .forEach(
                        fresh ->
                                seen.rememberComments(
                                        soon(), connection, project, fresh.record(), fresh.last()));
        return true;
    }

    /** Which comments were told with it; empty if not all of it is durable. Remembers nothing. */
    private Optional<List<CommentWatch.Found>> tellNews(
            ProjectRef project, List<ListedItem> items, CallContext call, EventSink sink) {
        boolean each = comments.isPossible();
        for (ChangeEvent event : seen.changes(soon(), connection, project, items)) {
            if (!each || !event.kind().equals(RecordEvents.COMMENTED)) {
                tell(project, event, sink);
            }
        }
        List<CommentWatch.Found> said = new ArrayList<>();
        for (ListedItem item : each ? items : List.<ListedItem>of()) {
            if (!sink.isOpen()) {
                return Optional.empty();
            }
            Optional<CommentWatch.Found> found = comments.look(project, item, call);
            found.ifPresent(
                    fresh -> {
                        fresh.events().forEach(event -> tell(project, event, sink));
                        said.add(fresh);
                    });
        }
        return outstanding.await(sink) ? Optional.of(said) : Optional.empty();
    }

    private void tell(ProjectRef project, ChangeEvent event, EventSink sink) {
        outstanding.told();
        sink.event(sourceEvent(project, event));
    }

    private void tell(Gap gap, EventSink sink) {
        outstanding.told();
        sink.gap(gap);
    }

    private static SourceEvent sourceEvent(ProjectRef project, ChangeEvent event) {
        Label label = event.payload().label();
        return new SourceEvent(
                event.id(),
                new Cursor(event.id().text()),
                event.kind(),
                event.time(),
                Optional.of(Tainted.of(project.text() + "/" + event.record().text(), label)),
                Optional.of(Tainted.of(project.text(), label)),
                event.flags(),
                event.payload());
    }

    /** What is read of a project is for the readers of that project, and for them alone. */
    private static CallContext call(Subscription subscription, Scope readers) {
        CallContext run = subscription.call();
        return new CallContext(
                run.deadline().orSooner(ONE_LOOK),
                run.correlation(),
                Label.outside(readers),
                run.progress());
    }

    private static Deadline soon() {
        return Deadline.after(PATIENCE);
    }
}

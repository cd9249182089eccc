package dev.stile.core.change;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Internal;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Page;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    /** So long may the name of a place be. */
    private static final int MOST_PLACE = 8192;

    private final String connection;
    private final RecordStore store;
    private final Function<CallContext, List<ProjectRef>> projects;
    private final SeenRecords seen;
    private final Duration every;
    private final CommentWatch comments;
    private final Outstanding outstanding = new Outstanding();
    private final CutLooks cuts = new CutLooks();
    private final CutLooks held = new CutLooks();
    private final PastChanges again;

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
        this.again = new PastChanges(connection, store, projects, seen, comments, outstanding);
    }

    @Override
    public void subscribe(Subscription subscription, EventSink sink) {
        outstanding.clear();
        if (subscription.start() instanceof Start.Since(Instant since)) {
            again.tell(since, subscription, sink);
            return;
        }
        do {
            Round round = new Round();
            for (ProjectRef project : projects.apply(call(subscription, Scope.of(connection)))) {
                if (!sink.isOpen()) {
                    return;
                }
                lookApart(project, subscription, sink, round);
            }
            sink.health(round.health());
        } while (sink.pause(every));
    }

    /**
     * A project that cannot be read keeps no other from being looked at; what concerns the whole
     * account ends the run.
     */
    private void lookApart(
            ProjectRef project, Subscription subscription, EventSink sink, Round round) {
        try {
            round.looked(look(project, subscription, sink));
        } catch (Permission | NotFound | Malformed | Invalid ofThisProject) {
            round.looked(Optional.of(Round.degraded(ofThisProject.code(), true)));
        } catch (Unavailable | Timeout | Internal perhapsOfThisProject) {
            round.failed(perhapsOfThisProject);
        }
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
            Gap gone = gap(project, cursor, "changes_truncated");
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
            outstanding.tell(gap(project, cursor, "cursor_expired"), sink);
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
            return cut.map(reason -> Round.degraded(reason, true));
        }
    }

    /**
     * Each page is durable as events before it is remembered, and remembered before the cursor
     * moves. It moves only behind what was shown whole, comments included: else the next look
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
        Unread unread = new Unread();
        try (listing) {
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                if (!tell(project, page.get().items(), call, sink, unread)) {
                    return Optional.empty();
                }
            }
            Optional<String> reason = ListingEnds.cut(listing);
            if (reason.isPresent()) {
                cuts.cut(project);
            } else if (unread.trouble().isPresent() && !isGivenUp(project, unread)) {
                reason = unread.trouble().map(ConnectorException::code);
            } else {
                missed.ifPresent(gap -> outstanding.tell(gap, sink));
                unread.trouble().ifPresent(lasting -> outstanding.tell(unheard(project), sink));
                // Behind the cursor nobody would tell it again.
                if (!outstanding.await(sink)) {
                    return Optional.empty();
                }
                moveTo(project, listing);
                cuts.whole(project);
                held.whole(project);
            }
            return reason.map(code -> Round.degraded(code, false));
        }
    }

    /**
     * A place that stands still for ever makes each look longer than the one before. A server that
     * does not answer is waited for much longer, since it may not be the record; and where each
     * look lists everything, nothing is left behind a place.
     */
    private boolean isGivenUp(ProjectRef project, Unread unread) {
        if (!store.supports(Feature.CHANGED_SINCE)) {
            return false;
        }
        held.cut(project);
        return unread.isForNow() ? held.isHopeless(project) : held.isLasting(project);
    }

    /** The comments are told after all when their record changes again: it is not remembered. */
    private Gap unheard(ProjectRef project) {
        return gap(project, seen.cursor(soon(), connection, project), "comments_unreadable");
    }

    /** Two projects may have the same cursor, such as a time, and have a gap each. */
    private static Gap gap(ProjectRef project, Optional<Cursor> cursor, String reason) {
        String place = project.text() + cursor.map(at -> " " + at.text()).orElse("");
        return new Gap(
                place.length() > MOST_PLACE ? cursor : Optional.of(new Cursor(place)),
                Optional.empty(),
                reason);
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
     * Tells what happened to these records, in the order in which it happened to each. One whose
     * comments cannot be read is not remembered, and keeps no other from being so.
     *
     * @return whether all of it is durable
     */
    private boolean tell(
            ProjectRef project,
            List<ListedItem> items,
            CallContext call,
            EventSink sink,
            Unread unread) {
        boolean each = comments.isPossible();
        for (ChangeEvent event : seen.changes(soon(), connection, project, items)) {
            if (!each || !event.kind().equals(RecordEvents.COMMENTED)) {
                outstanding.tell(project, event, sink);
            }
        }
        List<CommentWatch.Found> said = new ArrayList<>();
        for (ListedItem item : each ? items : List.<ListedItem>of()) {
            if (!sink.isOpen()) {
                return false;
            }
            Optional<CommentWatch.Found> found = comments.look(project, item, call, unread);
            found.ifPresent(
                    fresh -> {
                        fresh.events().forEach(event -> outstanding.tell(project, event, sink));
                        said.add(fresh);
                    });
        }
        if (!outstanding.await(sink)) {
            return false;
        }
        List<ListedItem> read = items.stream().filter(item -> !unread.isLeft(item)).toList();
        seen.remember(soon(), connection, project, read);
        said.forEach(
                fresh ->
                        seen.rememberComments(
                                soon(), connection, project, fresh.record(), fresh.last()));
        return true;
    }

    /** What is read of a project is for the readers of that project, and for them alone. */
    static CallContext call(Subscription subscription, Scope readers) {
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

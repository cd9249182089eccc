package dev.stile.git.sync;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.repository.BlobWriter;
import dev.stile.git.repository.ObjectReader;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches bodies that a listing left out, the newest first, and shows their records with them. What
 * is not fetched stays a stub, and a warning says how it comes. Of one sync; one thread at a time.
 */
final class BodyFetch {
    private static final int NAMED = 10;

    private final Mirror mirror;
    private final Tracker tracker;
    private final Harvest harvest;
    private final DeferredBodies deferred;
    private final List<DeferredBodies.Wanted> unread = new ArrayList<>();
    private final List<DeferredBodies.Wanted> notTried = new ArrayList<>();
    private final Set<RecordId> gone = new HashSet<>();
    private final Set<RecordId> kept = new HashSet<>();
    private boolean leftSome;
    private Optional<ConnectorException> stopped = Optional.empty();
    private int fetched;

    BodyFetch(Mirror mirror, Tracker tracker, Harvest harvest, DeferredBodies deferred) {
        this.mirror = mirror;
        this.tracker = tracker;
        this.harvest = harvest;
        this.deferred = deferred;
    }

    /**
     * Fetches what is wanted by now.
     *
     * @param betweenTimes run after each batch: what was fetched may be more than memory should
     *     hold
     */
    void run(ProjectFormat format, BlobWriter writer, Runnable betweenTimes) {
        if (deferred.left() == 0) {
            return;
        }
        try (BodyReads reads = new BodyReads(tracker)) {
            while (deferred.left() > 0 && stopped.isEmpty()) {
                List<DeferredBodies.Wanted> batch = deferred.take(BodyReads.BATCH);
                List<BodyReads.Outcome> outcomes =
                        reads.read(batch.stream().map(wanted -> wanted.stub().id()).toList());
                for (int index = 0; index < batch.size(); index++) {
                    take(batch.get(index), outcomes.get(index), format, writer);
                }
                stopped = reads.stopped();
                betweenTimes.run();
            }
        }
    }

    private void take(
            DeferredBodies.Wanted wanted,
            BodyReads.Outcome outcome,
            ProjectFormat format,
            BlobWriter writer) {
        switch (outcome) {
            case BodyReads.Outcome.Found(Tainted<TrackerRecord> record) -> {
                RenderedRecord rendered = RenderedRecord.of(record, format);
                if (!brings(rendered, wanted)) {
                    unread.add(wanted);
                    return;
                }
                writer.hand(rendered.content().value());
                show(rendered.shown(), wanted);
                fetched++;
            }
            case BodyReads.Outcome.Gone goneMeanwhile -> {
                gone.add(wanted.stub().id());
                unread.add(wanted);
            }
            case BodyReads.Outcome.Failed failed -> unread.add(wanted);
            case BodyReads.Outcome.NotTried notTriedEither -> notTried.add(wanted);
        }
    }

    private boolean brings(RenderedRecord rendered, DeferredBodies.Wanted wanted) {
        return switch (wanted.standing()) {
            case BROUGHT, SHOWN -> rendered.completes(wanted.stub(), mirror.state());
            case BEHIND -> rendered.isWhole(mirror.state());
        };
    }

    private void show(ShownRecord whole, DeferredBodies.Wanted wanted) {
        boolean isSame = whole.blob().equals(wanted.stub().blob());
        if (wanted.standing() == DeferredBodies.Standing.BROUGHT || isSame) {
            harvest.replace(whole);
        } else {
            harvest.show(whole, false);
        }
    }

    /** How many bodies were fetched. */
    int fetched() {
        return fetched;
    }

    /**
     * Decides about the bodies that were to be fetched and were not: where main shows the record
     * with its body, that file stays, and a record that could not be read is remembered. Called
     * once, when nothing more is fetched.
     */
    void settle() {
        while (deferred.left() > 0) {
            notTried.addAll(deferred.take(Integer.MAX_VALUE));
        }
        if (unread.isEmpty() && notTried.isEmpty()) {
            return;
        }
        try (ObjectReader reader = mirror.repository().reader()) {
            for (DeferredBodies.Wanted wanted : unread) {
                RecordId id = wanted.stub().id();
                if (isKept(wanted, reader) && !gone.contains(id)) {
                    harvest.fallBehind(id);
                }
            }
            for (DeferredBodies.Wanted wanted : notTried) {
                boolean isKept = isKept(wanted, reader);
                leftSome |= isKept && !wanted.failedBefore();
            }
        }
    }

    private boolean isKept(DeferredBodies.Wanted wanted, ObjectReader reader) {
        RecordId id = wanted.stub().id();
        if (wanted.standing() != DeferredBodies.Standing.BEHIND) {
            if (mirror.state().shown(id).filter(last -> Stubs.isWhole(last, reader)).isEmpty()) {
                return false;
            }
            harvest.leave(id);
        }
        kept.add(id);
        return true;
    }

    /**
     * Whether main was left with older records than the listing brought, and nobody tried to read
     * them: it has to bring them again.
     */
    boolean leftSome() {
        return leftSome;
    }

    /** The records whose last good files stay, but for those that are gone. */
    Set<RecordId> kept() {
        Set<RecordId> there = new HashSet<>(kept);
        there.removeAll(gone);
        return there;
    }

    /** What people are told of the bodies that were not fetched. */
    void warn(ProjectFormat format) {
        if (!unread.isEmpty()) {
            Failure.Builder warning =
                    Failure.of(Code.RECORDS_UNREADABLE)
                            .headline(unread.size() + " texts could not be read" + fate(unread));
            unread.stream().limit(NAMED).forEach(wanted -> warning.detail(wanted.stub().path()));
            harvest.warn(warning.build());
        }
        stopped.ifPresent(
                failed -> {
                    Failure.Builder warning =
                            Failure.of(ConnectorCodes.of(failed))
                                    .headline(
                                            notTried.size()
                                                    + " texts were not fetched"
                                                    + fate(notTried)
                                                    + ": "
                                                    + failed.headline())
                                    .detail("they come with: " + command(format))
                                    .cause(failed);
                    failed.remoteText().ifPresent(warning::saying);
                    harvest.warn(warning.build());
                });
        if (deferred.beyond() > 0) {
            harvest.warn(
                    Failure.of(Code.BODY_LIMIT)
                            .headline(
                                    (deferred.limit() + deferred.beyond())
                                            + " texts were wanted, and the limit is "
                                            + deferred.limit()
                                            + ": "
                                            + deferred.beyond()
                                            + " files are stubs")
                            .detail("they come with: " + command(format))
                            .build());
        }
    }

    /** What became of the files. */
    private String fate(List<DeferredBodies.Wanted> left) {
        long stay = left.stream().filter(wanted -> kept.contains(wanted.stub().id())).count();
        long stubs = left.size() - stay;
        return (stay == 0 ? "" : "; " + stay + " last good files stay for now")
                + (stubs == 0 ? "" : "; " + stubs + " files are stubs");
    }

    /** Without a number: what stands below the folder may be more than this sync left. */
    private String command(ProjectFormat format) {
        return "stile hydrate stile::"
                + mirror.identity()
                + " "
                + format.schema().root()
                + " --limit 0";
    }
}

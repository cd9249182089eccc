package dev.stile.git.sync;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Code;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.repository.BlobWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    private final List<String> unread = new ArrayList<>();
    private Optional<ConnectorException> stopped = Optional.empty();
    private long notTried;
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
                if (!rendered.completes(wanted.stub(), mirror.state())) {
                    return;
                }
                writer.hand(rendered.content().value());
                if (wanted.standing()) {
                    harvest.show(rendered.shown(), false);
                } else {
                    harvest.showWithBody(rendered.shown());
                }
                fetched++;
            }
            case BodyReads.Outcome.Failed failed -> unread.add(wanted.stub().path());
            case BodyReads.Outcome.NotTried notTriedEither -> notTried++;
        }
    }

    /** How many bodies were fetched. */
    int fetched() {
        return fetched;
    }

    /** What people are told of the bodies that were not fetched. */
    void warn(ProjectFormat format) {
        if (!unread.isEmpty()) {
            Failure.Builder warning =
                    Failure.of(Code.RECORDS_UNREADABLE)
                            .headline(
                                    unread.size()
                                            + " texts could not be read; their files are stubs");
            unread.stream().limit(NAMED).forEach(warning::detail);
            harvest.warn(warning.build());
        }
        stopped.ifPresent(
                failed -> {
                    long left = notTried + deferred.left();
                    Failure.Builder warning =
                            Failure.of(ConnectorCodes.of(failed))
                                    .headline(
                                            left
                                                    + " texts were not fetched, and their files are"
                                                    + " stubs: "
                                                    + failed.headline())
                                    .detail("they come with: " + command(format, left))
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
                            .detail("they come with: " + command(format, deferred.beyond()))
                            .build());
        }
    }

    private String command(ProjectFormat format, long count) {
        return "stile hydrate stile::"
                + mirror.identity()
                + " "
                + format.schema().root()
                + " --limit "
                + count;
    }
}

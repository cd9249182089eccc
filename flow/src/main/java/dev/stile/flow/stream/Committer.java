package dev.stile.flow.stream;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.StileException;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.digest.Sha256;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.inbox.Taken;
import dev.stile.core.lease.Fence;
import dev.stile.core.lease.LeaseLostException;
import dev.stile.core.lease.Leases;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Database;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.Transaction;
import dev.stile.flow.connection.SecretMark;
import dev.stile.flow.lifecycle.LifecycleEvent;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.lifecycle.LifecycleKind;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stores what one run tells and acknowledges it after the commit, in its order, on one thread. It
 * commits at once when it is idle; what comes while a commit runs goes into the next one.
 */
final class Committer {
    private final StreamName stream;
    private final Fence fence;
    private final Inbox inbox;
    private final Database database;
    private final LifecycleEvents events;
    private final StreamSink sink;
    private final EventSource source;
    private final Intake intake;
    private final Clock clock;
    private final Duration longest;
    private final AuditEntry crossing;
    private final ArrayDeque<SourceEvent> unanswered = new ArrayDeque<>();
    private Optional<String> givenUp = Optional.empty();

    Committer(
            StreamName stream,
            Fence fence,
            Inbox inbox,
            Database database,
            LifecycleEvents events,
            StreamSink sink,
            EventSource source,
            Intake intake,
            Clock clock,
            Duration longest) {
        this.stream = stream;
        this.fence = fence;
        this.inbox = inbox;
        this.database = database;
        this.events = events;
        this.sink = sink;
        this.source = source;
        this.intake = intake;
        this.clock = clock;
        this.longest = longest;
        Subject daemon = new Subject.Daemon();
        this.crossing =
                AuditEntry.of(daemon.origin(), daemon.actor(), AuditVerb.EVENT_RECEIVED)
                        .connection(stream.connection());
    }

    /** Works until the source is over and everything it told is answered. */
    void run() {
        try {
            List<Told> batch = sink.take();
            while (!batch.isEmpty()) {
                batch.forEach(this::expectAnswer);
                if (givenUp.isEmpty()) {
                    givenUp = keep(batch);
                }
                givenUp.ifPresent(this::postpone);
                sink.settled(batch);
                batch = sink.take();
            }
        } finally {
            // Whatever ends this thread, no source may wait for it for ever.
            sink.close(new RunEnd.Returned());
        }
    }

    private void expectAnswer(Told told) {
        if (told instanceof Told.ForInbox frame) {
            frame.event().ifPresent(unanswered::add);
        }
    }

    /** Why nothing more of this run may be stored: not after something that was not. */
    private Optional<String> keep(List<Told> batch) {
        try {
            List<Told.ForInbox> frames = new ArrayList<>(batch.size());
            for (Told told : batch) {
                switch (told) {
                    case Told.ForInbox frame -> frames.add(frame);
                    case Told.Missing missing -> {
                        store(frames);
                        frames.clear();
                        tell(missing);
                        source.acknowledgedGap(missing.gap());
                    }
                }
            }
            store(frames);
            return Optional.empty();
        } catch (LeaseLostException lost) {
            sink.close(new RunEnd.LeaseLost());
            return Optional.of("lease_lost");
        } catch (AuditUnavailableException | StoreException failure) {
            sink.close(new RunEnd.NotStored(failure));
            return Optional.of(failure.code());
        } catch (StileException broken) {
            sink.close(new RunEnd.Broke(broken));
            return Optional.of(broken.code());
        }
    }

    private void store(List<Told.ForInbox> told) {
        if (told.isEmpty()) {
            return;
        }
        List<Taken> taken;
        try {
            taken = commit(told);
        } catch (AuditUnavailableException refused) {
            if (!isOfOneFrame(refused)) {
                throw refused;
            }
            storeOneByOne(told);
            return;
        }
        for (int index = 0; index < told.size(); index++) {
            acknowledge(told.get(index), taken.get(index));
        }
    }

    /** One frame breaks a rule of the store: only that one is set aside. */
    private void storeOneByOne(List<Told.ForInbox> told) {
        for (Told.ForInbox one : told) {
            try {
                acknowledge(one, commit(List.of(one)).getFirst());
            } catch (AuditUnavailableException refused) {
                if (!isOfOneFrame(refused) || one.event().isEmpty()) {
                    throw refused;
                }
                Told.ForInbox made = intake.unstorable(one.event().get());
                Told.ForInbox aside = one.secretSeen() ? made.marked() : made;
                acknowledge(aside, commit(List.of(aside)).getFirst());
            }
        }
    }

    private List<Taken> commit(List<Told.ForInbox> told) {
        return inbox.store(
                Deadline.after(longest),
                stream,
                Optional.of(fence),
                told.stream().map(Told.ForInbox::frame).toList(),
                crossing,
                transaction -> mark(transaction, told));
    }

    private void mark(Transaction transaction, List<? extends Told> told) {
        long seen = told.stream().filter(Told::secretSeen).count();
        if (seen > 0) {
            SecretMark.put(transaction, stream.connection(), seen, clock.instant());
        }
    }

    private void acknowledge(Told.ForInbox told, Taken taken) {
        told.event()
                .ifPresent(
                        event -> {
                            unanswered.poll();
                            if (taken instanceof Taken.Conflict) {
                                source.refused(event, "id_conflict");
                            } else if (told.refusal().isPresent()) {
                                source.refused(event, told.refusal().get());
                            } else {
                                source.acknowledged(event);
                            }
                        });
    }

    /** Each event has one answer: what was not stored is due again. */
    private void postpone(String code) {
        try {
            for (SourceEvent event = unanswered.poll(); event != null; event = unanswered.poll()) {
                source.postponed(event, code);
            }
        } catch (StileException alsoBroken) {
            // The run is over already, and why is known.
            unanswered.clear();
        }
    }

    /**
     * Its name is what it says and where, so that a gap that is told again is no second one, and a
     * later one is.
     */
    private void tell(Told.Missing missing) {
        Gap gap = missing.cleaned();
        String after = gap.after().map(Cursor::text).orElse("");
        String where =
                gap.after()
                        .or(() -> inbox.cursor(Deadline.after(longest), stream))
                        .map(Cursor::text)
                        .orElse("");
        String before = gap.before().map(Cursor::text).orElse("");
        String name = String.join("\n", stream.stream(), where, before, gap.reason());
        LifecycleEvent event =
                LifecycleEvent.of(
                                LifecycleKind.CONNECTION_GAP,
                                stream.connection(),
                                "events of "
                                        + stream.connection()
                                        + " are missing: "
                                        + gap.reason())
                        .fact("connection", stream.connection())
                        .fact("stream", stream.stream())
                        .fact("after", after)
                        .fact("before", before)
                        .fact("reason", gap.reason())
                        .once("gap-" + stream.connection() + "-" + Sha256.hex(name));
        database.transaction(
                Deadline.after(longest),
                transaction -> {
                    Leases.require(transaction, fence);
                    mark(transaction, List.of(missing));
                    events.emit(transaction, event);
                    return true;
                });
    }

    private static boolean isOfOneFrame(AuditUnavailableException failure) {
        return failure.getCause() instanceof StoreException cause
                && cause.kind() == StoreException.Kind.BROKEN_RULE;
    }
}

package dev.stile.core.egress;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Pacing;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.limit.BucketKey;
import dev.stile.core.limit.RateBuckets;
import dev.stile.core.limit.RequestKind;
import dev.stile.core.limit.ServerLimit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what crosses in this process, for whoever wants to know what a command cost. */
public final class CountedCrossings implements Crossings {
    private final Crossings counted;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final Map<String, AtomicLong> identities = new ConcurrentHashMap<>();

    public CountedCrossings(Crossings counted) {
        this.counted = counted;
    }

    /**
     * What has crossed so far.
     *
     * @param requests that left
     * @param bytes of the bodies that came back
     */
    public record Traffic(long requests, long bytes) {}

    public Traffic traffic() {
        return new Traffic(requests.get(), bytes.get());
    }

    /** How many requests left with these credentials. */
    public long requests(String identity) {
        AtomicLong counter = identities.get(identity);
        return counter == null ? 0 : counter.get();
    }

    @Override
    public RateBuckets.Place takePlace(Deadline deadline, BucketKey key, Pacing pacing) {
        return counted.takePlace(deadline, key, pacing);
    }

    @Override
    public Leave begin(
            Deadline deadline, BucketKey key, RequestKind kind, Pacing pacing, AuditRow intent) {
        Leave leave = counted.begin(deadline, key, kind, pacing, intent);
        if (leave instanceof Leave.Granted) {
            requests.incrementAndGet();
            identities.computeIfAbsent(key.identity(), each -> new AtomicLong()).incrementAndGet();
        }
        return leave;
    }

    @Override
    public void end(long intent, AuditEntry outcome) {
        outcome.bytes().ifPresent(bytes::addAndGet);
        counted.end(intent, outcome);
    }

    @Override
    public void note(Deadline deadline, AuditEntry entry) {
        counted.note(deadline, entry);
    }

    @Override
    public void learn(Deadline deadline, BucketKey key, ServerLimit said) {
        counted.learn(deadline, key, said);
    }
}

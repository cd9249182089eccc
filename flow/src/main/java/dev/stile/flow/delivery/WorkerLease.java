package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.LeaseLostException;
import dev.stile.core.lease.Leases;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The lease of one worker: as long as it is in force, what runs under it is left alone. */
final class WorkerLease {
    private static final Duration LENGTH = Duration.ofSeconds(30);

    private final Leases leases;
    private final String name;
    private Optional<Lease> held = Optional.empty();
    private Instant written = Instant.MIN;

    /**
     * @param random so that no two workers have one name
     */
    WorkerLease(Leases leases, RandomGenerator random) {
        this.leases = leases;
        this.name = "deliveries:" + HexFormat.of().toHexDigits(random.nextLong());
    }

    String name() {
        return name;
    }

    /** Holds the lease, now and for some time. */
    void ensure(Deadline deadline, Instant now) {
        if (held.isPresent() && now.isBefore(written.plus(LENGTH.dividedBy(3)))) {
            return;
        }
        held = Optional.of(held.isPresent() ? renew(deadline, held.get()) : acquire(deadline));
        written = now;
    }

    private Lease renew(Deadline deadline, Lease lease) {
        try {
            return leases.renew(deadline, lease, LENGTH);
        } catch (LeaseLostException lost) {
            return acquire(deadline);
        }
    }

    private Lease acquire(Deadline deadline) {
        return leases.acquire(deadline, name, LENGTH)
                .orElseThrow(() -> new IllegalStateException("the lease " + name + " is taken"));
    }

    /** Whether that one's holder is still there. */
    boolean isAlive(Deadline deadline, String other) {
        return other.equals(name) || leases.holder(deadline, other).isPresent();
    }

    void release(Deadline deadline) {
        held.ifPresent(lease -> leases.release(deadline, lease));
        held = Optional.empty();
    }
}

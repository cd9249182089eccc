package dev.stile.flow.connection;

import dev.stile.api.call.Deadline;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.LeaseWait;
import dev.stile.core.lease.Leases;

import java.time.Duration;
import java.util.Optional;

/** The lease under which the streams of a connection run: whoever has it knows that none does. */
public final class StreamLease {
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private StreamLease() {}

    /** Its name. */
    public static String name(String connection) {
        return "stream:" + connection;
    }

    /**
     * Takes it, waiting for a stream that is being stopped, by this process or another.
     *
     * @throws Failure STREAM_RUNNING if one still runs at the deadline
     */
    static Lease take(Leases leases, String connection, Deadline deadline) {
        while (true) {
            Optional<Lease> lease = leases.acquire(deadline, name(connection), LENGTH);
            if (lease.isPresent()) {
                return lease.get();
            }
            if (!LeaseWait.again(deadline, LOOK_EVERY)) {
                throw Failure.of(Code.STREAM_RUNNING)
                        .headline("a stream of " + connection + " runs")
                        .argument("connection", connection)
                        .fact("connection", connection)
                        .build();
            }
        }
    }
}

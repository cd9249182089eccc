package dev.stile.core.egress.address;

import dev.stile.api.call.Deadline;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Keeps each answer for 30 s (TU-6), and no more than 64 of them. Failures are not kept. */
public final class RememberedNames implements Names {
    private static final long KEPT = Duration.ofSeconds(30).toNanos();
    private static final int MOST = 64;

    private record Answer(List<InetAddress> addresses, long at) {}

    private final Names source;
    private final LongSupplier nanoTime;
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    /**
     * @param nanoTime the monotonic clock
     */
    public RememberedNames(Names source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    @Override
    public List<InetAddress> addresses(String host, Deadline deadline) throws UnknownHostException {
        synchronized (answers) {
            Answer known = answers.get(host);
            if (known != null && nanoTime.getAsLong() - known.at() < KEPT) {
                return known.addresses();
            }
        }
        long asked = nanoTime.getAsLong();
        List<InetAddress> addresses = source.addresses(host, deadline);
        synchronized (answers) {
            answers.remove(host);
            if (answers.size() >= MOST) {
                answers.remove(answers.keySet().iterator().next());
            }
            answers.put(host, new Answer(addresses, asked));
        }
        return addresses;
    }
}

package dev.stile.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many requests each receiver may still get now. Any thread may call. */
final class Rates {
    private static final int MOST_RECEIVERS = 10_000;
    private static final double NANOS = 1e9;

    private final int perSecond;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>();

    private record Bucket(double left, long at) {}

    Rates(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * Takes one request from what is left; false if nothing is.
     *
     * @param receiver one that is there, so that strangers cannot fill the map
     * @param nanos of the monotonic clock
     */
    synchronized boolean take(String receiver, long nanos) {
        Bucket bucket = buckets.getOrDefault(receiver, new Bucket(perSecond, nanos));
        double gained = Math.max(0, nanos - bucket.at()) / NANOS * perSecond;
        double left = Math.min(perSecond, bucket.left() + gained);
        boolean may = left >= 1;
        if (buckets.size() >= MOST_RECEIVERS && !buckets.containsKey(receiver)) {
            buckets.clear();
        }
        buckets.put(receiver, new Bucket(may ? left - 1 : left, nanos));
        return may;
    }
}

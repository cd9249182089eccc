package dev.stile.core.effect;

import dev.stile.api.connector.Pacing;
import dev.stile.core.limit.BucketKey;
import dev.stile.core.limit.RateBuckets;
import dev.stile.core.limit.RequestKind;
import dev.stile.core.limit.Reservation;
import dev.stile.core.store.Transaction;

/**
 * Which bucket an effect is counted in, where it is the effect itself and not the egress client
 * that reserves.
 */
public record Leave(RateBuckets buckets, BucketKey key, Pacing pacing) {
    Reservation reserve(Transaction transaction) {
        return buckets.reserve(transaction, key, RequestKind.WRITE, pacing);
    }
}

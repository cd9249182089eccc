package dev.stile.git.sync;

import dev.stile.api.store.ListingEnd;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorOptions;

/** What the end of a full listing proves, and what people are told of it. */
final class Verdict {
    private Verdict() {}

    /**
     * Whether a listing proves what it left out. If not, a warning is kept.
     *
     * @throws Failure LISTING_TRUNCATED if it is the first and was cut, and nobody accepted that
     */
    static boolean of(
            ListingEnd end, Mirror mirror, MirrorOptions options, boolean first, Harvest harvest) {
        return switch (end) {
            case ListingEnd.Complete complete -> true;
            case ListingEnd.Unknown(String why) -> {
                harvest.warn(Failure.of(Code.LISTING_UNPROVEN).detail(why).build());
                yield false;
            }
            case ListingEnd.Truncated truncated -> {
                Failure failure = cut(truncated, mirror);
                if (first && !options.acceptTruncated()) {
                    throw failure;
                }
                harvest.warn(failure);
                yield false;
            }
        };
    }

    private static Failure cut(ListingEnd.Truncated end, Mirror mirror) {
        return Failure.of(Code.LISTING_TRUNCATED)
                .headline(
                        "the listing ended after "
                                + end.seen()
                                + " records: cut by "
                                + end.by()
                                + "; how many are missing is unknown")
                .argument("connection", mirror.identity().connection())
                .build();
    }
}

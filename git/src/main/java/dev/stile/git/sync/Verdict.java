package dev.stile.git.sync;

import dev.stile.api.store.ListingEnd;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorOptions;

import java.util.OptionalLong;

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
                harvest.warn(
                        Failure.of(Code.LISTING_UNPROVEN)
                                .detail(why)
                                .argument("where", "stile::" + mirror.identity())
                                .build());
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

    /**
     * What people are told of changes that were not told to their end.
     *
     * @param listed whether everything is listed at once instead
     */
    static Failure ofCutChanges(ListingEnd end, Mirror mirror, boolean listed) {
        Failure.Builder warning =
                Failure.of(listed ? Code.CURSOR_RESET : Code.LISTING_UNPROVEN)
                        .detail("the server did not tell what changed to its end")
                        .argument("where", "stile::" + mirror.identity());
        switch (end) {
            case ListingEnd.Complete complete -> {}
            case ListingEnd.Unknown(String why) -> warning.detail(why);
            case ListingEnd.Truncated(String by, OptionalLong limit, long seen) ->
                    warning.detail("it was cut by " + by + " after " + seen + " records");
        }
        if (!listed) {
            warning.detail("the rest comes with: " + ListingDue.command(mirror));
        }
        return warning.build();
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

package dev.stile.git.sync;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.MetaName;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorOptions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** When everything was last listed, and whether it is time to do so again inside a fetch. */
final class ListingDue {
    /** A listing that took no more pages than this is repeated when it is due. */
    private static final long CHEAP_PAGES = 20;

    private final Mirror mirror;
    private final MirrorOptions options;
    private final Clock clock;

    ListingDue(Mirror mirror, MirrorOptions options, Clock clock) {
        this.mirror = mirror;
        this.options = options;
        this.clock = clock;
    }

    /** Keeps that everything was listed just now, and published. */
    void listed(int pages) {
        mirror.state()
                .remember(
                        Map.of(
                                MetaName.LISTED_PAGES, Integer.toString(pages),
                                MetaName.LISTED_AT, clock.instant().toString()));
    }

    /** Whether a full listing is due and cheap. One that is due and not cheap is a warning. */
    boolean isDue(Harvest harvest) {
        Optional<Instant> listed = mirror.state().meta(MetaName.LISTED_AT).map(Instant::parse);
        // A kill between a publication and this note leaves none: then it is due.
        Duration age =
                listed.map(at -> Duration.between(at, clock.instant()))
                        .orElse(options.fullSyncEvery());
        if (age.compareTo(options.fullSyncEvery()) < 0) {
            return false;
        }
        long pages = Long.parseLong(mirror.state().meta(MetaName.LISTED_PAGES).orElse("0"));
        if (pages <= CHEAP_PAGES) {
            return true;
        }
        harvest.warn(
                Failure.of(Code.SYNC_DUE)
                        .headline("everything was last listed " + age.toHours() + " hours ago")
                        .argument("where", "stile::" + mirror.identity())
                        .build());
        return false;
    }
}

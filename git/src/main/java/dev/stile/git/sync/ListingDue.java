package dev.stile.git.sync;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.git.mirror.MetaName;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorOptions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    /** Makes a full listing due: something may have been missed. */
    void now() {
        mirror.state().forget(MetaName.LISTED_AT);
    }

    /** Whether a full listing is small enough to be done inside a fetch. */
    boolean isCheap() {
        return Long.parseLong(mirror.state().meta(MetaName.LISTED_PAGES).orElse("0"))
                <= CHEAP_PAGES;
    }

    /** Whether a full listing is due and cheap. One that is due and not cheap is a warning. */
    boolean isDue(Harvest harvest) {
        // A kill between a publication and this note leaves none: then it is due.
        Optional<Duration> age =
                mirror.state()
                        .meta(MetaName.LISTED_AT)
                        .map(Instant::parse)
                        .map(at -> Duration.between(at, clock.instant()));
        if (age.filter(listed -> listed.compareTo(options.fullSyncEvery()) < 0).isPresent()) {
            return false;
        }
        if (isCheap()) {
            return true;
        }
        String listed =
                age.map(Duration::toHours)
                        .map(hours -> "everything was last listed " + hours + " hours ago")
                        .orElse("when everything was last listed is not known");
        harvest.warn(
                Failure.of(Code.SYNC_DUE)
                        .headline(listed + ": " + command(mirror))
                        .argument("where", "stile::" + mirror.identity())
                        .build());
        return false;
    }

    /** What to type to list everything. */
    static String command(Mirror mirror) {
        return ShellWords.line(List.of("stile", "sync", "--full", "stile::" + mirror.identity()));
    }
}

package dev.stile.cli.pr;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.cli.hosts.Meant;
import dev.stile.hosting.watch.Watched;

import java.time.Instant;

/** Watches, for programs and for people. All words are ours. Pure. */
final class WatchText {
    private WatchText() {}

    /** What became of a watch. */
    static Json changed(Meant<PrRef> meant, String what, boolean is) {
        return Json.object()
                .put("pr", meant.ref().toString())
                .put("connection", meant.connection().slug())
                .put(what, is)
                .build();
    }

    static Json json(Watched watched) {
        return Json.object()
                .put("pr", watched.pr().toString())
                .put("connection", watched.connection())
                .put("decided", watched.decided().isEmpty() ? "unknown" : watched.decided())
                .put("paused", watched.isPaused())
                .put("failures", watched.failures())
                .put("next_at", watched.next().toString())
                .putIf("ended_at", watched.ended().map(Instant::toString))
                .build();
    }

    static String line(String named, Watched watched) {
        String decided = watched.decided().isEmpty() ? "not seen yet" : watched.decided();
        if (watched.ended().isPresent()) {
            return named + "  " + decided + "  ended " + watched.ended().get();
        }
        return named
                + "  "
                + decided
                + (watched.isPaused() ? "  paused, not found" : "")
                + (watched.failures() > 0 ? "  could not be read " + watched.failures() + "x" : "")
                + "  next look "
                + watched.next();
    }
}

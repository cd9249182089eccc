package dev.stile.simulator.hosting.repo;

import java.time.Instant;

/** Who made a commit, and when. */
public record Signature(String name, String email, Instant at) {
    /** As git's fast-import and commit headers spell it. */
    String line() {
        return name + " <" + email + "> " + at.getEpochSecond() + " +0000";
    }
}

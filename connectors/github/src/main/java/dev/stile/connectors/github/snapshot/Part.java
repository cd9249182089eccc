package dev.stile.connectors.github.snapshot;

import java.util.ArrayList;
import java.util.List;

/** The lists of a snapshot that may have further pages. */
enum Part {
    REVIEWS("reviews"),
    THREADS("reviewThreads"),
    COMMENTS("comments"),
    CHECKS("commits/nodes/commit/statusCheckRollup/contexts");

    private final String below;

    Part(String below) {
        this.below = below;
    }

    /** The names from the root to the list. */
    List<String> place() {
        List<String> place = new ArrayList<>(Queries.PULL_REQUEST);
        place.addAll(List.of(below.split("/")));
        return place;
    }
}

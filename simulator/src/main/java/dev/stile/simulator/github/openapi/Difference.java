package dev.stile.simulator.github.openapi;

import java.util.List;

/**
 * A departure from the description that is right.
 *
 * @param where how a departure ends that is meant
 * @param reason why
 */
record Difference(String where, String reason) {
    private static final String STATUS =
            "the host writes the status into the body of every error, and says so of some";

    /** All that are known. */
    static List<Difference> known() {
        return List.of(
                new Difference(
                        "head.repo is null",
                        "a fork that was deleted; the host says so in prose only"),
                new Difference("user is null", "a pull request or comment whose author is gone"),
                new Difference(
                        "labels[].description is null",
                        "a label without one; said of other lists of labels, not of these"),
                new Difference("405.status is not in the description", STATUS),
                new Difference("409.status is not in the description", STATUS),
                new Difference("422.status is not in the description", STATUS));
    }

    static boolean isKnown(String departure) {
        return known().stream().anyMatch(each -> departure.endsWith(each.where()));
    }
}

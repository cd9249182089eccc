package dev.stile.hosting.policy;

import dev.stile.api.json.Json;

import java.util.List;

/**
 * Why a decision won. All words are ours.
 *
 * @param winner what it is called
 * @param why what made it win
 * @param rejected what was looked at before or beside it, in the order of arbitration
 */
public record Explanation(String winner, String why, List<Considered> rejected) {
    public Explanation {
        rejected = List.copyOf(rejected);
    }

    /** For the audit row and for people who want it whole. */
    public Json json() {
        return Json.object()
                .put("winner", winner)
                .put("why", why)
                .put(
                        "rejected",
                        Json.array(
                                rejected.stream()
                                        .<Json>map(
                                                each ->
                                                        Json.object()
                                                                .put("name", each.name())
                                                                .put("why", each.why())
                                                                .build())
                                        .toList()))
                .build();
    }
}

package dev.stile.cli.records;

import dev.stile.api.json.Json;
import dev.stile.core.limit.BucketKey;
import dev.stile.core.limit.Quota;

import java.time.Duration;

/** What is left of a limit, told. */
final class QuotaWords {
    private static final String UNKNOWN = "unknown";

    private QuotaWords() {}

    static Json document(BucketKey key, Quota quota) {
        Json.ObjectBuilder told =
                Json.object().put("origin", key.origin()).put("resource", key.resource());
        if (quota.remaining().isPresent()) {
            told.put("remaining", quota.remaining().getAsLong());
        } else {
            told.put("remaining", UNKNOWN);
        }
        return told.put(
                        "resets_in_seconds",
                        quota.resetsIn()
                                .map(left -> Json.number(left.toSeconds()))
                                .orElse(Json.text(UNKNOWN)))
                .put("blocked_seconds", quota.blockedFor().toSeconds())
                .build();
    }

    static String text(BucketKey key, Quota quota) {
        String left =
                quota.remaining().isPresent()
                        ? quota.remaining().getAsLong() + " requests left"
                        : "unknown";
        return "quota of "
                + key.origin()
                + (key.resource().equals(BucketKey.REQUESTS) ? "" : " for " + key.resource())
                + ": "
                + left
                + quota.resetsIn()
                        .map(time -> ", a new window in " + time.toSeconds() + " s")
                        .orElse("")
                + (quota.blockedFor().isPositive()
                        ? ", asks for nothing for " + quota.blockedFor().toSeconds() + " s"
                        : "");
    }

    /** Coarse, as people say it. */
    static String ago(Duration age) {
        if (age.toMinutes() < 1) {
            return Math.max(0, age.toSeconds()) + " seconds ago";
        }
        return age.toHours() < 1 ? age.toMinutes() + " minutes ago" : age.toHours() + " hours ago";
    }
}

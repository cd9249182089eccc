package dev.stile.cli.records;

import dev.stile.api.json.Json;
import dev.stile.cli.where.NextStep;
import dev.stile.cli.where.Place;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.limit.BucketKey;
import dev.stile.core.limit.Quota;
import dev.stile.core.terminal.Terminal;
import dev.stile.git.address.Address;
import dev.stile.git.process.ObjectId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a mirror stands to its tracker, and a clone to the mirror.
 *
 * @param address of the project
 * @param mirrorTip main of the mirror
 * @param distance of the clone, if one was meant
 * @param records that the mirror shows
 * @param stubs of these without their body
 * @param unfinished pushes
 * @param unknown writes of which nobody knows whether they happened
 * @param cursorAge since the tracker was last asked
 * @param listed when everything was last listed
 * @param quotas what is known of each limit of each server
 */
record Standing(
        Address address,
        Optional<ObjectId> mirrorTip,
        Optional<Distance> distance,
        long records,
        long stubs,
        long unfinished,
        long unknown,
        Optional<Duration> cursorAge,
        Optional<String> listed,
        Map<BucketKey, Quota> quotas) {
    private static final String UNKNOWN = "unknown";

    /**
     * How far a clone is from what it fetched.
     *
     * @param base what both have
     */
    record Distance(Optional<String> base, String tip, long ahead, long behind) {}

    Json document() {
        Json.ObjectBuilder data =
                Json.object()
                        .put("address", address.toString())
                        .put("mirror_tip", mirrorTip.map(ObjectId::toString).orElse(UNKNOWN))
                        .put("records", records)
                        .put("listed_at", listed.orElse(UNKNOWN))
                        .put("unfinished_pushes", unfinished)
                        .put("unknown_writes", unknown)
                        .put("stubs", stubs)
                        .put(
                                "cursor_age_seconds",
                                cursorAge
                                        .map(age -> Json.number(age.toSeconds()))
                                        .orElse(Json.text(UNKNOWN)));
        List<Json> told = new ArrayList<>();
        quotas.forEach((key, quota) -> told.add(QuotaWords.document(key, quota)));
        data.put("quota", Json.array(told));
        distance.ifPresent(
                found ->
                        data.put("base", found.base().orElse(UNKNOWN))
                                .put("tip", found.tip())
                                .put("ahead", found.ahead())
                                .put("behind", found.behind()));
        return data.build();
    }

    /**
     * @param where as it was typed
     */
    void say(Terminal terminal, Place place, Surroundings around, String where) {
        String withoutBody = stubs > 0 ? ", " + stubs + " of them stubs without their body" : "";
        terminal.result(address + ", " + records + " records" + withoutBody);
        distance.ifPresent(
                found -> {
                    terminal.result(
                            found.ahead() + " commits to push, " + found.behind() + " to pull");
                    terminal.result(
                            "base " + found.base().orElse(UNKNOWN) + ", tip " + found.tip());
                });
        terminal.result(
                cursorAge
                                .map(age -> "the tracker was asked " + QuotaWords.ago(age))
                                .orElse("the tracker was never asked")
                        + listed.map(at -> "; everything was listed at " + at).orElse(""));
        if (unfinished + unknown > 0) {
            terminal.result(
                    unfinished + " pushes unfinished, " + unknown + " writes with unknown outcome");
        }
        quotas.forEach((key, quota) -> terminal.result(QuotaWords.text(key, quota)));
        terminal.note(next(place, around, where));
    }

    private String next(Place place, Surroundings around, String where) {
        if (unknown > 0) {
            return NextStep.stile(List.of("push", "log"), where, List.of());
        }
        return distance.filter(found -> found.ahead() > 0).isPresent()
                ? NextStep.stile(List.of("plan"), where, List.of())
                : NextStep.pull(place, around, where);
    }
}

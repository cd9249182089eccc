package dev.stile.flow.webhook;

import dev.stile.api.json.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was left out of a payload: few things, or so many that more has to go. For one thread. */
final class Cuts {
    private static final int MOST = 24;

    private final List<Json> told = new ArrayList<>();

    /**
     * @param kept how much is there: characters, items or bytes
     * @param of how much there was
     */
    void add(Compaction.Spot spot, long kept, long of) {
        if (told.size() <= MOST) {
            told.add(
                    Json.object()
                            .put("field", spot.pointer())
                            .put("kept", kept)
                            .put("of", of)
                            .build());
        }
    }

    void addAll(Cuts others) {
        others.told.forEach(
                each -> {
                    if (told.size() <= MOST) {
                        told.add(each);
                    }
                });
    }

    boolean areFew() {
        return told.size() <= MOST;
    }

    Cuts copy() {
        Cuts copy = new Cuts();
        copy.told.addAll(told);
        return copy;
    }

    /** As the payload says it; nothing if nothing was left out. */
    Optional<Json> told() {
        return told.isEmpty() ? Optional.empty() : Optional.of(Json.array(List.copyOf(told)));
    }
}

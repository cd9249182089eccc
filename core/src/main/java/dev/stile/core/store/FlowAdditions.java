package dev.stile.core.store;

import java.util.List;

/** What {@code flow} came to keep after its first tables. */
final class FlowAdditions {
    private FlowAdditions() {}

    static List<String> statements() {
        return List.of(
                // Which account an entry was made for; null where that was not kept yet.
                "ALTER TABLE outbox ADD COLUMN account TEXT");
    }
}

package dev.stile.simulator.dialect;

import dev.stile.simulator.engine.Cursor;
import dev.stile.simulator.json.Json;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.LongFunction;

/**
 * One page of what is numbered and listed in that order: a cursor says behind which number it goes
 * on.
 *
 * @param items what is on it
 * @param found the same and, if there is more, one thing more
 * @param answer the document of the page
 */
record NumberedPage(List<Json.Obj> items, List<Json.Obj> found, Json.Obj answer) {
    /**
     * The page that a query asks for.
     *
     * @param scope whose cursors are taken
     * @param behind all that has a higher number than that
     */
    static NumberedPage of(
            Query query,
            Cursor.Kind kind,
            String scope,
            LongFunction<Collection<Json.Obj>> behind) {
        int limit = query.limit();
        long after =
                query.text("cursor")
                        .map(text -> Cursor.parse(text, kind, scope).position())
                        .orElse(0L);
        List<Json.Obj> found = behind.apply(after).stream().limit(limit + 1L).toList();
        List<Json.Obj> items = found.subList(0, Math.min(limit, found.size()));
        var answer = Json.object().put("items", Json.list(items));
        if (found.size() > limit) {
            long last = Long.parseLong(items.getLast().text("id").orElseThrow());
            answer.put("next", new Cursor(kind, scope, last, 0, Instant.EPOCH).text());
        } else {
            answer.put("complete", true);
        }
        return new NumberedPage(items, found, answer.build());
    }
}

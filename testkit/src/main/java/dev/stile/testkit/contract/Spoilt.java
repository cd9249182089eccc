package dev.stile.testkit.contract;

import dev.stile.api.json.Json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Answers with something in them that cannot be read. */
public final class Spoilt {
    private Spoilt() {}

    /** Makes nothing of the second item of the list of that name; leaves other answers alone. */
    public static UnaryOperator<Json> itemOf(String list) {
        return answer ->
                answer instanceof Json.JsonObject page
                                && page.members().get(list) instanceof Json.JsonArray(var items)
                                && items.size() > 1
                        ? with(page, list, spoilt(items))
                        : answer;
    }

    /** The same answer with another value there. */
    static Json with(Json.JsonObject answer, String member, Json value) {
        Json.ObjectBuilder changed = Json.object();
        answer.members().forEach(changed::put);
        return changed.put(member, value).build();
    }

    private static Json spoilt(List<Json> items) {
        List<Json> changed = new ArrayList<>(items);
        changed.set(1, Json.object().build());
        return Json.array(changed);
    }
}

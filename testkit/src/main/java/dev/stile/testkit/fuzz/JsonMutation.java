package dev.stile.testkit.fuzz;

import dev.stile.api.json.Json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Changes JSON values into others that no server should send. */
final class JsonMutation {
    private static final List<Json> STRANGE =
            List.of(
                    Json.nothing(),
                    Json.text(""),
                    Json.text("\u0000\u001b[2J\u202e"),
                    Json.text("\ud800"),
                    Json.text("x".repeat(70_000)),
                    Json.text("-1"),
                    Json.text("2026-02-30T25:61:61Z"),
                    Json.text("+999999999-12-31T23:59:59.999999999Z"),
                    new Json.JsonNumber(new BigDecimal("-1")),
                    new Json.JsonNumber(new BigDecimal("1e300")),
                    new Json.JsonNumber(new BigDecimal("1e-300")),
                    new Json.JsonNumber(new BigDecimal("9223372036854775808")),
                    new Json.JsonFlag(true),
                    Json.array(List.of()),
                    Json.object().build(),
                    Json.array(List.of(Json.nothing(), Json.text("a"))));

    private JsonMutation() {}

    static Json next(List<Json> examples, RandomGenerator random) {
        Json value = examples.get(random.nextInt(examples.size()));
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            value = changed(value, random);
        }
        return value;
    }

    /** Goes down by chance and changes what is there. */
    private static Json changed(Json value, RandomGenerator random) {
        return switch (value) {
            case Json.JsonObject object
                    when !object.members().isEmpty() && random.nextInt(12) > 0 ->
                    members(object, random);
            case Json.JsonArray(List<Json> items) when !items.isEmpty() && random.nextInt(12) > 0 ->
                    items(items, random);
            default -> STRANGE.get(random.nextInt(STRANGE.size()));
        };
    }

    private static Json members(Json.JsonObject object, RandomGenerator random) {
        List<Map.Entry<String, Json>> members = List.copyOf(object.members().entrySet());
        int at = random.nextInt(members.size());
        boolean drop = random.nextInt(6) == 0;
        Json.ObjectBuilder changed = Json.object();
        for (int index = 0; index < members.size(); index++) {
            Map.Entry<String, Json> member = members.get(index);
            if (index != at) {
                changed.put(member.getKey(), member.getValue());
            } else if (!drop) {
                changed.put(member.getKey(), changed(member.getValue(), random));
            }
        }
        return changed.build();
    }

    private static Json items(List<Json> items, RandomGenerator random) {
        List<Json> changed = new ArrayList<>(items);
        int at = random.nextInt(changed.size());
        switch (random.nextInt(6)) {
            case 0 -> changed.remove(at);
            case 1 -> changed.add(changed.get(at));
            default -> changed.set(at, changed(changed.get(at), random));
        }
        return Json.array(changed);
    }
}

package dev.stile.flow.webhook;

import dev.stile.api.json.Json;
import dev.stile.core.json.JsonWriter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a payload small enough, and says what was left out. Long texts are cut and long arrays
 * shortened, more at each try; then the largest members of the body go, then the body. Pure.
 */
final class Compaction {
    /** Most bytes of a payload. */
    static final int MOST = 16 * 1024;

    /** Room for what is said about what was left out. */
    private static final int ROOM_FOR_CUTS = 6 * 1024;

    /** How long texts and arrays may be, at each try. */
    private static final List<Level> LEVELS =
            List.of(new Level(4_000, 1_000), new Level(1_000, 50), new Level(300, 10));

    private final JsonWriter writer = new JsonWriter();

    private record Level(int text, int items) {}

    private record Member(String name, Json value, Cuts cuts, long size) {}

    /** The payload with the body as {@code data}, and {@code truncated} if anything was. */
    Json.JsonObject with(Json.JsonObject head, Json body, Cuts before) {
        for (Level level : LEVELS) {
            Cuts cuts = before.copy();
            Json data = shortened(body, level, Spot.root("data"), cuts);
            Json.JsonObject whole = joined(head, data, cuts);
            if (cuts.areFew() && size(whole) <= MOST) {
                return whole;
            }
        }
        return body instanceof Json.JsonObject(Map<String, Json> members)
                ? fewer(head, body, members, before)
                : without(head, body, before);
    }

    /** The beginning of a text, not ending in half a character. */
    static String beginning(String text, int longest) {
        int end = Math.min(longest, text.length());
        boolean halves = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, halves ? end - 1 : end);
    }

    private Json.JsonObject fewer(
            Json.JsonObject head, Json body, Map<String, Json> members, Cuts before) {
        List<Member> left = new ArrayList<>(members.size());
        members.forEach((name, value) -> left.add(member(name, value)));
        long total = size(head) + left.stream().mapToLong(Member::size).sum();
        Cuts cuts = before.copy();
        List<Member> largest = new ArrayList<>(left);
        largest.sort(Comparator.comparingLong(Member::size).reversed());
        for (Member each : largest) {
            if (total <= MOST - ROOM_FOR_CUTS || !cuts.areFew()) {
                break;
            }
            left.remove(each);
            total -= each.size();
            cuts.add(Spot.root("data").child(each.name()), 0, each.size());
        }
        Map<String, Json> kept = new LinkedHashMap<>();
        for (Member each : left) {
            kept.put(each.name(), each.value());
            cuts.addAll(each.cuts());
        }
        Json.JsonObject whole = joined(head, new Json.JsonObject(kept), cuts);
        return cuts.areFew() && size(whole) <= MOST ? whole : without(head, body, before);
    }

    private Member member(String name, Json value) {
        Cuts cuts = new Cuts();
        Json shorter = shortened(value, LEVELS.getLast(), Spot.root("data").child(name), cuts);
        return new Member(name, shorter, cuts, size(shorter) + size(Json.text(name)) + 2);
    }

    private Json.JsonObject without(Json.JsonObject head, Json body, Cuts before) {
        Cuts cuts = before.copy();
        cuts.add(Spot.root("data"), 0, size(body));
        return joined(head, Json.object().build(), cuts);
    }

    private static Json.JsonObject joined(Json.JsonObject head, Json data, Cuts cuts) {
        Map<String, Json> members = new LinkedHashMap<>(head.members());
        members.put("data", data);
        cuts.told().ifPresent(told -> members.put("truncated", told));
        return new Json.JsonObject(members);
    }

    private static Json shortened(Json value, Level level, Spot spot, Cuts cuts) {
        return switch (value) {
            case Json.JsonText(String text) when text.length() > level.text() -> {
                String kept = beginning(text, level.text());
                cuts.add(spot, kept.length(), text.length());
                yield new Json.JsonText(kept);
            }
            case Json.JsonArray(List<Json> items) -> {
                int kept = Math.min(items.size(), level.items());
                if (kept < items.size()) {
                    cuts.add(spot, kept, items.size());
                }
                List<Json> shorter = new ArrayList<>(kept);
                for (int index = 0; index < kept; index++) {
                    Spot child = spot.child(Integer.toString(index));
                    shorter.add(shortened(items.get(index), level, child, cuts));
                }
                yield new Json.JsonArray(shorter);
            }
            case Json.JsonObject(Map<String, Json> members) -> {
                Map<String, Json> shorter = new LinkedHashMap<>();
                members.forEach(
                        (name, member) ->
                                shorter.put(
                                        name, shortened(member, level, spot.child(name), cuts)));
                yield new Json.JsonObject(shorter);
            }
            case Json.JsonText text -> text;
            case Json.JsonNumber number -> number;
            case Json.JsonFlag flag -> flag;
            case Json.JsonNull nothing -> nothing;
        };
    }

    private long size(Json value) {
        return writer.bytes(value).length;
    }

    /** A place in the payload, spelled out only where something was left out of it. */
    record Spot(Optional<Spot> parent, String name) {
        private static final int LONGEST = 120;

        static Spot root(String name) {
            return new Spot(Optional.empty(), name);
        }

        Spot child(String childName) {
            return new Spot(Optional.of(this), childName);
        }

        /** As a JSON pointer; a long one ends early. */
        String pointer() {
            List<String> steps = new ArrayList<>();
            Optional<Spot> at = Optional.of(this);
            while (at.isPresent()) {
                steps.add(at.get().name());
                at = at.get().parent();
            }
            StringBuilder text = new StringBuilder();
            for (String step : steps.reversed()) {
                if (text.length() < LONGEST) {
                    String shown = beginning(step, LONGEST);
                    text.append('/').append(shown.replace("~", "~0").replace("/", "~1"));
                }
            }
            return beginning(text.toString(), LONGEST);
        }
    }
}

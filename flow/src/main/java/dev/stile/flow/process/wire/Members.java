package dev.stile.flow.process.wire;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.value.Cursor;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The members of a frame, read strictly. A member that is {@code null} is absent. */
record Members(Json.JsonObject frame) {
    private static final int MOST_WORDS = 256;
    private static final int LONGEST_CURSOR = 8 * 1024;

    Optional<String> text(String name) throws BadFrame {
        return switch (present(name)) {
            case Json.JsonText(String text) -> Optional.of(text);
            case Json.JsonNull nothing -> Optional.empty();
            default -> throw new BadFrame("wrong_type");
        };
    }

    /** A text that must be there, of bounded length in UTF-8, without control characters. */
    String bounded(String name, int longest) throws BadFrame {
        return boundedIfPresent(name, longest).orElseThrow(() -> new BadFrame("missing_" + name));
    }

    Optional<String> boundedIfPresent(String name, int longest) throws BadFrame {
        Optional<String> text = text(name);
        if (text.isPresent() && !isBounded(text.get(), longest)) {
            throw new BadFrame("bad_" + name);
        }
        return text;
    }

    Cursor cursor(String name) throws BadFrame {
        return new Cursor(bounded(name, LONGEST_CURSOR));
    }

    Optional<Cursor> cursorIfPresent(String name) throws BadFrame {
        return boundedIfPresent(name, LONGEST_CURSOR).map(Cursor::new);
    }

    Optional<Instant> time(String name) throws BadFrame {
        Json value = present(name);
        if (value instanceof Json.JsonNull) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonView.of(value).instant());
        } catch (Malformed noTime) {
            throw new BadFrame("bad_" + name);
        }
    }

    Optional<Integer> positive(String name) throws BadFrame {
        return switch (present(name)) {
            case Json.JsonNull nothing -> Optional.empty();
            case Json.JsonNumber(BigDecimal number)
                    when number.signum() > 0
                            && number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0 ->
                    Optional.of(Math.max(1, number.intValue()));
            default -> throw new BadFrame("bad_" + name);
        };
    }

    Optional<Boolean> flag(String name) throws BadFrame {
        return switch (present(name)) {
            case Json.JsonFlag(boolean flag) -> Optional.of(flag);
            case Json.JsonNull nothing -> Optional.empty();
            default -> throw new BadFrame("bad_" + name);
        };
    }

    Optional<Json.JsonObject> object(String name) throws BadFrame {
        return switch (present(name)) {
            case Json.JsonObject object -> Optional.of(object);
            case Json.JsonNull nothing -> Optional.empty();
            default -> throw new BadFrame("bad_" + name);
        };
    }

    /** Words of a list; what is no word of ours cannot be known to us and is left out. */
    Set<String> words(String name) throws BadFrame {
        return switch (present(name)) {
            case Json.JsonArray(List<Json> items) when items.size() <= MOST_WORDS -> {
                Set<String> words = new HashSet<>();
                for (Json item : items) {
                    if (!(item instanceof Json.JsonText(String word))) {
                        throw new BadFrame("bad_" + name);
                    }
                    words.add(word);
                }
                yield words;
            }
            case Json.JsonNull nothing -> Set.of();
            default -> throw new BadFrame("bad_" + name);
        };
    }

    private Json present(String name) {
        return frame.get(name).orElseGet(Json::nothing);
    }

    static boolean isBounded(String text, int longest) {
        return !text.isEmpty()
                && text.length() <= longest
                && text.getBytes(StandardCharsets.UTF_8).length <= longest
                && text.codePoints()
                        .noneMatch(
                                point ->
                                        Character.isISOControl(point)
                                                || Character.getType(point) == Character.SURROGATE);
    }
}

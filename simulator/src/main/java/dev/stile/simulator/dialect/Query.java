package dev.stile.simulator.dialect;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters behind the question mark. One that the route does not know is refused by name. */
public final class Query {
    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads them.
     *
     * @param raw what follows the question mark, still percent-encoded
     * @throws dev.stile.simulator.problem.Refused for one that is not known, or is there twice
     */
    public static Query parse(Optional<String> raw, List<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : raw.orElse("").split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!known.contains(name)) {
                throw bad(name, "unknown_parameter", "there is no such parameter here")
                        .with("allowed", Json.texts(known))
                        .refused();
            }
            if (values.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
                throw bad(name, "unique", "the parameter is given twice").refused();
            }
        }
        return new Query(values);
    }

    /** The value of one, if it was given. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String required(String name) {
        return text(name)
                .orElseThrow(() -> bad(name, "required", "the parameter is missing").refused());
    }

    /** How many are wanted: 1 to 1000, 100 unless given. */
    public int limit() {
        String text = text("limit").orElse("100");
        if (!text.matches("[0-9]{1,4}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > 1000) {
            throw bad("limit", "range", "a limit is 1 to 1000").refused();
        }
        return Integer.parseInt(text);
    }

    static String decode(String raw) {
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Problem.of(
                            400,
                            "malformed_request",
                            "a percent sign is not followed by two hex digits")
                    .refused();
        }
    }

    static Problem bad(String parameter, String rule, String detail) {
        return Problem.of(400, "bad_parameter", detail)
                .with("field", Json.text(parameter))
                .with("rule", Json.text(rule));
    }
}

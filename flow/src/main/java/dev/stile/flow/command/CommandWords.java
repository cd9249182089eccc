package dev.stile.flow.command;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.json.Json;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the words of a command. No shell ever does. */
final class CommandWords {
    private CommandWords() {}

    /**
     * One program, or a JSON list of words for one with arguments.
     *
     * @throws Invalid naming the setting
     */
    static List<String> parse(String typed) {
        if (!typed.startsWith("[")) {
            if (typed.isBlank() || typed.chars().anyMatch(Character::isWhitespace)) {
                throw invalid("one program, or a list such as [\"python3\", \"/home/me/pond.py\"]");
            }
            return List.of(typed);
        }
        List<String> words = new ArrayList<>();
        for (Json word : items(typed)) {
            if (!(word instanceof Json.JsonText(String text))
                    || text.isBlank()
                    || text.chars().anyMatch(Character::isISOControl)) {
                throw invalid("every word of the list is a text, not blank, on one line");
            }
            words.add(text);
        }
        if (words.isEmpty()) {
            throw invalid("the list names a program");
        }
        return List.copyOf(words);
    }

    private static List<Json> items(String typed) {
        try {
            if (new JsonReader().read(typed.getBytes(StandardCharsets.UTF_8))
                    instanceof Json.JsonArray(var items)) {
                return items;
            }
        } catch (InvalidJsonException notJson) {
            throw invalid("what begins with [ is a JSON list of texts");
        }
        throw invalid("what begins with [ is a JSON list of texts");
    }

    private static Invalid invalid(String rule) {
        return new Invalid(CommandProviders.COMMAND, rule, List.of());
    }
}

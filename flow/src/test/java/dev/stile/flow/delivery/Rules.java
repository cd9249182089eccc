package dev.stile.flow.delivery;

import dev.stile.api.json.Json;
import dev.stile.flow.rule.RuleAction;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Actions of the tests' rules. */
public final class Rules {
    private Rules() {}

    public static RuleAction act() {
        return new RuleAction.ConnectorAct(
                "ops-chat", "send_message", Json.object().put("text", "{{ /message }}").build());
    }

    public static RuleAction append(String file) {
        return new RuleAction.FileAppend(
                file, RuleAction.FileAppend.Format.TEXT, Json.text("{{ /message }}"));
    }

    public static RuleAction insert(Path file) {
        return new RuleAction.SqliteInsert(
                file.toString(),
                "levels",
                new TreeMap<>(Map.of("message", Json.text("{{ /message }}"))));
    }
}

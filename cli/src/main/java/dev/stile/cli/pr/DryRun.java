package dev.stile.cli.pr;

import dev.stile.api.hosting.Operation;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.HostConnection;
import dev.stile.core.error.ExitCode;
import dev.stile.core.terminal.Words;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a write would ask of its host. Sends nothing. Not for several threads. */
final class DryRun {
    private final Desk desk;
    private final HostConnection connection;
    private final Operation operation;
    private final String target;
    private final Map<String, Json> asked = new LinkedHashMap<>();

    DryRun(Desk desk, HostConnection connection, Operation operation, Object target) {
        this.desk = desk;
        this.connection = connection;
        this.operation = operation;
        this.target = target.toString();
    }

    DryRun with(String name, String value) {
        asked.put(name, Json.text(value));
        return this;
    }

    DryRun with(String name, Optional<?> value) {
        value.ifPresent(present -> with(name, present.toString()));
        return this;
    }

    DryRun with(String name, boolean value) {
        asked.put(name, Json.flag(value));
        return this;
    }

    DryRun with(String name, List<String> values) {
        if (!values.isEmpty()) {
            asked.put(name, Json.array(values.stream().map(Json::text).toList()));
        }
        return this;
    }

    ExitCode tell() {
        return desk.done(
                Json.object()
                        .put("dry_run", true)
                        .put("connection", connection.slug())
                        .put("method", operation.word())
                        .put("target", target)
                        .put("request", new Json.JsonObject(asked))
                        .build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    text.fact("would", operation.word() + " of " + target);
                    text.fact("through", connection.slug());
                    asked.forEach(
                            (name, value) ->
                                    terminal.result(Words.of("  " + name + ": " + shown(value))));
                    terminal.note("nothing was sent");
                });
    }

    private static String shown(Json value) {
        return switch (value) {
            case Json.JsonText(String text) -> text;
            case Json.JsonFlag(boolean flag) -> Boolean.toString(flag);
            case Json.JsonArray(var items) ->
                    String.join(", ", items.stream().map(DryRun::shown).toList());
            case Json.JsonObject object -> "";
            case Json.JsonNumber(var number) -> number.toPlainString();
            case Json.JsonNull nothing -> "";
        };
    }
}

package dev.stile.simulator.dialect;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.wire.Headers;
import dev.stile.simulator.wire.Request;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A write as the journal keeps it: all that its outcome depends on, and no credential. */
final class WriteCommand {
    private static final List<String> KEPT = List.of("If-Match", "Idempotency-Key", "Content-Type");

    private WriteCommand() {}

    static Json.Obj json(Request request, String user, Instant at) {
        var headers = Json.object();
        KEPT.forEach(name -> headers.put(name, request.headers().first(name)));
        return Json.object()
                .put("do", "write")
                .put("at", at.toString())
                .put("user", user)
                .put("method", request.method())
                .put("path", request.path())
                .put("query", request.query())
                .put("headers", headers.build())
                .put("body", Base64.getEncoder().encodeToString(request.body()))
                .build();
    }

    static Request request(Json.Obj command) {
        Headers headers = Headers.none();
        for (String name : KEPT) {
            Optional<String> value = command.object("headers").text(name);
            headers = value.isPresent() ? headers.with(name, value.get()) : headers;
        }
        return new Request(
                command.text("method").orElseThrow(),
                command.text("path").orElseThrow(),
                command.text("query"),
                headers,
                Base64.getDecoder().decode(command.text("body").orElse("")));
    }
}

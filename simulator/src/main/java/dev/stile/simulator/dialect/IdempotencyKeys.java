package dev.stile.simulator.dialect;

import dev.stile.simulator.engine.Project;
import dev.stile.simulator.engine.Remembered;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.wire.Response;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers a repeated POST as it was answered at first. A key is one user's, in one project; it does
 * not expire.
 */
final class IdempotencyKeys {
    /** What a POST made: the answer, and what it is about. */
    record Made(Response response, String kind, String id) {}

    private IdempotencyKeys() {}

    static Response once(Call call, Project project, Supplier<Made> make) {
        Optional<String> key = call.request().headers().first("Idempotency-Key");
        if (key.isEmpty()) {
            return make.get().response();
        }
        checkForm(key.get());
        String slot = slot(call, key.get());
        String fingerprint =
                Answers.tag(
                        List.of(
                                String.join("/", call.segments()),
                                HexFormat.of().formatHex(call.request().body())));
        Optional<Remembered> before = Optional.ofNullable(project.remembered().get(slot));
        if (before.isPresent()) {
            return repeated(before.get(), fingerprint);
        }
        Made made = make.get();
        Response response = made.response();
        project.remembered()
                .put(
                        slot,
                        new Remembered(
                                fingerprint,
                                response.status(),
                                response.headers().first("Location").orElse(""),
                                response.headers().first("ETag").orElse(""),
                                response.bytes(),
                                made.kind(),
                                made.id()));
        return response;
    }

    /** What the caller made under this key, of this kind; 404 if nothing. */
    static Remembered made(Call call, Project project, String key, String kind) {
        checkForm(key);
        return Optional.ofNullable(project.remembered().get(slot(call, key)))
                .filter(remembered -> remembered.kind().equals(kind))
                .orElseThrow(
                        () ->
                                Problem.of(404, "key_unknown", "nothing was made under this key")
                                        .refused());
    }

    private static Response repeated(Remembered before, String fingerprint) {
        if (!before.fingerprint().equals(fingerprint)) {
            throw Problem.of(409, "idempotency_mismatch", "this key was used for another request")
                    .refused();
        }
        Response response =
                Response.of(before.status(), "application/json", before.json())
                        .with("Idempotency-Replayed", "true");
        if (!before.location().isEmpty()) {
            response = response.with("Location", before.location());
        }
        return before.version().isEmpty() ? response : response.with("ETag", before.version());
    }

    private static String slot(Call call, String key) {
        return call.user().handle() + " " + key;
    }

    private static void checkForm(String key) {
        if (!key.matches("[A-Za-z0-9_-]{1,128}")) {
            throw Problem.of(
                            400, "bad_idempotency_key", "a key is 1 to 128 letters, digits, dashes")
                    .refused();
        }
    }
}

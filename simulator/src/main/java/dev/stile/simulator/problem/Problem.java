package dev.stile.simulator.problem;

import dev.stile.simulator.json.Json;

import java.util.List;

/**
 * A refusal as RFC 9457 shows it, with a stable {@code code} beside the {@code type}.
 *
 * @param status the HTTP status
 * @param code a stable word such as {@code bad_cursor}
 * @param detail one sentence for people
 * @param more further members: {@code field}, {@code rule}, {@code allowed} and others
 */
public record Problem(int status, String code, String detail, Json.Obj more) {
    /** A problem that names nothing further. */
    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, Json.object().build());
    }

    /** A value that breaks a rule of its field: 422 {@code invalid}. */
    public static Problem invalid(String field, String rule, String detail) {
        return of(422, "invalid", detail)
                .with("field", Json.text(field))
                .with("rule", Json.text(rule));
    }

    /** A value outside a fixed set: 422 {@code invalid} that lists the set. */
    public static Problem notAllowed(String field, String detail, List<String> allowed) {
        return invalid(field, "allowed", detail).with("allowed", Json.texts(allowed));
    }

    /** This problem with one more member. */
    public Problem with(String name, Json value) {
        return new Problem(status, code, detail, more.with(name, value));
    }

    /** As the exception that carries it. */
    public Refused refused() {
        return new Refused(this);
    }

    /** As {@code application/problem+json}. */
    public Json.Obj json() {
        return Json.object()
                .put("type", "urn:stile-sim:problem:" + code)
                .put("title", code.replace('_', ' '))
                .put("status", status)
                .put("code", code)
                .put("detail", detail)
                .putAll(more)
                .build();
    }
}

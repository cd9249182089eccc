package dev.stile.simulator.github.access;

import dev.stile.simulator.hosting.HostRefusal;
import dev.stile.simulator.json.Json;

import java.util.List;

/** A refusal, with the status and the words that go on the wire. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String what;
    private final transient List<Json> errors;

    private Refused(int status, String what, List<Json> errors) {
        super(what);
        this.status = status;
        this.what = what;
        this.errors = errors;
    }

    /** A refusal with this status. */
    public static Refused of(int status, String what) {
        return new Refused(status, what, List.of());
    }

    /** There is no such thing. */
    public static Refused notFound() {
        return of(404, "Not Found");
    }

    /** The caller may not. */
    public static Refused forbidden(String what) {
        return of(403, what);
    }

    /** The request's content is wrong. */
    public static Refused invalid(List<Json> errors) {
        return new Refused(422, "Validation Failed", errors);
    }

    /** One field of the request's content is wrong. */
    public static Refused invalid(String resource, String field, String code) {
        return invalid(
                List.of(
                        Json.object()
                                .put("resource", resource)
                                .put("field", field)
                                .put("code", code)
                                .build()));
    }

    /** The engine's refusal, about a resource of this name. */
    public static Refused of(HostRefusal refusal, String resource) {
        return switch (refusal.kind()) {
            case NOT_FOUND -> notFound();
            case FORBIDDEN -> forbidden(refusal.what());
            case NOT_MERGEABLE -> of(405, refusal.what());
            case MODIFIED -> of(409, refusal.what());
            case INVALID -> invalid(refusal.what(), resource);
        };
    }

    private static Refused invalid(String what, String resource) {
        if (what.startsWith("custom:")) {
            return invalid(
                    List.of(
                            Json.object()
                                    .put("resource", resource)
                                    .put("code", "custom")
                                    .put("message", what.substring("custom:".length()))
                                    .build()));
        }
        int colon = what.indexOf(':');
        if (colon > 0 && what.indexOf(' ') < 0) {
            return invalid(resource, what.substring(colon + 1), what.substring(0, colon));
        }
        return new Refused(422, "Unprocessable Entity", List.of(Json.text(what)));
    }

    /** The status. */
    public int status() {
        return status;
    }

    /** The words. */
    public String what() {
        return what;
    }

    /** As GitHub writes it. */
    public Json.Obj json() {
        var object = Json.object().put("message", what);
        if (!errors.isEmpty()) {
            object.put("errors", Json.list(errors));
        }
        return object.put("documentation_url", "https://docs.github.com/rest")
                .put("status", String.valueOf(status))
                .build();
    }
}

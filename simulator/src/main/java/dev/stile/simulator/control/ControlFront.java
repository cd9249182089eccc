package dev.stile.simulator.control;

import dev.stile.simulator.dialect.Answers;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;
import dev.stile.simulator.json.MalformedJsonException;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.problem.Refused;
import dev.stile.simulator.traffic.LoggedRequest;
import dev.stile.simulator.wire.Handler;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;

/**
 * The control API: the same as {@link Controls}, as requests under {@code /_control}. For any
 * thread.
 */
public final class ControlFront implements Handler {
    private static final String BASE = "/_control/";

    private final Controls controls;
    private final byte[] token;

    /** A front that lets in whoever has this token. */
    public ControlFront(Controls controls, String token) {
        this.controls = controls;
        this.token = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Response answer(Request request) {
        try {
            byte[] given =
                    request.headers()
                            .first("Authorization")
                            .orElse("")
                            .getBytes(StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(given, token)) {
                throw Problem.of(401, "token_unknown", "the control API has a token of its own")
                        .refused();
            }
            return Answers.json(200, route(request));
        } catch (Refused refused) {
            return Answers.problem(refused.problem());
        } catch (IllegalArgumentException | ClassCastException malformed) {
            return Answers.problem(Problem.of(400, "malformed_request", malformed.toString()));
        }
    }

    private Json route(Request request) {
        if (!request.path().startsWith(BASE)) {
            throw noRoute();
        }
        List<String> path =
                Arrays.stream(request.path().substring(BASE.length()).split("/", -1))
                        .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                        .toList();
        String what = request.method() + " " + path.getFirst() + (path.size() == 2 ? "/*" : "");
        String name = path.getLast();
        return switch (path.size() > 2 ? "" : what) {
            case "POST reset" -> {
                controls.reset();
                yield Json.object().build();
            }
            case "POST seed" -> controls.run("seed", body(request));
            case "GET projects" -> Json.list(controls.projects());
            case "POST projects" -> controls.run("project", body(request));
            case "PATCH projects/*", "PUT projects/*" ->
                    controls.run("project", body(request).with("slug", Json.text(name)));
            case "DELETE projects/*" ->
                    controls.run("remove_project", Json.object().put("slug", name).build());
            case "POST users" -> controls.run("user", body(request));
            case "GET tokens" -> Json.list(controls.tokens());
            case "POST tokens" -> controls.run("token", body(request));
            case "PATCH tokens/*" ->
                    controls.run("token", body(request).with("name", Json.text(name)));
            case "DELETE tokens/*" ->
                    controls.run("remove_token", Json.object().put("name", name).build());
            case "PUT workflow" -> controls.run("workflow", body(request));
            case "PUT consistency" -> consistency(body(request));
            case "POST edit" -> controls.run("edit", body(request));
            case "GET faults" ->
                    Json.list(controls.faults().stream().map(FaultForm::json).toList());
            case "POST faults" ->
                    Json.object().put("id", controls.fault(FaultForm.read(body(request)))).build();
            case "DELETE faults" -> {
                controls.clearFaults();
                yield Json.object().build();
            }
            case "DELETE faults/*" -> {
                if (!controls.removeFault(name)) {
                    throw Problem.of(404, "fault_not_found", "there is no rule with this id")
                            .refused();
                }
                yield Json.object().build();
            }
            case "POST late" -> Json.object().put("carried_out", controls.carryOutLate()).build();
            case "GET clock" -> clock();
            case "PUT clock" -> {
                setClock(body(request));
                yield clock();
            }
            case "GET counters" -> controls.counters().json();
            case "DELETE counters", "DELETE log" -> {
                controls.resetCounters();
                yield Json.object().build();
            }
            case "GET log" ->
                    Json.list(controls.requests().stream().map(LoggedRequest::json).toList());
            default -> throw noRoute();
        };
    }

    private Json consistency(Json.Obj form) {
        String slug = Commands.required(form, "project");
        return controls.run("project", form.without("project").with("slug", Json.text(slug)));
    }

    private Json.Obj clock() {
        return Json.object()
                .put("now", controls.clock().now().toString())
                .put("frozen", controls.clock().isFrozen())
                .put("date_offset_ms", controls.clock().dateOffset().toMillis())
                .build();
    }

    private void setClock(Json.Obj form) {
        form.text("mode")
                .ifPresent(
                        mode -> {
                            switch (mode) {
                                case "real" -> controls.clock().run();
                                case "frozen" ->
                                        controls.clock()
                                                .freeze(
                                                        form.text("at")
                                                                .map(ControlFront::instant)
                                                                .orElse(controls.clock().now()));
                                default ->
                                        throw Problem.notAllowed(
                                                        "mode",
                                                        "there is no such mode",
                                                        List.of("real", "frozen"))
                                                .refused();
                            }
                        });
        form.number("advance_ms").ifPresent(by -> controls.clock().advance(Duration.ofMillis(by)));
        form.number("date_offset_ms")
                .ifPresent(by -> controls.clock().offsetDates(Duration.ofMillis(by)));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw Problem.invalid("at", "format", "a time is written 2026-11-21T09:00:00Z")
                    .refused();
        }
    }

    private static Json.Obj body(Request request) {
        try {
            if (JsonReader.read(request.body()) instanceof Json.Obj object) {
                return object;
            }
        } catch (MalformedJsonException malformed) {
            throw Problem.of(400, "malformed_json", malformed.what()).refused();
        }
        throw Problem.of(400, "malformed_json", "the body is not a JSON object").refused();
    }

    private static Refused noRoute() {
        return Problem.of(404, "no_such_route", "there is nothing at this path").refused();
    }
}

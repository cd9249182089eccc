package dev.stile.simulator.dialect;

import dev.stile.simulator.access.Role;
import dev.stile.simulator.access.Scope;
import dev.stile.simulator.access.Token;
import dev.stile.simulator.access.Tokens;
import dev.stile.simulator.engine.Project;
import dev.stile.simulator.engine.Standing;
import dev.stile.simulator.engine.User;
import dev.stile.simulator.engine.View;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;
import dev.stile.simulator.json.MalformedJsonException;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.wire.Request;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request, who makes it, and what it may see.
 *
 * @param request as it came
 * @param segments the decoded parts of the path below {@code /sim/v1}
 * @param token what it was authenticated with
 * @param user whom the token speaks for
 * @param forced a view that a fault puts in place of the project's own
 * @param now when it came
 */
record Call(
        Request request,
        List<String> segments,
        Token token,
        User user,
        Optional<View> forced,
        Instant now) {
    /** The parameters, of which only these are known here. */
    Query query(String... known) {
        return Query.parse(request.query(), List.of(known));
    }

    /** Refuses what the token or the user may not do in this project. */
    void require(Project project, Scope scope) {
        Role needed =
                switch (scope) {
                    case READ -> Role.READ;
                    case COMMENT -> Role.COMMENT;
                    case WRITE -> Role.WRITE;
                    case ADMIN -> Role.ADMIN;
                };
        Role role = token.role(project.settings().slug());
        if (!role.atLeast(needed)) {
            throw Problem.of(
                            403,
                            "missing_role",
                            "the user is not allowed to do this in the project")
                    .with("role", Json.text(needed.wireName()))
                    .refused();
        }
        Tokens.require(token, scope);
        if (scope != Scope.READ && !project.settings().writable()) {
            throw Problem.of(403, "project_read_only", "nobody writes in this project").refused();
        }
    }

    /** What the user reaches in this project. */
    Standing standing(Project project) {
        return role ->
                role.map(
                                name ->
                                        token.role(project.settings().slug())
                                                .atLeast(
                                                        Role.valueOf(
                                                                name.toUpperCase(Locale.ROOT))))
                        .orElse(true);
    }

    /** How single reads see the project. */
    View readView(Project project) {
        return forced.orElseGet(
                () ->
                        project.settings().readLag().isZero()
                                ? new View.Current()
                                : new View.AsOf(now.minus(project.settings().readLag())));
    }

    /** How listings and changes see the project. */
    View listingView(Project project) {
        return forced.orElseGet(
                () ->
                        project.settings().listingLag().isZero()
                                ? new View.Current()
                                : new View.AsOf(now.minus(project.settings().listingLag())));
    }

    /** The JSON object in the body. */
    Json.Obj body() {
        String type = request.headers().first("Content-Type").orElse("");
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw Problem.of(415, "unsupported_media_type", "the body is application/json")
                    .refused();
        }
        try {
            if (JsonReader.read(request.body()) instanceof Json.Obj object) {
                return object;
            }
        } catch (MalformedJsonException malformed) {
            throw Problem.of(400, "malformed_json", malformed.what()).refused();
        }
        throw Problem.of(400, "malformed_json", "the body is not a JSON object").refused();
    }

    /** The JSON object in the body, of which only these members are known here. */
    Json.Obj body(String... known) {
        Json.Obj body = body();
        for (String name : body.members().keySet()) {
            if (!List.of(known).contains(name)) {
                throw Problem.invalid(name, "unknown_field", "there is no such field")
                        .with("allowed", Json.texts(List.of(known)))
                        .refused();
            }
        }
        return body;
    }
}

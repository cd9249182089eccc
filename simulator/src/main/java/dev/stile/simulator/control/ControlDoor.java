package dev.stile.simulator.control;

import dev.stile.simulator.dialect.Answers;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;
import dev.stile.simulator.json.MalformedJsonException;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.problem.Refused;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What every control API does: it lets in whoever has its token, and answers in JSON. For any
 * thread.
 */
final class ControlDoor {
    private static final String BASE = "/_control/";

    private final byte[] token;

    ControlDoor(String token) {
        this.token = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A request that was let in.
     *
     * @param what its method and path below the base, the second part of the path as {@code *};
     *     empty when the path has more parts
     * @param name the last part of the path
     */
    record Knock(String what, String name, Request request) {
        private static Knock of(Request request) {
            if (!request.path().startsWith(BASE)) {
                throw noRoute();
            }
            List<String> path =
                    Arrays.stream(request.path().substring(BASE.length()).split("/", -1))
                            .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                            .toList();
            String what = request.method() + " " + path.getFirst() + (path.size() == 2 ? "/*" : "");
            return new Knock(path.size() > 2 ? "" : what, path.getLast(), request);
        }

        /** The object in its body. */
        Json.Obj body() {
            try {
                if (JsonReader.read(request.body()) instanceof Json.Obj object) {
                    return object;
                }
            } catch (MalformedJsonException malformed) {
                throw Problem.of(400, "malformed_json", malformed.what()).refused();
            }
            throw Problem.of(400, "malformed_json", "the body is not a JSON object").refused();
        }
    }

    Response answer(Request request, Function<Knock, Json> route) {
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
            return Answers.json(200, route.apply(Knock.of(request)));
        } catch (Refused refused) {
            return Answers.problem(refused.problem());
        } catch (IllegalArgumentException | ClassCastException malformed) {
            return Answers.problem(Problem.of(400, "malformed_request", malformed.toString()));
        }
    }

    static Refused noRoute() {
        return Problem.of(404, "no_such_route", "there is nothing at this path").refused();
    }
}

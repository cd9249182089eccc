package dev.stile.simulator.github.rest;

import dev.stile.simulator.github.access.Caller;
import dev.stile.simulator.github.access.Refused;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;
import dev.stile.simulator.json.MalformedJsonException;
import dev.stile.simulator.wire.Request;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request about a repository.
 *
 * @param path the decoded segments after the repository
 */
record RestCall(Request request, Caller caller, HostedRepository repository, List<String> path) {
    private static final int USUAL_PAGE = 30;
    private static final int LARGEST_PAGE = 100;

    /** Whether method and path fit: {@code *} stands for one segment. */
    boolean is(String method, String... segments) {
        if (!request.method().equals(method) || path.size() != segments.length) {
            return false;
        }
        for (int i = 0; i < segments.length; i++) {
            if (!segments[i].equals("*") && !segments[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    long number(int at) {
        try {
            return Long.parseLong(path.get(at));
        } catch (NumberFormatException noNumber) {
            throw Refused.notFound();
        }
    }

    PullRequest pull(int at) {
        return repository.pull(number(at)).orElseThrow(Refused::notFound);
    }

    Map<String, String> query() {
        return Segments.query(request.query());
    }

    /** The body, which must be an object. */
    Json.Obj body() {
        return json() instanceof Json.Obj object
                ? object
                : Json.object().put("labels", json()).build();
    }

    private Json json() {
        if (request.body().length == 0) {
            return Json.object().build();
        }
        try {
            return JsonReader.read(request.body());
        } catch (MalformedJsonException malformed) {
            throw Refused.of(400, "Problems parsing JSON");
        }
    }

    /** The page of a list that was asked for. */
    Answer page(List<? extends Json> all) {
        int size = Math.clamp(parameter("per_page", USUAL_PAGE), 1, LARGEST_PAGE);
        int page = Math.max(1, parameter("page", 1));
        int from = (int) Math.min(all.size(), (page - 1L) * size);
        int to = Math.min(all.size(), from + size);
        int last = Math.max(1, (all.size() + size - 1) / size);
        return new Answer(200, Json.list(all.subList(from, to)))
                .linked(new Pages(request, page, last));
    }

    /** The part of a list that was asked for, for lists within an object. */
    <T> List<T> slice(List<T> all) {
        int size = Math.clamp(parameter("per_page", USUAL_PAGE), 1, LARGEST_PAGE);
        int from = (int) Math.min(all.size(), (Math.max(1, parameter("page", 1)) - 1L) * size);
        return all.subList(from, Math.min(all.size(), from + size));
    }

    Pages pages(int total) {
        int size = Math.clamp(parameter("per_page", USUAL_PAGE), 1, LARGEST_PAGE);
        return new Pages(
                request, Math.max(1, parameter("page", 1)), Math.max(1, (total + size - 1) / size));
    }

    private int parameter(String name, int otherwise) {
        try {
            return Optional.ofNullable(query().get(name)).map(Integer::valueOf).orElse(otherwise);
        } catch (NumberFormatException noNumber) {
            return otherwise;
        }
    }
}

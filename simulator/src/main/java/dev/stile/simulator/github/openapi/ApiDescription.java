package dev.stile.simulator.github.openapi;

import dev.stile.simulator.hosting.traffic.WireRequest;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;
import dev.stile.simulator.json.MalformedJsonException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** The published description. Immutable. */
public final class ApiDescription {
    private static final String PREFIX = "/api/v3";

    private final Json.Obj paths;
    private final Shape shape;

    private ApiDescription(Json.Obj whole) {
        this.paths = whole.object("paths");
        this.shape = new Shape(whole.object("components"));
    }

    /** Reads the description that comes with this. */
    public static ApiDescription read() {
        try (InputStream packed = ApiDescription.class.getResourceAsStream("description.json.gz")) {
            if (packed == null) {
                throw new IllegalStateException("the description is not in the jar");
            }
            return new ApiDescription(
                    JsonReader.readOwn(new GZIPInputStream(packed).readAllBytes()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * Where requests to the REST API and their answers depart from the description, without the
     * differences that are known to be right. Requests of other kinds, and answers that a fault
     * stopped, are passed over.
     */
    public Set<String> departures(List<WireRequest> requests) {
        return departures(requests, true);
    }

    /** The same, but for answers that were disturbed on purpose: what was asked counts of those. */
    public Set<String> departuresByItself(List<WireRequest> requests) {
        return departures(requests, false);
    }

    private Set<String> departures(List<WireRequest> requests, boolean disturbed) {
        Set<String> found = new TreeSet<>();
        for (WireRequest request : requests) {
            if (request.path().startsWith(PREFIX + "/")
                    // Where a moved repository leads to is not described.
                    && !request.path().startsWith(PREFIX + "/repositories/")) {
                check(request, disturbed || !request.disturbed()).stream()
                        .filter(each -> !Difference.isKnown(each))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private List<String> check(WireRequest request, boolean withAnswer) {
        String path = request.path().substring(PREFIX.length());
        Optional<String> template =
                paths.members().keySet().stream().filter(each -> fits(each, path)).findFirst();
        String method = request.method().toLowerCase(java.util.Locale.ROOT);
        if (template.isEmpty() || paths.object(template.get()).get(method).isEmpty()) {
            return List.of(request.method() + " " + path + " is not in the description");
        }
        String name = request.method() + " " + template.get();
        Json.Obj operation = paths.object(template.get()).object(method);
        List<String> found = new ArrayList<>();
        query(request, operation, name, found);
        body(request, operation, name, found);
        if (withAnswer) {
            answer(request, operation, name, found);
        }
        return found;
    }

    private static boolean fits(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] sent = path.split("/", -1);
        if (wanted.length != sent.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].startsWith("{") && !wanted[i].equals(sent[i])) {
                return false;
            }
        }
        return true;
    }

    private void query(WireRequest request, Json.Obj operation, String name, List<String> found) {
        List<String> known =
                operation.items("parameters").stream()
                        .map(each -> shape.resolved((Json.Obj) each))
                        .filter(each -> each.text("in").filter("query"::equals).isPresent())
                        .flatMap(each -> each.text("name").stream())
                        .toList();
        for (String pair : request.query().orElse("").split("&")) {
            String parameter = pair.replaceFirst("=.*", "");
            if (!parameter.isEmpty() && !known.contains(parameter)) {
                found.add(name + " has no parameter " + parameter);
            }
        }
    }

    private void body(WireRequest request, Json.Obj operation, String name, List<String> found) {
        // What the host refuses as invalid is not meant to fit.
        if (request.body().isEmpty() || request.status() == 422 || request.status() == 400) {
            return;
        }
        Optional<Json.Obj> schema = schema(shape.resolved(operation.object("requestBody")));
        if (schema.isEmpty()) {
            found.add(name + " takes no body");
            return;
        }
        Optional<Json> sent = json(request.body());
        sent.ifPresentOrElse(
                body -> found.addAll(shape.departures(body, schema.get(), name + " request")),
                () -> found.add(name + " was sent no JSON"));
    }

    private void answer(WireRequest request, Json.Obj operation, String name, List<String> found) {
        int status = request.status();
        // Refusals that any request may meet are not repeated at each.
        boolean described = operation.object("responses").get(String.valueOf(status)).isPresent();
        if (status == 0 || (!described && status >= 400)) {
            return;
        }
        String place = name + " " + status;
        if (!described) {
            if (status != 301 && status != 304 && status != 307) {
                found.add(place + " is not in the description");
            }
            return;
        }
        Json.Obj response =
                shape.resolved(operation.object("responses").object(String.valueOf(status)));
        Optional<Json.Obj> schema = schema(response);
        if (schema.isEmpty() || request.answer().isEmpty()) {
            if (schema.isPresent()) {
                found.add(place + " has no body");
            }
            return;
        }
        json(request.answer())
                .ifPresentOrElse(
                        body -> found.addAll(shape.departures(body, schema.get(), place)),
                        () -> found.add(place + " is no JSON"));
    }

    private static Optional<Json.Obj> schema(Json.Obj holder) {
        Json.Obj content = holder.object("content").object("application/json");
        return content.get("schema").map(Json.Obj.class::cast);
    }

    private static Optional<Json> json(String text) {
        try {
            return Optional.of(JsonReader.read(text.getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedJsonException malformed) {
            return Optional.empty();
        }
    }
}

package dev.stile.testkit.action;

import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;
import dev.stile.testkit.contract.Who;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server in memory: entries that honour a key, notes that do not, marks that are set. It is asked
 * by requests, so that they can be watched and disturbed. Any thread may ask.
 */
final class Ledger {
    /** Something that was written down. */
    record Line(String id, String kind, String place, String text, Who author) {}

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Line> byKey = new HashMap<>();

    EgressClient as(Who who) {
        return (request, call) -> answer(who, request, call.label());
    }

    synchronized long count(String kind, String place, String text) {
        return lines.stream()
                .filter(line -> line.kind().equals(kind))
                .filter(line -> line.place().equals(place) && line.text().equals(text))
                .count();
    }

    private synchronized HttpAnswer answer(Who who, HttpRequest request, Label label) {
        if (who == Who.WRONG_SECRET) {
            return new Answer(401, Json.nothing(), label);
        }
        if (who == Who.OUTSIDER) {
            return new Answer(404, Json.nothing(), label);
        }
        String[] path = request.url().toUri().getPath().split("/");
        String kind = path[1];
        return switch (request.method()) {
            case "GET" -> new Answer(200, read(who, kind, path[2]), label);
            case "POST" -> write(who, kind, path[2], request, label);
            default -> new Answer(404, Json.nothing(), label);
        };
    }

    /** Of a key what was made under it, of a place what was noted there, own notes marked. */
    private Json read(Who who, String kind, String name) {
        List<Line> found =
                kind.equals("key")
                        ? Optional.ofNullable(byKey.get(name)).stream().toList()
                        : lines.stream()
                                .filter(line -> line.kind().equals(kind))
                                .filter(line -> line.place().equals(name))
                                .toList();
        return Json.array(
                found.stream()
                        .<Json>map(
                                line ->
                                        Json.object()
                                                .put("id", line.id())
                                                .put("text", line.text())
                                                .put("own", line.author() == who)
                                                .build())
                        .toList());
    }

    private HttpAnswer write(Who who, String kind, String place, HttpRequest request, Label label) {
        String text = JsonView.of(request.body().orElseThrow().value()).field("text").text();
        if (text.equals("wrong")) {
            return new Answer(422, Json.nothing(), label);
        }
        Optional<String> key = Optional.ofNullable(request.headers().get("Key"));
        Optional<Line> known = key.map(byKey::get);
        if (known.isEmpty() && kind.equals("mark")) {
            known =
                    lines.stream()
                            .filter(line -> line.kind().equals("mark"))
                            .filter(line -> line.place().equals(place))
                            .filter(line -> line.text().equals(text))
                            .findFirst();
        }
        Line line =
                known.orElseGet(() -> new Line("n" + (lines.size() + 1), kind, place, text, who));
        if (known.isEmpty()) {
            lines.add(line);
        }
        key.ifPresent(given -> byKey.put(given, line));
        return new Answer(201, Json.object().put("id", line.id()).build(), label);
    }

    private record Answer(int status, Json body, Label label) implements HttpAnswer {
        @Override
        public Optional<Tainted<String>> header(String name) {
            return Optional.empty();
        }

        @Override
        public Tainted<String> text() {
            return Tainted.of("", label);
        }

        @Override
        public Tainted<JsonView> json() {
            return Tainted.of(JsonView.of(body), label);
        }

        @Override
        public Optional<Moment> serverTime() {
            return Optional.empty();
        }

        @Override
        public Optional<Token> entityTag() {
            return Optional.empty();
        }
    }
}

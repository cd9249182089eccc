package dev.stile.examples.tickets;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Malformed;
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

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The imagined tracker, asked as the gate would ask it. Any thread may ask. */
final class TrackerInMemory {
    private record Ticket(long number, long revision, String key, Map<String, Json> fields) {
        Json json() {
            Json.ObjectBuilder json = Json.object().put("number", number).put("revision", revision);
            fields.forEach(json::put);
            return json.build();
        }
    }

    private final Map<String, TreeMap<Long, Ticket>> projects = new HashMap<>();
    private long clock;

    synchronized String project() {
        String name = "project-" + projects.size();
        projects.put(name, new TreeMap<>());
        return name;
    }

    EgressClient as(Who who) {
        return (request, call) -> answer(who, request, call);
    }

    private synchronized HttpAnswer answer(Who who, HttpRequest request, CallContext call) {
        List<String> path = List.of(request.url().toUri().getPath().split("/"));
        TreeMap<Long, Ticket> tickets = projects.get(path.size() > 3 ? path.get(3) : "none");
        boolean writes = !request.method().equals("GET");
        if (who == Who.WRONG_SECRET) {
            return new Answer(401, Json.nothing(), call.label());
        } else if (path.getLast().equals("me")) {
            return new Answer(200, Json.object().put("login", "me").build(), call.label());
        } else if (tickets == null || who == Who.OUTSIDER) {
            return new Answer(404, Json.nothing(), call.label());
        } else if (writes && who == Who.READER) {
            return new Answer(403, Json.nothing(), call.label());
        }
        Json.JsonObject body =
                (Json.JsonObject)
                        request.body()
                                .map(safe -> safe.value())
                                .orElseGet(() -> Json.object().build());
        boolean tooLong =
                body.get("title")
                        .filter(
                                title ->
                                        title instanceof Json.JsonText(String text)
                                                && text.length() > 120)
                        .isPresent();
        if (tooLong) {
            Json refusal = Json.object().put("field", "title").build();
            return new Answer(422, refusal, call.label());
        } else if (path.size() == 5) {
            return writes
                    ? create(tickets, request, body, call.label())
                    : new Answer(200, page(tickets, query(request)), call.label());
        }
        Optional<Ticket> ticket = Optional.ofNullable(tickets.get(Long.valueOf(path.get(5))));
        return ticket.map(there -> one(tickets, there, request, body, call.label()))
                .orElseGet(() -> new Answer(404, Json.nothing(), call.label()));
    }

    private Answer create(
            TreeMap<Long, Ticket> tickets, HttpRequest request, Json.JsonObject body, Label label) {
        String key = request.headers().get("Idempotency-Key");
        Optional<Ticket> made =
                tickets.values().stream().filter(each -> each.key().equals(key)).findFirst();
        Map<String, Json> fields =
                new TreeMap<>(Map.of("body", Json.text(""), "status", Json.text("open")));
        fields.putAll(body.members());
        Ticket ticket = made.orElseGet(() -> new Ticket(++clock, clock, key, fields));
        tickets.put(ticket.number(), ticket);
        return new Answer(201, ticket.json(), label);
    }

    private Answer one(
            TreeMap<Long, Ticket> tickets,
            Ticket ticket,
            HttpRequest request,
            Json.JsonObject body,
            Label label) {
        String revision = Long.toString(ticket.revision());
        if (!request.headers().getOrDefault("If-Match", revision).equals(revision)) {
            return new Answer(412, ticket.json(), label);
        } else if (request.method().equals("DELETE")) {
            tickets.remove(ticket.number());
            return new Answer(204, Json.nothing(), label);
        } else if (request.method().equals("PATCH")) {
            Map<String, Json> fields = new TreeMap<>(ticket.fields());
            fields.putAll(body.members());
            tickets.put(
                    ticket.number(), new Ticket(ticket.number(), ++clock, ticket.key(), fields));
        }
        return new Answer(200, tickets.get(ticket.number()).json(), label);
    }

    private Json page(TreeMap<Long, Ticket> tickets, Map<String, String> query) {
        long behind = Long.parseLong(query.getOrDefault("page", "0"));
        long since = Long.parseLong(query.getOrDefault("since", "0"));
        List<Ticket> rest =
                tickets.tailMap(behind, false).values().stream()
                        .filter(each -> each.revision() > since)
                        .filter(each -> query.getOrDefault("key", each.key()).equals(each.key()))
                        .toList();
        List<Ticket> items = rest.subList(0, Math.min(3, rest.size()));
        Json.ObjectBuilder page = Json.object().put("now", Long.toString(clock));
        page.put("tickets", Json.array(items.stream().map(Ticket::json).toList()));
        page.put("last", items.size() == rest.size());
        if (items.size() < rest.size()) {
            page.put("next", Long.toString(items.getLast().number()));
        }
        return page.build();
    }

    private static Map<String, String> query(HttpRequest request) {
        return Optional.ofNullable(request.url().toUri().getQuery()).stream()
                .flatMap(query -> Arrays.stream(query.split("&")))
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> each[1]));
    }

    private record Answer(int status, Json body, Label label) implements HttpAnswer {
        @Override
        public Optional<Tainted<String>> header(String name) {
            return Optional.empty();
        }

        @Override
        public Tainted<String> text() {
            return Tainted.of("what the tracker says", label);
        }

        @Override
        public Tainted<JsonView> json() {
            if (body instanceof Json.JsonNull) {
                throw new Malformed("JSON");
            }
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

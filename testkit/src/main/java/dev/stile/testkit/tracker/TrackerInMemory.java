package dev.stile.testkit.tracker;

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

/**
 * The plainest tracker that can be, for connectors whose own cannot be started: answers as the gate
 * would hand them on, and no network. Any thread may ask.
 *
 * <p>{@code BASE/projects/P/COLLECTION} takes {@code GET} (pages of three by {@code page}, {@code
 * since} a revision, {@code key}) and {@code POST} with {@code Idempotency-Key}; one more segment
 * names a record and takes {@code GET}, {@code PATCH} and {@code DELETE} with {@code If-Match}. A
 * record has {@code number}, {@code revision} and its fields; a page the records under the name of
 * the collection, {@code next}, {@code last} and {@code now}. {@code BASE/me} says who asks. What
 * is refused is 401, 403, 404, 412 with the record, or 422 with {@code field}.
 */
public final class TrackerInMemory {
    private static final int PAGE = 3;

    private record Stored(long number, long revision, String key, Map<String, Json> fields) {
        Json json() {
            Json.ObjectBuilder json = Json.object().put("number", number).put("revision", revision);
            fields.forEach(json::put);
            return json.build();
        }
    }

    private final Map<String, TreeMap<Long, Stored>> projects = new HashMap<>();
    private final String collection;
    private final Map<String, String> defaults;
    private final Map<String, Integer> longest;
    private long clock;

    /**
     * @param collection the last word of the records' path, below a base of one segment
     * @param defaults what fields of a new record are that nobody gave
     * @param longest the characters that a field may have
     */
    public TrackerInMemory(
            String collection, Map<String, String> defaults, Map<String, Integer> longest) {
        this.collection = collection;
        this.defaults = Map.copyOf(defaults);
        this.longest = Map.copyOf(longest);
    }

    /** A new project without records; its name. */
    public synchronized String project() {
        String name = "project-" + projects.size();
        projects.put(name, new TreeMap<>());
        return name;
    }

    /** The way to it with the credentials of somebody. */
    public EgressClient as(Who who) {
        return (request, call) -> answer(who, request, call);
    }

    private synchronized HttpAnswer answer(Who who, HttpRequest request, CallContext call) {
        List<String> path = List.of(request.url().toUri().getPath().split("/"));
        TreeMap<Long, Stored> records = projects.get(path.size() > 3 ? path.get(3) : "none");
        boolean writes = !request.method().equals("GET");
        if (who == Who.WRONG_SECRET) {
            return new Answer(401, Json.nothing(), call.label());
        } else if (path.getLast().equals("me")) {
            return new Answer(200, Json.object().put("login", "me").build(), call.label());
        } else if (records == null || who == Who.OUTSIDER) {
            return new Answer(404, Json.nothing(), call.label());
        } else if (writes && who == Who.READER) {
            return new Answer(403, Json.nothing(), call.label());
        }
        Json.JsonObject body =
                (Json.JsonObject)
                        request.body()
                                .map(safe -> safe.value())
                                .orElseGet(() -> Json.object().build());
        Optional<String> tooLong =
                body.members().entrySet().stream()
                        .filter(member -> isTooLong(member.getKey(), member.getValue()))
                        .map(Map.Entry::getKey)
                        .findFirst();
        if (tooLong.isPresent()) {
            Json refusal = Json.object().put("field", tooLong.get()).build();
            return new Answer(422, refusal, call.label());
        } else if (path.size() == 5) {
            return writes
                    ? create(records, request, body, call.label())
                    : new Answer(200, page(records, query(request)), call.label());
        }
        Optional<Stored> stored = Optional.ofNullable(records.get(Long.valueOf(path.get(5))));
        return stored.map(there -> one(records, there, request, body, call.label()))
                .orElseGet(() -> new Answer(404, Json.nothing(), call.label()));
    }

    private boolean isTooLong(String field, Json value) {
        return value instanceof Json.JsonText(String text)
                && text.length() > longest.getOrDefault(field, Integer.MAX_VALUE);
    }

    private Answer create(
            TreeMap<Long, Stored> records, HttpRequest request, Json.JsonObject body, Label label) {
        String key = request.headers().getOrDefault("Idempotency-Key", "none " + clock);
        Optional<Stored> made =
                records.values().stream().filter(each -> each.key().equals(key)).findFirst();
        Map<String, Json> fields = new TreeMap<>();
        defaults.forEach((field, value) -> fields.put(field, Json.text(value)));
        fields.putAll(body.members());
        Stored stored = made.orElseGet(() -> new Stored(++clock, clock, key, fields));
        records.put(stored.number(), stored);
        return new Answer(201, stored.json(), label);
    }

    private Answer one(
            TreeMap<Long, Stored> records,
            Stored stored,
            HttpRequest request,
            Json.JsonObject body,
            Label label) {
        String revision = Long.toString(stored.revision());
        if (!request.headers().getOrDefault("If-Match", revision).equals(revision)) {
            return new Answer(412, stored.json(), label);
        } else if (request.method().equals("DELETE")) {
            records.remove(stored.number());
            return new Answer(204, Json.nothing(), label);
        } else if (request.method().equals("PATCH")) {
            Map<String, Json> fields = new TreeMap<>(stored.fields());
            fields.putAll(body.members());
            Stored changed = new Stored(stored.number(), ++clock, stored.key(), fields);
            records.put(changed.number(), changed);
            return new Answer(200, changed.json(), label);
        }
        return new Answer(200, stored.json(), label);
    }

    private Json page(TreeMap<Long, Stored> records, Map<String, String> query) {
        long behind = Long.parseLong(query.getOrDefault("page", "0"));
        long since = Long.parseLong(query.getOrDefault("since", "0"));
        List<Stored> rest =
                records.tailMap(behind, false).values().stream()
                        .filter(each -> each.revision() > since)
                        .filter(each -> query.getOrDefault("key", each.key()).equals(each.key()))
                        .toList();
        List<Stored> items = rest.subList(0, Math.min(PAGE, rest.size()));
        Json.ObjectBuilder page = Json.object().put("now", Long.toString(clock));
        page.put(collection, Json.array(items.stream().map(Stored::json).toList()));
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

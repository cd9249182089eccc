package dev.stile.flow.rulebook;

import dev.stile.api.json.Json;
import dev.stile.core.error.Code;
import dev.stile.core.error.Nearest;
import dev.stile.flow.document.Faults;
import dev.stile.flow.document.Fields;
import dev.stile.flow.filter.FilterReader;
import dev.stile.flow.path.JsonPointer;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.text.Templates;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads what a rule does. Not for several threads. */
final class ActionReader {
    /** Stands where an action has a fault; the rule is refused then. */
    static final RuleAction NOTHING = new RuleAction.Graph(List.of());

    private static final List<String> KINDS =
            List.of(
                    "connector_act",
                    "forward_message",
                    "run_command",
                    "sqlite_insert",
                    "file_append",
                    "http_post",
                    "graph");

    private final FilterReader filters;
    private final Faults faults;

    /** An action and where its fields stand. */
    record Read(RuleAction action, String pointer) {}

    ActionReader(FilterReader filters, Faults faults) {
        this.filters = filters;
        this.faults = faults;
    }

    Optional<Read> read(String pointer, Json value) {
        if (!(value instanceof Json.JsonObject(Map<String, Json> members)) || members.size() != 1) {
            faults.add(
                    pointer,
                    "an action is an object with one key",
                    "write one of " + String.join(", ", KINDS) + "; several make a graph");
            return Optional.empty();
        }
        String kind = members.keySet().iterator().next();
        Json content = members.values().iterator().next();
        String place = JsonPointer.below(pointer, kind);
        Optional<? extends RuleAction> action =
                kind.equals("graph")
                        ? new GraphReader(this, filters, faults).read(place, content)
                        : single(kind, place, content, Set.of());
        return action.map(done -> new Read(done, place));
    }

    /**
     * Reads one that is no graph.
     *
     * @param nodes whose output is there by then
     */
    Optional<? extends RuleAction> single(
            String kind, String place, Json content, Set<String> nodes) {
        LocalActions local = new LocalActions(faults, nodes);
        return switch (kind) {
            case "connector_act" -> connectorAct(place, content, nodes);
            case "forward_message" -> forwardMessage(place, content, nodes);
            case "http_post" -> httpPost(place, content, nodes);
            case "run_command" -> local.runCommand(place, content);
            case "sqlite_insert" -> local.sqliteInsert(place, content);
            case "file_append" -> local.fileAppend(place, content);
            case "triage_agent" -> {
                faults.add(
                        Code.CLASSIFIER_MISSING,
                        place,
                        "no agent is configured",
                        "use another action until one is");
                yield Optional.empty();
            }
            default -> {
                faults.add(
                        place,
                        "there is no such action",
                        Nearest.to(kind, KINDS)
                                .map(nearest -> "did you mean " + nearest + "?")
                                .orElse("known: " + String.join(", ", KINDS)));
                yield Optional.empty();
            }
        };
    }

    static boolean isAction(String key) {
        return KINDS.contains(key) || key.equals("triage_agent");
    }

    private Optional<RuleAction> connectorAct(String place, Json content, Set<String> nodes) {
        return Fields.of(place, content, faults, "connection", "action", "input")
                .flatMap(
                        fields -> {
                            Optional<String> connection = fixed(fields, "connection");
                            Optional<String> action = fixed(fields, "action");
                            fields.need("input");
                            Optional<Json.JsonObject> input = fields.object("input");
                            input.ifPresent(
                                    template ->
                                            Templates.check(
                                                    fields.at("input"), template, nodes, faults));
                            return connection.flatMap(
                                    to ->
                                            action.flatMap(
                                                    what ->
                                                            input.map(
                                                                    with ->
                                                                            new RuleAction
                                                                                    .ConnectorAct(
                                                                                    to, what,
                                                                                    with))));
                        });
    }

    private Optional<RuleAction> forwardMessage(String place, Json content, Set<String> nodes) {
        return Fields.of(place, content, faults, "connection", "to", "text")
                .flatMap(
                        fields -> {
                            Optional<String> connection = fixed(fields, "connection");
                            Optional<String> to = template(fields, "to", nodes);
                            Optional<String> text = template(fields, "text", nodes);
                            return connection.flatMap(
                                    where ->
                                            to.flatMap(
                                                    whom ->
                                                            text.map(
                                                                    what ->
                                                                            new RuleAction
                                                                                    .ForwardMessage(
                                                                                    where, whom,
                                                                                    what))));
                        });
    }

    private Optional<RuleAction> httpPost(String place, Json content, Set<String> nodes) {
        return Fields.of(place, content, faults, "connection", "path", "body", "headers")
                .flatMap(
                        fields -> {
                            Optional<String> connection = fixed(fields, "connection");
                            Optional<String> path = fixed(fields, "path");
                            path.ifPresent(text -> checkPath(fields.at("path"), text));
                            Optional<Json> body = fields.need("body");
                            body.ifPresent(
                                    template ->
                                            Templates.check(
                                                    fields.at("body"), template, nodes, faults));
                            Map<String, String> headers = headers(fields);
                            return connection.flatMap(
                                    to ->
                                            path.flatMap(
                                                    at ->
                                                            body.map(
                                                                    what ->
                                                                            new RuleAction.HttpPost(
                                                                                    to, at, what,
                                                                                    headers))));
                        });
    }

    private void checkPath(String place, String path) {
        boolean climbs = List.of(path.split("/", -1)).contains("..");
        if (!path.startsWith("/")
                || path.startsWith("//")
                || climbs
                || path.chars().anyMatch(unit -> unit <= ' ' || unit == '\\' || unit == '#')) {
            faults.add(
                    place,
                    "a path begins with one /, stays below it, and has no blank and no fragment",
                    "write it as /hooks/ops");
        }
    }

    private Map<String, String> headers(Fields fields) {
        Map<String, String> headers = new TreeMap<>();
        fields.object("headers")
                .ifPresent(
                        object ->
                                object.members()
                                        .forEach(
                                                (name, value) ->
                                                        header(
                                                                JsonPointer.below(
                                                                        fields.at("headers"), name),
                                                                name,
                                                                value,
                                                                headers)));
        return headers;
    }

    private void header(String place, String name, Json value, Map<String, String> headers) {
        if (!(value instanceof Json.JsonText(String text))
                || !name.matches("[A-Za-z0-9-]{1,64}")
                || text.chars().anyMatch(Character::isISOControl)) {
            faults.add(place, "this is no header", "write a name and a text of one line");
            return;
        }
        Templates.refuse(place, text, faults);
        headers.put(name, text);
    }

    /** A text in which an event decides nothing. */
    private Optional<String> fixed(Fields fields, String name) {
        Optional<String> text = fields.needText(name);
        text.ifPresent(found -> Templates.refuse(fields.at(name), found, faults));
        return text;
    }

    private Optional<String> template(Fields fields, String name, Set<String> nodes) {
        Optional<String> text = fields.needText(name);
        text.map(Json::text)
                .ifPresent(each -> Templates.check(fields.at(name), each, nodes, faults));
        return text;
    }
}

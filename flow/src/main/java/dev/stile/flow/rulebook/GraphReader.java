package dev.stile.flow.rulebook;

import dev.stile.api.json.Json;
import dev.stile.core.error.Nearest;
import dev.stile.flow.document.Faults;
import dev.stile.flow.document.Fields;
import dev.stile.flow.filter.FilterReader;
import dev.stile.flow.path.JsonPointer;
import dev.stile.flow.rule.RuleAction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a graph: unique ids, known dependencies, no circle. */
final class GraphReader {
    private static final int MOST_NODES = 50;

    private final ActionReader actions;
    private final FilterReader filters;
    private final Faults faults;

    GraphReader(ActionReader actions, FilterReader filters, Faults faults) {
        this.actions = actions;
        this.filters = filters;
        this.faults = faults;
    }

    /** A node before its action is read, since that needs to know what comes before it. */
    private record Draft(
            String pointer, String id, List<String> dependsOn, String kind, Json content) {}

    Optional<RuleAction> read(String place, Json content) {
        Optional<Fields> fields = Fields.of(place, content, faults, "nodes");
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        List<Json> items = fields.get().items("nodes");
        if (items.isEmpty() || items.size() > MOST_NODES) {
            faults.add(
                    fields.get().at("nodes"),
                    "a graph has 1 to " + MOST_NODES + " nodes",
                    "write a list of nodes");
            return Optional.empty();
        }
        Map<String, Draft> drafts = new LinkedHashMap<>();
        List<Optional<Json>> conditions = new ArrayList<>();
        for (int index = 0; index < items.size(); index++) {
            String pointer = fields.get().at("nodes") + "/" + index;
            draft(pointer, items.get(index), drafts, conditions);
        }
        if (drafts.size() < items.size() || !isInOrder(fields.get().at("nodes"), drafts)) {
            return Optional.empty();
        }
        return nodes(drafts, conditions).map(RuleAction.Graph::new);
    }

    private void draft(
            String pointer, Json item, Map<String, Draft> drafts, List<Optional<Json>> conditions) {
        if (!(item instanceof Json.JsonObject(Map<String, Json> members))) {
            faults.add(pointer, "here stands no node", "write { id, depends_on, <action> }");
            return;
        }
        List<String> kinds = members.keySet().stream().filter(ActionReader::isAction).toList();
        if (kinds.size() != 1 || kinds.getFirst().equals("graph")) {
            faults.add(
                    pointer,
                    "a node has exactly one action, which is no graph",
                    "write one, such as connector_act");
            return;
        }
        Optional<Fields> fields =
                Fields.of(pointer, item, faults, "id", "depends_on", "when", kinds.getFirst());
        Optional<String> id = fields.flatMap(node -> node.needText("id"));
        if (id.isEmpty()) {
            return;
        }
        if (!id.get().matches("[A-Za-z0-9_-]{1,64}")) {
            faults.add(
                    fields.get().at("id"),
                    "an id is 1 to 64 of A-Z, a-z, 0-9, _ and -",
                    "rename it");
            return;
        }
        Draft draft =
                new Draft(
                        pointer,
                        id.get(),
                        fields.get().texts("depends_on"),
                        kinds.getFirst(),
                        fields.get().find(kinds.getFirst()).orElseThrow());
        if (drafts.putIfAbsent(id.get(), draft) != null) {
            faults.add(fields.get().at("id"), "this id is there twice", "rename one of them");
        }
        Optional<Json> when = fields.get().find("when");
        when.ifPresent(filter -> filters.read(fields.get().at("when"), filter));
        conditions.add(when);
    }

    /** Takes out, round by round, what depends on nothing that is left. */
    private boolean isInOrder(String pointer, Map<String, Draft> drafts) {
        boolean known = true;
        for (Draft draft : drafts.values()) {
            for (String needed : draft.dependsOn()) {
                if (!drafts.containsKey(needed)) {
                    known = false;
                    faults.add(
                            draft.pointer() + "/depends_on",
                            "there is no node " + needed,
                            Nearest.to(needed, drafts.keySet())
                                    .map(nearest -> "did you mean " + nearest + "?")
                                    .orElse("name a node of this graph"));
                }
            }
        }
        if (!known) {
            return false;
        }
        Set<String> done = new HashSet<>();
        for (int round = 0; round < drafts.size(); round++) {
            drafts.values().stream()
                    .filter(draft -> done.containsAll(draft.dependsOn()))
                    .map(Draft::id)
                    .forEach(done::add);
        }
        if (done.size() < drafts.size()) {
            List<String> circle =
                    drafts.keySet().stream().filter(id -> !done.contains(id)).toList();
            faults.add(
                    pointer,
                    "these nodes wait for each other: " + String.join(", ", circle),
                    "take out a dependency");
            return false;
        }
        return true;
    }

    private Optional<List<RuleAction.Node>> nodes(
            Map<String, Draft> drafts, List<Optional<Json>> conditions) {
        Map<String, Set<String>> before = new HashMap<>();
        List<RuleAction.Node> nodes = new ArrayList<>();
        int index = 0;
        for (Draft draft : drafts.values()) {
            Optional<? extends RuleAction> action =
                    actions.single(
                            draft.kind(),
                            JsonPointer.below(draft.pointer(), draft.kind()),
                            draft.content(),
                            before(draft, drafts, before));
            Optional<Json> when = conditions.get(index);
            action.ifPresent(
                    done ->
                            nodes.add(
                                    new RuleAction.Node(
                                            draft.id(), draft.dependsOn(), when, done)));
            index++;
        }
        return nodes.size() == drafts.size() ? Optional.of(nodes) : Optional.empty();
    }

    /** Everything that is done before a node, near and far. */
    private static Set<String> before(
            Draft draft, Map<String, Draft> drafts, Map<String, Set<String>> known) {
        Set<String> found = known.get(draft.id());
        if (found == null) {
            found = new HashSet<>();
            for (String needed : draft.dependsOn()) {
                found.add(needed);
                Draft earlier = drafts.get(needed);
                if (earlier != null) {
                    found.addAll(before(earlier, drafts, known));
                }
            }
            known.put(draft.id(), found);
        }
        return found;
    }
}

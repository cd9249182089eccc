package dev.stile.testkit.action;

import dev.stile.api.action.ActionSet;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.http.EgressClient;
import dev.stile.api.json.Json;
import dev.stile.testkit.contract.Who;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A ledger in memory, met through actions that may be broken. */
final class LedgerWorld implements ActionWorld {
    private final Ledger ledger = new Ledger();
    private final List<ActionSpec> specs;
    private final UnaryOperator<ActionSet> breaking;
    private int inputs;

    /**
     * @param specs what the manifest names
     * @param breaking what a broken set makes of a healthy one
     */
    LedgerWorld(List<ActionSpec> specs, UnaryOperator<ActionSet> breaking) {
        this.specs = specs;
        this.breaking = breaking;
    }

    @Override
    public String connector() {
        return "ledger";
    }

    @Override
    public String dialect() {
        return "a ledger in memory";
    }

    @Override
    public Manifest manifest() {
        return Manifest.of("ledger", "1.0.0", "A ledger in memory.")
                .facets(Set.of(Facet.ACTIONS))
                .actions(specs)
                .build();
    }

    @Override
    public SchemaChecker schemas() {
        return new ShapeChecker();
    }

    @Override
    public Optional<ActionSet> open(Who who, UnaryOperator<EgressClient> through) {
        ActionSet healthy = new LedgerActions(through.apply(ledger.as(who)));
        return Optional.of(who == Who.COLLEAGUE ? healthy : breaking.apply(healthy));
    }

    @Override
    public Json.JsonObject input(String action) {
        inputs++;
        Json.ObjectBuilder input = Json.object().put("place", "place-" + inputs);
        return action.equals(LedgerActions.READ)
                ? input.build()
                : input.put("text", "text " + inputs).build();
    }

    @Override
    public long effects(String action, Json.JsonObject input) {
        return ledger.count(
                action.substring(action.indexOf('_') + 1),
                text(input, "place"),
                text(input, "text"));
    }

    @Override
    public List<RefusedInput> refused() {
        return List.of(
                new RefusedInput(
                        LedgerActions.NOTE,
                        Json.object().put("place", "somewhere").put("text", "wrong").build(),
                        "text"));
    }

    private static String text(Json.JsonObject input, String name) {
        return input.get(name).orElse(Json.nothing()) instanceof Json.JsonText(String text)
                ? text
                : "";
    }

    /** Required members and members that nobody named: enough for a ledger. */
    private static final class ShapeChecker implements SchemaChecker {
        @Override
        public List<String> faults(Json schema, Json value) {
            List<String> faults = new ArrayList<>();
            if (schema instanceof Json.JsonObject wanted
                    && value instanceof Json.JsonObject given
                    && wanted.get("required").orElse(Json.nothing())
                            instanceof Json.JsonArray(List<Json> required)
                    && wanted.get("properties").orElse(Json.nothing())
                            instanceof Json.JsonObject(Map<String, Json> properties)) {
                required.stream()
                        .filter(
                                name ->
                                        !(name instanceof Json.JsonText(String text))
                                                || given.get(text).isEmpty())
                        .forEach(name -> faults.add("needs " + name));
                given.members().keySet().stream()
                        .filter(name -> !properties.containsKey(name))
                        .forEach(name -> faults.add("knows no " + name));
                return faults;
            }
            return List.of("is not an object");
        }

        @Override
        public List<String> faultsOfSchema(Json schema) {
            return schema instanceof Json.JsonObject object && object.get("type").isPresent()
                    ? List.of()
                    : List.of("has no type");
        }
    }
}

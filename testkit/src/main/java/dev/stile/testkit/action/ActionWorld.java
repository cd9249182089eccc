package dev.stile.testkit.action;

import dev.stile.api.action.ActionSet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.http.EgressClient;
import dev.stile.api.json.Json;
import dev.stile.testkit.contract.Who;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where a connector's actions meet their server. A connector's test implements it once for each
 * server that it can meet. What a world cannot offer is empty, and printed as not run.
 */
public interface ActionWorld {
    /** The connector's slug. */
    String connector();

    /** Which server answers. */
    String dialect();

    Manifest manifest();

    SchemaChecker schemas();

    /**
     * Opens the actions over the world's own egress client, which {@code through} may watch and
     * disturb. Empty where the world has nobody like that.
     */
    Optional<ActionSet> open(Who who, UnaryOperator<EgressClient> through);

    /** An input that works, about a place and a text that no other input is about. */
    Json.JsonObject input(String action);

    /** How often the effect of this input is there, as somebody else sees it. */
    long effects(String action, Json.JsonObject input);

    /** Inputs that the server does not take. */
    List<RefusedInput> refused();

    /** Why a case cannot run here, if it cannot. */
    default Optional<String> cannotRun(ActionCase name) {
        return Optional.empty();
    }
}

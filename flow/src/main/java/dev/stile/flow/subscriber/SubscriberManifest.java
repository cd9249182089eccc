package dev.stile.flow.subscriber;

import dev.stile.api.connector.Program;
import dev.stile.api.json.Json;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a {@code manifest.toml} says (FL-41).
 *
 * @param id the name of its folder, too
 * @param displayName for people
 * @param program its command; a relative path in it begins in the manifest's folder
 * @param variables literals that the program gets in its environment
 * @param secrets names of the connection's secrets that it gets, and no others
 * @param requires programs that must be there before it is started
 * @param stateBelow a folder below the state folder of each connection
 * @param limits bounds that are tighter than the connector's
 * @param offers what filters may be offered on, as its schema file says
 */
public record SubscriberManifest(
        String id,
        String displayName,
        Program program,
        Map<String, String> variables,
        List<String> secrets,
        List<String> requires,
        Optional<String> stateBelow,
        Bounds limits,
        Optional<Json> offers) {
    public SubscriberManifest {
        variables = Map.copyOf(variables);
        secrets = List.copyOf(secrets);
        requires = List.copyOf(requires);
    }

    /** Bounds that a manifest may set. */
    public record Bounds(
            Optional<Duration> silence, OptionalInt maxLineBytes, OptionalInt maxInFlight) {}
}

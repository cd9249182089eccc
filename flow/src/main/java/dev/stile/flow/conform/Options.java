package dev.stile.flow.conform;

import dev.stile.api.connector.Settings;
import dev.stile.api.json.Json;
import dev.stile.flow.process.HostTimes;
import dev.stile.flow.process.ProcessTemplate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a program is tried with.
 *
 * @param template of the program; its settings, secrets, actions and limits hold
 * @param connection name of the connection that it is told
 * @param settings of that connection
 * @param references to its secrets, by name
 * @param acts inputs of the actions that may be done, each several times
 * @param provoke program and arguments that make an event happen; empty if nothing does
 * @param folder for state and temporary files, of the suite's own
 * @param patience how long an event may take to be told
 * @param times of the host
 * @param grace what a busy machine may add to a bound of the protocol; none where a program is to
 *     be proven
 */
public record Options(
        ProcessTemplate template,
        String connection,
        Settings settings,
        Map<String, String> references,
        Map<String, Json.JsonObject> acts,
        List<String> provoke,
        Path folder,
        Duration patience,
        HostTimes times,
        Duration grace) {
    public Options {
        references = Map.copyOf(references);
        acts = Map.copyOf(acts);
        provoke = List.copyOf(provoke);
    }
}

package dev.stile.core.connection;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a person typed at {@code stile connect}.
 *
 * @param connector slug of the connector
 * @param connection name of the connection
 * @param settings settings of the connector and options of the connection, by name
 * @param secrets references, by the name of the secret
 * @param origins further addresses whose origins are granted
 * @param privateAllowed whether its origins may lead to private addresses
 * @param plainHttpAllowed whether its origins may be unencrypted beyond this machine
 * @param caFile certificates that it trusts besides the platform's own
 * @param typed the whole command, word by word and without any secret's literal, to be shown again
 *     in a recovery line
 */
public record ConnectRequest(
        String connector,
        String connection,
        Map<String, String> settings,
        Map<String, String> secrets,
        List<String> origins,
        boolean privateAllowed,
        boolean plainHttpAllowed,
        Optional<Path> caFile,
        List<String> typed) {
    public ConnectRequest {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
        origins = List.copyOf(origins);
        typed = List.copyOf(typed);
    }
}

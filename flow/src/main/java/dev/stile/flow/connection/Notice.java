package dev.stile.flow.connection;

import java.util.List;

/**
 * A connection needs a person. Told once for each transition (FL-51).
 *
 * @param connection slug
 * @param health what is wrong
 * @param headline one line, words of ours
 * @param command what to type, as words
 */
public record Notice(String connection, Health health, String headline, List<String> command) {
    public Notice {
        command = List.copyOf(command);
    }

    static Notice of(String connection, Health health, String reason) {
        String verb =
                switch (health) {
                    case AUTH_REQUIRED, PROBE_FAILED -> "probe";
                    case CRASH_LOOP, PROTOCOL_ERROR, STALLED -> "restart";
                    case OK, UNKNOWN, RETRYING, OFFLINE -> "show";
                };
        return new Notice(
                connection,
                health,
                "the connection " + connection + " needs somebody: " + reason,
                List.of("stile", "connection", verb, connection));
    }
}

package dev.stile.connectors.github.client;

import dev.stile.api.http.Url;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.wire.Node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest answers of one connection with their validators, so that asking again costs nothing.
 * Never shared between connections. Any thread may use it.
 */
final class KeptAnswers {
    private static final int MOST = 200;

    /**
     * @param followed whether there is a next page
     */
    record Kept(Token validator, Node body, boolean followed) {}

    private final Map<String, Kept> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                    return size() > MOST;
                }
            };

    synchronized Optional<Kept> find(Url url) {
        return Optional.ofNullable(kept.get(url.toString()));
    }

    synchronized void keep(Url url, Kept answer) {
        kept.put(url.toString(), answer);
    }
}

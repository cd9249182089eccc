package dev.stile.flow.webhook;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a sender sent, as it arrived: nothing of it is believed yet.
 *
 * @param headers values by name in lower case, each list in the order of arrival
 * @param body the bytes, not to be changed by anybody
 */
public record RawDelivery(Map<String, List<String>> headers, byte[] body) {
    public RawDelivery {
        TreeMap<String, List<String>> copy = new TreeMap<>();
        headers.forEach((name, values) -> copy.put(lower(name), List.copyOf(values)));
        headers = copy;
    }

    /**
     * The value of a header that is there once. One that is there twice says nothing, since two
     * readers could take different ones.
     */
    Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(lower(name), List.of());
        return values.size() == 1 && !values.getFirst().isBlank()
                ? Optional.of(values.getFirst())
                : Optional.empty();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

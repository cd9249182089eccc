package dev.stile.api.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a private key becomes a token of short life: a JSON Web Token (RFC 7519) that says who asks,
 * signed by the key with RS256, goes as a bearer to an address, which answers with the token and
 * its end ({@code token}, {@code expires_at}). Immutable.
 *
 * @param issuer name of the setting whose value says who asks
 * @param addresses where it is sent by {@code POST}, each with settings as {@code {name}}: the
 *     first counts whose settings are all there
 */
public record KeyExchange(String issuer, List<String> addresses) {
    private static final Pattern SETTING = Pattern.compile("\\{([a-z0-9_]+)}");

    public KeyExchange {
        addresses = List.copyOf(addresses);
    }

    /** Names of the settings without which there is no exchange, whichever address counts. */
    public List<String> needed() {
        List<String> names = new ArrayList<>(List.of(issuer));
        addresses.stream()
                .flatMap(each -> SETTING.matcher(each).results())
                .map(found -> found.group(1))
                .distinct()
                .filter(
                        name ->
                                addresses.stream()
                                        .allMatch(each -> each.contains("{" + name + "}")))
                .forEach(names::add);
        return List.copyOf(names);
    }
}

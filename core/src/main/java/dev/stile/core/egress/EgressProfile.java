package dev.stile.core.egress;

import dev.stile.api.connector.Manifest.ConstantHeader;
import dev.stile.api.connector.Pacing;
import dev.stile.core.egress.grant.Grants;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the gate knows of one connection.
 *
 * @param connection slug
 * @param grants what it may reach; credentials go only to its own origins
 * @param secrets placed in every request to those
 * @param headers constant headers of the connector
 * @param pacing how fast the vendor wants to be asked
 * @param longest one exchange whose request names no patience of its own, if not the gate's usual
 * @param authority file of PEM certificates that this connection trusts besides the machine's own
 */
public record EgressProfile(
        String connection,
        Grants grants,
        List<PlacedSecret> secrets,
        List<ConstantHeader> headers,
        Pacing pacing,
        Optional<Duration> longest,
        Optional<Path> authority) {
    public EgressProfile {
        secrets = List.copyOf(secrets);
        headers = List.copyOf(headers);
    }

    /** The same with other secrets in its requests. */
    EgressProfile with(List<PlacedSecret> others) {
        return new EgressProfile(connection, grants, others, headers, pacing, longest, authority);
    }

    /**
     * Whose budget requests count for: stable while a token is renewed, and no secret itself. Of a
     * key that is exchanged it is also for whom, since each of those has a budget of its own, and
     * the exchange has another one.
     */
    String identity() {
        return secrets.isEmpty()
                ? connection
                : secrets.stream()
                        .map(
                                secret ->
                                        secret.reference().text()
                                                + secret.exchanged()
                                                        .map(how -> " at " + how.address())
                                                        .orElse(""))
                        .sorted()
                        .collect(Collectors.joining(" "));
    }
}

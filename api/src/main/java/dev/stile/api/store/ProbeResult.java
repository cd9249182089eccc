package dev.stile.api.store;

import dev.stile.api.record.Person;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server says of itself and of our credentials.
 *
 * @param identity whom the server takes us for
 * @param missingScopes scopes that reading or writing needs and the credentials lack, in the
 *     vendor's words of the manifest
 * @param serverTime the server's clock
 * @param requestsLeft what is left of the rate limit
 * @param widerScopes scopes of the credentials that nothing here needs, in words of the connector;
 *     empty where the server does not tell them
 */
public record ProbeResult(
        Tainted<Person> identity,
        List<String> missingScopes,
        Optional<Moment> serverTime,
        OptionalLong requestsLeft,
        List<String> widerScopes) {
    public ProbeResult {
        missingScopes = List.copyOf(missingScopes);
        widerScopes = List.copyOf(widerScopes);
    }

    /** Of a server that tells whom it takes us for, and no more. */
    public static ProbeResult of(Tainted<Person> identity) {
        return new ProbeResult(identity, List.of(), Optional.empty(), OptionalLong.empty());
    }

    /** Of a server that does not tell which scopes the credentials have beyond what is needed. */
    public ProbeResult(
            Tainted<Person> identity,
            List<String> missingScopes,
            Optional<Moment> serverTime,
            OptionalLong requestsLeft) {
        this(identity, missingScopes, serverTime, requestsLeft, List.of());
    }

    /** The same, with scopes that nothing here needs. */
    public ProbeResult reaching(List<String> wider) {
        return new ProbeResult(identity, missingScopes, serverTime, requestsLeft, wider);
    }
}

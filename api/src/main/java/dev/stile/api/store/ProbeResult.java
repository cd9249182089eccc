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
 */
public record ProbeResult(
        Tainted<Person> identity,
        List<String> missingScopes,
        Optional<Moment> serverTime,
        OptionalLong requestsLeft) {
    public ProbeResult {
        missingScopes = List.copyOf(missingScopes);
    }
}

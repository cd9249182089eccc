package dev.stile.simulator.github.graphql;

import dev.stile.simulator.github.access.Caller;
import dev.stile.simulator.github.access.RateLimits;
import dev.stile.simulator.github.rest.Addresses;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.Host;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.Role;

import graphql.schema.DataFetchingEnvironment;

import java.util.Objects;
import java.util.Optional;

/** What the fields of one query are seen through. */
record View(Host host, Caller caller, Addresses addresses, RateLimits limits, int cost, int nodes) {
    static View of(DataFetchingEnvironment environment) {
        return Objects.requireNonNull((View) environment.getGraphQlContext().get(View.class));
    }

    /** An author; nobody when the account is gone. */
    Optional<Account> author(Account account) {
        return host.isGhost(account) ? Optional.empty() : Optional.of(account);
    }

    void need(HostedRepository repository, Role role) {
        if (!caller.role(repository).atLeast(role)) {
            throw new QueryFailure(
                    "FORBIDDEN",
                    caller.name() + " does not have the correct permissions to do this");
        }
    }
}

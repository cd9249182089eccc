package dev.stile.hosting.watch;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.Sha;
import dev.stile.core.connection.Connection;
import dev.stile.core.store.Home;
import dev.stile.hosting.proof.Fetching;
import dev.stile.hosting.proof.GitRepository;
import dev.stile.hosting.proof.Landing;
import dev.stile.hosting.proof.MergeProof;
import dev.stile.hosting.proof.Proof;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetches what a merged pull request names, and proves it. Any thread may call. */
final class Landed {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Home home;
    private final Map<String, String> environment;

    /**
     * @param environment of this process
     */
    Landed(Home home, Map<String, String> environment) {
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    /**
     * @param web where the host of the connection is
     */
    Proof proof(Connection connection, URI web, GitHost host, PRStatus merged, CallContext call) {
        Optional<Sha> landed = merged.mergeSha();
        if (landed.isEmpty()) {
            return Proof.none("missing");
        }
        URI remote = remote(web, merged);
        Deadline deadline = Deadline.after(LONGEST);
        Fetching.Wanted wanted =
                new Fetching.Wanted(
                        merged.pr().repo(),
                        remote,
                        connection.caFile(),
                        merged.baseBranch(),
                        List.of(landed.get(), merged.headSha(), merged.baseSha()));
        Fetching fetching = new Fetching(folder(connection), environment);
        Optional<SecureValue> credential = credential(host, remote, call);
        try {
            return fetching.fetch(wanted, credential, deadline)
                    .map(fetched -> proof(fetched, landed.get(), merged, deadline))
                    .orElseGet(() -> Proof.none("fetch"));
        } finally {
            credential.ifPresent(SecureValue::close);
        }
    }

    /** Where none may be had, as the policy or the host says, what everybody may read is read. */
    private static Optional<SecureValue> credential(GitHost host, URI remote, CallContext call) {
        try {
            return Optional.of(host.getAuthenticatedRemoteUrl(remote.toString(), call));
        } catch (StileException none) {
            return Optional.empty();
        }
    }

    private Proof proof(Fetching.Fetched fetched, Sha landed, PRStatus merged, Deadline deadline) {
        return new MergeProof(new GitRepository(fetched.repository(), environment, deadline))
                .of(
                        new Landing(
                                landed,
                                merged.headSha(),
                                merged.baseSha(),
                                fetched.base(),
                                Optional.empty(),
                                Optional.empty()));
    }

    private static URI remote(URI web, PRStatus merged) {
        String base = web.toString();
        return URI.create(
                (base.endsWith("/") ? base : base + "/") + merged.pr().repo().path() + ".git");
    }

    /** Where the connection keeps its state, so that it goes when the connection goes. */
    private Path folder(Connection connection) {
        Path state = home.folder().resolve("state");
        Path ofConnector = state.resolve(connection.connector());
        Path own = ofConnector.resolve(connection.slug().text());
        List.of(state, ofConnector, own).forEach(Home::ensureFolder);
        return own.resolve("repositories");
    }
}

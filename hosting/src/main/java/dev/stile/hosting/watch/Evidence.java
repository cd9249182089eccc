package dev.stile.hosting.watch;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.Sha;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.Home;
import dev.stile.hosting.policy.GitFindings;
import dev.stile.hosting.policy.Lineage;
import dev.stile.hosting.proof.BaseMerges;
import dev.stile.hosting.proof.Fetching;
import dev.stile.hosting.proof.GitRepository;
import dev.stile.hosting.proof.Landing;
import dev.stile.hosting.proof.MergeProof;
import dev.stile.hosting.proof.Proof;
import dev.stile.hosting.service.Asking;
import dev.stile.hosting.service.CodeHosts;
import dev.stile.hosting.turn.KeyedTurns;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches what a pull request names, and says what git knows of it. Any thread may call; our copy
 * of a repository is used by one at a time.
 */
final class Evidence {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int MOST_WAITING = 64;
    private static final Set<Code> REFUSALS =
            EnumSet.of(
                    Code.POLICY_REFUSED,
                    Code.CONFIRMATION_NEEDED,
                    Code.APPROVAL_NEEDED,
                    Code.EGRESS_DENIED);

    private final CodeHosts hosts;
    private final Asking asking;
    private final Home home;
    private final Map<String, String> environment;
    private final KeyedTurns fetches;

    /**
     * @param asking in whose name git fetches
     * @param environment of this process
     */
    Evidence(CodeHosts hosts, Asking asking, Home home, Map<String, String> environment) {
        this(hosts, asking, home, environment, new KeyedTurns(1, MOST_WAITING));
    }

    /**
     * @param fetches turns at {@linkplain #copy each copy}, one at a time
     */
    Evidence(
            CodeHosts hosts,
            Asking asking,
            Home home,
            Map<String, String> environment,
            KeyedTurns fetches) {
        this.hosts = hosts;
        this.asking = asking;
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.fetches = fetches;
    }

    /**
     * What landed of a merged one; nothing where git may not go and look.
     *
     * @throws Failure MIRROR_BUSY if our copy did not become free: nothing is known
     */
    Proof proof(Asked asked, PRStatus merged) {
        Optional<Sha> landed = merged.mergeSha();
        if (landed.isEmpty()) {
            return Proof.none("missing");
        }
        try (KeyedTurns.Turn ours = turn(asked, merged).orElseThrow(() -> busy(merged))) {
            return proof(asked.anew(), landed.get(), merged, Deadline.after(LONGEST));
        }
    }

    /** That nobody could look is no finding: whoever asked asks again. */
    private static Failure busy(PRStatus merged) {
        return Failure.of(Code.MIRROR_BUSY)
                .headline("our copy of " + merged.pr().repo() + " was in use for too long")
                .build();
    }

    private Proof proof(Asked asked, Sha landed, PRStatus merged, Deadline deadline) {
        List<Sha> commits = List.of(landed, merged.headSha(), merged.baseSha());
        try {
            return fetched(asked, merged, commits, deadline)
                    .map(fetched -> proof(fetched, landed, merged, deadline))
                    .orElseGet(() -> Proof.none("fetch"));
        } catch (Failure refused) {
            // Whatever else failed is no finding, and is tried again.
            if (isRefusal(refused)) {
                return Proof.none(refused.registered() == Code.EGRESS_DENIED ? "origin" : "policy");
            }
            throw refused;
        } catch (Unavailable nowhere) {
            return Proof.none("fetch");
        }
    }

    /** Whether git may not go there, and was not started. */
    private static boolean isRefusal(Failure failure) {
        return REFUSALS.contains(failure.registered());
    }

    /**
     * What the policy wants to know of an open one; empty where git may not go and look, or could
     * not.
     *
     * @param before what git said of its head until now
     */
    Optional<GitFindings> findings(
            Asked asked, PRStatus open, Optional<GitFindings> before, Lineage lineage) {
        Optional<KeyedTurns.Turn> turn = turn(asked, open);
        if (turn.isEmpty()) {
            return Optional.empty();
        }
        try (KeyedTurns.Turn ours = turn.get()) {
            return found(asked.anew(), open, before, lineage);
        } catch (Failure refused) {
            if (isRefusal(refused)) {
                return Optional.empty();
            }
            throw refused;
        } catch (Unavailable nowhere) {
            return Optional.empty();
        }
    }

    private Optional<GitFindings> found(
            Asked asked, PRStatus open, Optional<GitFindings> before, Lineage lineage) {
        List<Sha> commits = new ArrayList<>(lineage.olderHeads());
        commits.add(lineage.head());
        commits.add(lineage.baseTip());
        Deadline deadline = Deadline.after(LONGEST);
        return fetched(asked, open, commits, deadline)
                .map(
                        fetched -> {
                            BaseMerges git = new BaseMerges(git(fetched.repository(), deadline));
                            Set<Sha> carried =
                                    new HashSet<>(
                                            git.carried(
                                                    lineage.head(),
                                                    lineage.olderHeads(),
                                                    fetched.base()));
                            before.filter(said -> said.head().equals(lineage.head()))
                                    .ifPresent(said -> carried.addAll(said.carried()));
                            return new GitFindings(
                                    lineage.head(),
                                    lineage.baseTip(),
                                    carried,
                                    git.holds(lineage.head(), lineage.baseTip()));
                        });
    }

    /**
     * Who is asked.
     *
     * @param web where the host of the connection is
     */
    record Asked(Connection connection, URI web, GitHost host, CallContext call) {
        /** With time of its own: what was spent on a wait is not missing from it. */
        private Asked anew() {
            CallContext fresh =
                    new CallContext(
                            Deadline.after(LONGEST),
                            call.correlation(),
                            call.label(),
                            call.progress());
            return new Asked(connection, web, host, fresh);
        }
    }

    /** The turn at our copy, which is waited for on time of its own. */
    private Optional<KeyedTurns.Turn> turn(Asked asked, PRStatus status) {
        return fetches.take(copy(asked.connection(), status.pr().repo()), Deadline.after(LONGEST));
    }

    /** What our copy of a repository is called among those that are in use. */
    static String copy(Connection connection, RepoRef repo) {
        return connection.slug().text() + " " + repo.key();
    }

    private Optional<Fetching.Fetched> fetched(
            Asked asked, PRStatus status, List<Sha> commits, Deadline deadline) {
        URI remote = remote(asked.web(), status);
        hosts.requireFetch(asked.connection(), status.pr().repo(), remote, asking, asked.call());
        Optional<SecureValue> credential = credential(asked.host(), remote, asked.call());
        try {
            return new Fetching(folder(asked.connection()), environment)
                    .fetch(
                            new Fetching.Wanted(
                                    status.pr().repo(),
                                    remote,
                                    asked.connection().caFile(),
                                    status.baseBranch(),
                                    commits),
                            credential,
                            deadline);
        } finally {
            credential.ifPresent(SecureValue::close);
        }
    }

    private GitRepository git(Path repository, Deadline deadline) {
        return new GitRepository(repository, environment, deadline);
    }

    /**
     * Where none may be had, as the policy or the host says, what everybody may read is read: that
     * git may go there was asked before.
     */
    private static Optional<SecureValue> credential(GitHost host, URI remote, CallContext call) {
        try {
            return Optional.of(host.getAuthenticatedRemoteUrl(remote.toString(), call));
        } catch (StileException none) {
            return Optional.empty();
        }
    }

    private Proof proof(Fetching.Fetched fetched, Sha landed, PRStatus merged, Deadline deadline) {
        return new MergeProof(git(fetched.repository(), deadline))
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

package dev.stile.hosting.access;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PermissionProbe;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks a host whether accounts may write, each once in ten minutes for a repository; what could not
 * be asked stays unknown, and is tried again after a minute. Any thread may ask.
 */
public final class WriteAccess {
    /** How long an answer holds, so that a right that was taken away is soon none. */
    public static final Duration HOLDS = Duration.ofMinutes(10);

    private static final Duration FAILURE_HOLDS = Duration.ofMinutes(1);

    /** Requests that one snapshot may cost; who is left is asked at the next. */
    private static final int MOST_ASKED = 20;

    private static final int MOST_KEPT = 10_000;

    private final Clock clock;
    private final Map<Account, Answer> answers = new ConcurrentHashMap<>();

    private record Account(String connection, String repo, UserRef.Kind kind, String id) {}

    private record Answer(Tri canWrite, Instant until) {}

    public WriteAccess(Clock clock) {
        this.clock = clock;
    }

    /**
     * The snapshot with what is known of these accounts.
     *
     * @param unknown whose access matters and is not known, the most urgent first
     * @throws Auth if the host refuses our own credentials
     * @throws RateLimited if it wants to be left alone
     */
    public PrFacts in(
            String connection,
            GitHost host,
            PrFacts facts,
            List<UserRef> unknown,
            CallContext call) {
        if (unknown.isEmpty() || !(host instanceof PermissionProbe)) {
            return facts;
        }
        RepoRef repo = facts.status().pr().repo();
        Map<UserRef, Tri> known = new HashMap<>();
        int asked = 0;
        boolean isAnswering = true;
        for (UserRef user : unknown) {
            Account account = new Account(connection, repo.key(), user.kind(), user.id().text());
            Optional<Tri> kept = kept(account);
            if (kept.isPresent()) {
                known.put(user, kept.get());
            } else if (isAnswering && asked < MOST_ASKED) {
                asked++;
                Optional<Tri> said = asked(host, repo, user, call);
                isAnswering = said.isPresent();
                known.put(user, keep(account, said));
            }
        }
        return KnownAccess.in(facts, known);
    }

    private Optional<Tri> kept(Account account) {
        return Optional.ofNullable(answers.get(account))
                .filter(answer -> clock.instant().isBefore(answer.until()))
                .map(Answer::canWrite);
    }

    private Tri keep(Account account, Optional<Tri> said) {
        Instant now = clock.instant();
        if (answers.size() >= MOST_KEPT) {
            answers.values().removeIf(answer -> !now.isBefore(answer.until()));
        }
        if (answers.size() < MOST_KEPT) {
            Duration holds = said.isPresent() ? HOLDS : FAILURE_HOLDS;
            answers.put(account, new Answer(said.orElse(Tri.UNKNOWN), now.plus(holds)));
        }
        return said.orElse(Tri.UNKNOWN);
    }

    /** Empty if the host did not answer: then the others are not asked either. */
    private static Optional<Tri> asked(GitHost host, RepoRef repo, UserRef user, CallContext call) {
        try {
            return Optional.of(host.beside().canWrite(repo, user, call));
        } catch (Auth | RateLimited ours) {
            throw ours;
        } catch (StileException failed) {
            return Optional.empty();
        }
    }
}

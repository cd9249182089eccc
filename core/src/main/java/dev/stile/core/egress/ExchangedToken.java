package dev.stile.core.egress;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.Tri;
import dev.stile.api.http.Effect;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.StatusErrors;
import dev.stile.api.http.Url;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.Fact;
import dev.stile.core.secret.SecretReference;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The token of one connection that its key is exchanged for, until shortly before it ends. One
 * caller asks for a new one while the others wait. Any thread may call.
 */
final class ExchangedToken implements AutoCloseable {
    private static final String OPERATION = "exchanging the key for a token";

    /** A new one is due so long before the end of the old one. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    /** Good for as long at least when it is handed out. */
    private static final Duration LEAST = Duration.ofSeconds(60);

    /**
     * Nobody asks again so soon after it failed, nor takes so new a token for one that ended. Twice
     * as long after each further failure (TU-47).
     */
    private static final Duration COOL_DOWN = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final PlacedSecret key;
    private final String connection;
    private final Url address;
    private final Clock clock;
    private final EgressGate gate;
    private final GuardedClient client;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<Held> held = Optional.empty();
    private volatile Optional<Refusal> refused = Optional.empty();
    private Duration pause = COOL_DOWN;

    /** A token that was given. */
    private record Held(SecureValue value, Instant since, Instant ends) {
        SecureValue copy() {
            return value.lend(
                    bytes ->
                            SecureValue.takeFrom(
                                    new String(bytes, StandardCharsets.US_ASCII).toCharArray()));
        }

        boolean isGood(Instant now, Duration before) {
            return now.isBefore(ends.minus(before));
        }
    }

    /**
     * That it failed, and may not be tried again before.
     *
     * @param auth whether the key was refused; else the server could not be asked
     */
    private record Refusal(String why, boolean auth, Instant until) {
        StileException error() {
            return auth
                    ? new Auth(why)
                    : new Unavailable(why + "; it is not asked again before " + until);
        }
    }

    private ExchangedToken(
            EgressGate plain, EgressProfile profile, PlacedSecret key, PlacedSecret.Exchanged how) {
        this.key = key;
        this.connection = profile.connection();
        this.address = Url.under(URI.create(how.address()));
        this.clock = plain.clock();
        this.gate = plain;
        PlacedSecret signed =
                new PlacedSecret(
                        SecretSpec.bearer(key.spec().name(), key.spec().title()),
                        key.reference(),
                        Optional.empty());
        this.client =
                plain.with(
                                (reference, wanted, deadline) -> {
                                    try (SecureValue pem =
                                            plain.secrets().resolve(reference, wanted, deadline)) {
                                        plain.redactor().register(pem);
                                        return SignedClaim.of(pem, connection, key, how.issuer())
                                                .at(clock.instant());
                                    }
                                })
                        .open(profile.with(List.of(signed)));
    }

    /** That of a connection; empty if it has no key that is to be exchanged. */
    static Optional<ExchangedToken> of(EgressGate plain, EgressProfile profile) {
        return profile.secrets().stream()
                .flatMap(
                        key ->
                                key.exchanged().stream()
                                        .map(how -> new ExchangedToken(plain, profile, key, how)))
                .findFirst();
    }

    /** Whether it is that secret of the connection, and from that place. */
    boolean isOf(String secret, SecretReference reference) {
        return key.spec().name().equals(secret) && key.reference().equals(reference);
    }

    /**
     * A token that is good for a minute at least; an older one where no new one can be had yet. The
     * caller closes it.
     *
     * @throws Auth if the server does not take the key
     * @throws StileException if it cannot be asked now
     */
    SecureValue value(Deadline deadline) {
        Optional<SecureValue> known = fresh();
        return known.isPresent() ? known.get() : waited(deadline);
    }

    /** One with a good while left; while it is not asked for a new one, one with a minute left. */
    private Optional<SecureValue> fresh() {
        Instant now = clock.instant();
        boolean waits = refused.filter(each -> now.isBefore(each.until())).isPresent();
        return good(waits ? LEAST : EARLY);
    }

    private Optional<SecureValue> good(Duration before) {
        return held.filter(each -> each.isGood(clock.instant(), before)).map(Held::copy);
    }

    private SecureValue waited(Deadline deadline) {
        try {
            if (!lock.tryLock(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
                return good(LEAST)
                        .orElseThrow(() -> new Unavailable("somebody else is still " + OPERATION));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unavailable("it was interrupted while it waited for a token");
        }
        try {
            // Whoever had the lock may have brought it.
            return fresh().orElseGet(() -> renewed(deadline));
        } finally {
            lock.unlock();
        }
    }

    private SecureValue renewed(Deadline deadline) {
        Instant now = clock.instant();
        refused.filter(each -> now.isBefore(each.until()))
                .ifPresent(
                        each -> {
                            throw each.error();
                        });
        try {
            Held made = exchanged(deadline);
            if (!made.isGood(clock.instant(), LEAST)) {
                made.value().close();
                throw new Unavailable("the token that the server gives ends too soon");
            }
            held = Optional.of(made);
            refused = Optional.empty();
            pause = COOL_DOWN;
            return made.copy();
        } catch (ConnectorException why) {
            boolean auth = why instanceof Auth;
            if (!auth && (deadline.isPast() || !isOfTheServer(why))) {
                // One caller's own haste is nothing that the others have to wait for.
                return good(LEAST).orElseThrow(() -> why);
            }
            refused = Optional.of(new Refusal(why.headline(), auth, clock.instant().plus(pause)));
            pause = pause.multipliedBy(2);
            if (pause.compareTo(LONGEST_PAUSE) > 0) {
                pause = LONGEST_PAUSE;
            }
            if (auth) {
                throw why;
            }
            return good(LEAST).orElseThrow(() -> why);
        } catch (StileException local) {
            // What is wrong here may be put right at once.
            return good(LEAST).orElseThrow(() -> local);
        }
    }

    /** Neither this caller's patience, nor that a place among others was waited for. */
    private static boolean isOfTheServer(ConnectorException why) {
        return !Thread.currentThread().isInterrupted()
                && !(why instanceof ConnectorException.Timeout)
                && !(why instanceof ConnectorException.RateLimited);
    }

    private Held exchanged(Deadline deadline) {
        HttpRequest request =
                new HttpRequest(
                        "POST",
                        address,
                        Effect.READ,
                        OPERATION,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        HttpRequest.REQUESTS);
        Instant since = clock.instant();
        HttpAnswer answer =
                client.send(
                        request,
                        new CallContext(
                                deadline,
                                "token-" + connection,
                                Label.outside(Scope.of(connection)),
                                Progress.SILENT));
        if (!answer.isSuccess()) {
            throw refusal(request, answer);
        }
        TokenAnswer given = TokenAnswer.of(answer);
        gate.redactor().register(given.token());
        return new Held(given.token(), since, given.ends());
    }

    private static ConnectorException refusal(HttpRequest request, HttpAnswer answer) {
        boolean asksToWait =
                answer.header("Retry-After").isPresent()
                        || answer.header("X-RateLimit-Remaining")
                                .filter(
                                        left ->
                                                left.checked(ExchangedToken::isNone).answer()
                                                        == Tri.YES)
                                .isPresent()
                        || answer.text().checked(ExchangedToken::isAboutLimits).answer() == Tri.YES;
        if (answer.status() == 403 && asksToWait) {
            return new Unavailable("the server asks to wait before it gives a token");
        }
        return switch (answer.status()) {
            case 401, 403, 404, 422 ->
                    new Auth("the server gives no token for the key of this connection")
                            .saying(answer.text());
            default -> StatusErrors.of(request, answer, What.PROJECT);
        };
    }

    /** Some servers say it nowhere else. */
    private static Fact<Tri> isAboutLimits(String said) {
        return new Fact<>(Tri.of(said.toLowerCase(Locale.ROOT).contains("rate limit")));
    }

    private static Fact<Tri> isNone(String left) {
        return new Fact<>(Tri.of(left.strip().equals("0")));
    }

    @Override
    public void close() {
        client.close();
    }

    /**
     * The server does not take the one that a request began with.
     *
     * @return whether there is another by now, or may be; not where it is too new to have ended
     */
    boolean forget(Instant begun) {
        if (!lock.tryLock()) {
            // Somebody is asking for another; whoever tries again waits for it no longer than it
            // may.
            return true;
        }
        try {
            if (held.filter(each -> !each.since().isAfter(begun)).isEmpty()) {
                return true;
            }
            boolean isOld =
                    held.filter(each -> clock.instant().isAfter(each.since().plus(COOL_DOWN)))
                            .isPresent();
            if (isOld) {
                held = Optional.empty();
            }
            return isOld;
        } finally {
            lock.unlock();
        }
    }
}

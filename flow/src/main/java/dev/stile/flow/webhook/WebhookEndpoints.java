package dev.stile.flow.webhook;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.SourceLabel;
import dev.stile.api.label.Scope;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.digest.Sha256;
import dev.stile.core.error.Failure;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets;
import dev.stile.core.store.Database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The receivers that there are, looked up without asking the store each time: a change of rows or
 * of secrets counts within a second. Any thread may call.
 */
public final class WebhookEndpoints {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Database database;
    private final ConnectionStore connections;
    private final WebhookPresets presets;
    private final Secrets secrets;
    private final Redactor redactor;
    private final Predicate<String> ready;
    private final Clock clock;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile Snapshot snapshot = new Snapshot(Map.of(), Instant.MIN);

    private record Snapshot(Map<String, Endpoint> byConnection, Instant loaded) {
        boolean isFresh(Instant now) {
            return !loaded.equals(Instant.MIN)
                    && Duration.between(loaded, now).abs().compareTo(FRESH) < 0;
        }
    }

    /**
     * @param redactor is told each secret before its first use
     * @param ready whether a connection may be used now, by its slug
     */
    public WebhookEndpoints(
            Database database,
            ConnectionStore connections,
            WebhookPresets presets,
            Secrets secrets,
            Redactor redactor,
            Predicate<String> ready,
            Clock clock) {
        this.database = database;
        this.connections = connections;
        this.presets = presets;
        this.secrets = secrets;
        this.redactor = redactor;
        this.ready = ready;
        this.clock = clock;
    }

    /**
     * The receiver that an address leads to. Takes the same steps whether there is such a
     * connection or not.
     *
     * @throws dev.stile.core.store.StoreException if the store cannot be read
     */
    public Optional<Endpoint> find(String connection, String token, Deadline deadline) {
        String digest = Sha256.hex(token);
        Optional<Endpoint> endpoint =
                Optional.ofNullable(fresh(deadline).byConnection().get(connection));
        return endpoint.filter(each -> each.isReachedBy(digest));
    }

    private Snapshot fresh(Deadline deadline) {
        Snapshot known = snapshot;
        if (known.isFresh(clock.instant())) {
            return known;
        }
        loading.lock();
        try {
            if (!snapshot.isFresh(clock.instant())) {
                snapshot = load(deadline);
            }
            return snapshot;
        } finally {
            loading.unlock();
        }
    }

    private Snapshot load(Deadline deadline) {
        Instant now = clock.instant();
        List<Webhook> webhooks = database.read(deadline, WebhookTable::all);
        Map<String, Endpoint> byConnection = new HashMap<>();
        if (!webhooks.isEmpty()) {
            Map<String, Connection> known = new HashMap<>();
            connections.all(deadline).forEach(each -> known.put(each.slug().text(), each));
            for (Webhook webhook : webhooks) {
                Optional.ofNullable(known.get(webhook.connection()))
                        .flatMap(connection -> endpoint(webhook, connection, now, deadline))
                        .ifPresent(each -> byConnection.put(each.connection(), each));
            }
        }
        return new Snapshot(Map.copyOf(byConnection), now);
    }

    private Optional<Endpoint> endpoint(
            Webhook webhook, Connection connection, Instant now, Deadline deadline) {
        List<String> tokens = new ArrayList<>(List.of(webhook.token()));
        webhook.oldToken().filter(old -> old.isValid(now)).ifPresent(old -> tokens.add(old.text()));
        return presets.find(webhook.preset(), connection)
                .map(
                        preset ->
                                new Endpoint(
                                        webhook.connection(),
                                        preset,
                                        webhook.hint(),
                                        tokens,
                                        keys(webhook, now, deadline),
                                        SourceLabel.strictest()
                                                .of(Scope.of(webhook.connection()))));
    }

    private List<Key> keys(Webhook webhook, Instant now, Deadline deadline) {
        List<Key> keys = new ArrayList<>();
        if (ready.test(webhook.connection())) {
            resolve(webhook.connection(), webhook.secret(), deadline)
                    .ifPresent(value -> keys.add(new Key(webhook.generation(), value)));
            webhook.oldSecret()
                    .filter(old -> old.isValid(now))
                    .flatMap(old -> resolve(webhook.connection(), old.text(), deadline))
                    .ifPresent(value -> keys.add(new Key(webhook.generation() - 1, value)));
        }
        return keys;
    }

    /** A secret that is missing now may be there in a second: until then nothing is proven. */
    private Optional<SecureValue> resolve(String connection, String reference, Deadline deadline) {
        try {
            SecureValue value =
                    secrets.resolve(
                            SecretReference.parse(reference),
                            new Secrets.Wanted(connection, WebhookProviders.SECRET),
                            deadline);
            redactor.register(value);
            return Optional.of(kept(connection, value));
        } catch (Failure missing) {
            return Optional.empty();
        }
    }

    /** The value that is known already, so that memory does not fill with copies of a secret. */
    private SecureValue kept(String connection, SecureValue value) {
        Optional<SecureValue> known =
                Optional.ofNullable(snapshot.byConnection().get(connection)).stream()
                        .flatMap(endpoint -> endpoint.keys().stream())
                        .map(Key::value)
                        .filter(value::sameAs)
                        .findFirst();
        known.ifPresent(same -> value.close());
        return known.orElse(value);
    }
}

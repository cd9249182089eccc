package dev.stile.flow.webhook;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.SourceLabel;
import dev.stile.api.label.Scope;
import dev.stile.api.secret.SecureValue;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes and changes receivers. Only a person does; each change and its audit row are one commit.
 * Any thread may call.
 */
public final class WebhookAdmin {
    private final Database database;
    private final AuditLog audit;
    private final ConnectionStore connections;
    private final WebhookPresets presets;
    private final Secrets secrets;
    private final Redactor redactor;
    private final WebhookIntake intake;
    private final String base;
    private final RandomGenerator random;
    private final Clock clock;

    /**
     * @param base how senders reach the server, such as {@code https://hooks.example}; no slash at
     *     its end
     * @param random for tokens: one that nobody can guess
     */
    public WebhookAdmin(
            Database database,
            AuditLog audit,
            ConnectionStore connections,
            WebhookPresets presets,
            Secrets secrets,
            Redactor redactor,
            WebhookIntake intake,
            String base,
            RandomGenerator random,
            Clock clock) {
        this.database = database;
        this.audit = audit;
        this.connections = connections;
        this.presets = presets;
        this.secrets = secrets;
        this.redactor = redactor;
        this.intake = intake;
        this.base = base;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes the receiver of a connection.
     *
     * @param preset its preset; that of the connection if none is named
     * @param secret reference; that of the connection if none is given
     * @return its address, with the token that nobody can show again
     * @throws Failure WEBHOOK_NOT_VALID; SECRET_MISSING: without a secret there is no receiver
     */
    public WebhookAddress add(
            String slug,
            Optional<String> preset,
            Optional<String> secret,
            Subject subject,
            Deadline deadline) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        Connection connection = connections.require(slug, deadline);
        String named = preset.or(() -> presetOf(connection)).orElse("");
        String reference =
                secret.or(
                                () ->
                                        Optional.ofNullable(
                                                connection.secrets().get(WebhookProviders.SECRET)))
                        .orElseThrow(
                                () ->
                                        notValid(
                                                slug,
                                                "a receiver needs a secret that senders sign with"));
        requireUsable(connection, named, reference, deadline);
        WebhookAddress address = WebhookAddress.of(base, slug, random);
        Webhook webhook =
                new Webhook(
                        slug,
                        named,
                        !presets.isWebhook(connection.connector()),
                        address.tokenSha256(),
                        Optional.empty(),
                        1,
                        reference,
                        Optional.empty(),
                        subject.actor(),
                        clock.instant(),
                        Optional.empty());
        change(
                slug,
                "webhook added",
                subject,
                deadline,
                transaction -> {
                    if (WebhookTable.find(transaction, slug).isPresent()) {
                        throw notValid(slug, slug + " has a receiver already: rotate its address");
                    }
                    WebhookTable.put(transaction, webhook);
                });
        return address;
    }

    /** What there is to see of a receiver. */
    public WebhookShown show(String slug, Deadline deadline) {
        Webhook webhook = require(slug, deadline);
        return new WebhookShown(
                webhook, WebhookAddress.hidden(base, slug), marks(webhook, deadline));
    }

    /** All receivers. */
    public List<Webhook> all(Deadline deadline) {
        return database.read(deadline, WebhookTable::all);
    }

    /**
     * Gives a receiver a new address.
     *
     * @param overlap how long the old one leads there, too
     */
    public WebhookAddress rotateAddress(
            String slug, Duration overlap, Subject subject, Deadline deadline) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        connections.require(slug, deadline);
        WebhookAddress address = WebhookAddress.of(base, slug, random);
        Instant until = clock.instant().plus(overlap);
        change(
                slug,
                "address rotated",
                subject,
                deadline,
                transaction -> {
                    Webhook old = present(transaction, slug);
                    WebhookTable.put(
                            transaction,
                            new Webhook(
                                    slug,
                                    old.preset(),
                                    old.hint(),
                                    address.tokenSha256(),
                                    Optional.of(new Webhook.Replaced(old.token(), until)),
                                    old.generation(),
                                    old.secret(),
                                    old.oldSecret(),
                                    old.addedBy(),
                                    old.added(),
                                    old.lastDelivery()));
                });
        return address;
    }

    /**
     * Gives a receiver a new secret.
     *
     * @param reference of the new one
     * @param overlap how long the old one proves deliveries, too
     */
    public void rotateSecret(
            String slug, String reference, Duration overlap, Subject subject, Deadline deadline) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        Connection connection = connections.require(slug, deadline);
        requireUsable(connection, require(slug, deadline).preset(), reference, deadline);
        Instant until = clock.instant().plus(overlap);
        change(
                slug,
                "secret rotated",
                subject,
                deadline,
                transaction -> {
                    Webhook old = present(transaction, slug);
                    WebhookTable.put(
                            transaction,
                            new Webhook(
                                    slug,
                                    old.preset(),
                                    old.hint(),
                                    old.token(),
                                    old.oldToken(),
                                    old.generation() + 1,
                                    reference,
                                    Optional.of(new Webhook.Replaced(old.secret(), until)),
                                    old.addedBy(),
                                    old.added(),
                                    old.lastDelivery()));
                });
    }

    /**
     * Signs a sample with the secret and takes it as the receiver would: its event is flagged as a
     * test.
     *
     * @throws Failure WEBHOOK_REFUSED if it is not taken
     */
    public Received test(String slug, Subject subject, Deadline deadline) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        Webhook webhook = require(slug, deadline);
        Connection connection = connections.require(slug, deadline);
        Preset preset =
                presets.find(webhook.preset(), connection)
                        .orElseThrow(() -> notValid(slug, "its preset is not complete any more"));
        Key key = new Key(webhook.generation(), resolve(slug, webhook.secret(), deadline));
        Instant now = clock.instant();
        RawDelivery sample =
                new Sample(preset, "stile-test-" + now.toEpochMilli(), now)
                        .signedWith(key)
                        .orElseThrow(() -> refused(slug));
        Endpoint endpoint =
                new Endpoint(
                        slug,
                        preset,
                        webhook.hint(),
                        List.of(),
                        List.of(key),
                        SourceLabel.strictest().of(Scope.of(slug)));
        Received received = intake.take(endpoint, sample, Set.of(InboxFlag.TEST), deadline);
        if (received instanceof Received.Refused) {
            throw refused(slug);
        }
        return received;
    }

    /** Removes a receiver and forgets what it received; events stay. False if there is none. */
    public boolean remove(String slug, Subject subject, Deadline deadline) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        return database.transaction(
                deadline,
                transaction -> {
                    boolean removed = WebhookTable.delete(transaction, slug);
                    if (removed) {
                        record(transaction, slug, "webhook removed", subject);
                    }
                    return removed;
                });
    }

    /** The same within the deletion of its connection. May be repeated. */
    public static void forget(Transaction transaction, String slug) {
        WebhookTable.delete(transaction, slug);
    }

    private void requireUsable(
            Connection connection, String preset, String reference, Deadline deadline) {
        String slug = connection.slug().text();
        List<String> problems = presets.problems(preset, connection);
        if (!problems.isEmpty()) {
            throw notValid(slug, String.join("; ", problems));
        }
        SecretReference parsed = SecretReference.parse(reference);
        if (parsed instanceof SecretReference.GitCredential) {
            throw notValid(slug, "the secret of a receiver is env:NAME or file:PATH");
        }
        Key key = new Key(1, resolve(slug, reference, deadline));
        Preset found = presets.find(preset, connection).orElseThrow();
        if (new Sample(found, "stile-check", clock.instant()).signedWith(key).isEmpty()) {
            throw notValid(slug, "the secret is not of the form that " + preset + " signs with");
        }
    }

    private List<String> marks(Webhook webhook, Deadline deadline) {
        Optional<Preset> preset =
                connections.all(deadline).stream()
                        .filter(each -> each.slug().text().equals(webhook.connection()))
                        .findFirst()
                        .flatMap(connection -> presets.find(webhook.preset(), connection));
        if (preset.isEmpty()) {
            return List.of();
        }
        SecureValue value = resolve(webhook.connection(), webhook.secret(), deadline);
        Optional<Form> form = value.lend(preset.get()::form);
        List<String> marks = new ArrayList<>();
        form.filter(Form::isSenderOnly).ifPresent(each -> marks.add("sender-only"));
        form.filter(Form::isReplayable).ifPresent(each -> marks.add("replayable"));
        return marks;
    }

    private SecureValue resolve(String slug, String reference, Deadline deadline) {
        SecureValue value =
                secrets.resolve(
                        SecretReference.parse(reference),
                        new Secrets.Wanted(slug, WebhookProviders.SECRET),
                        deadline);
        redactor.register(value);
        return value;
    }

    private static Optional<String> presetOf(Connection connection) {
        return WebhookProviders.presetOf(
                connection.connector(),
                Optional.ofNullable(connection.settings().get(WebhookProviders.PRESET)));
    }

    /** One for a connection that is not there is not to be made either, and that is said. */
    private Webhook require(String slug, Deadline deadline) {
        connections.require(slug, deadline);
        return database.read(deadline, transaction -> present(transaction, slug));
    }

    private static Webhook present(Transaction transaction, String slug) {
        return WebhookTable.find(transaction, slug)
                .orElseThrow(
                        () ->
                                Failure.of(Code.UNKNOWN_WEBHOOK)
                                        .headline("the connection " + slug + " has no webhook")
                                        .argument("connection", slug)
                                        .fact("connection", slug)
                                        .build());
    }

    private void change(
            String slug,
            String what,
            Subject subject,
            Deadline deadline,
            java.util.function.Consumer<Transaction> work) {
        database.transaction(
                deadline,
                transaction -> {
                    work.accept(transaction);
                    record(transaction, slug, what, subject);
                    return true;
                });
    }

    private void record(Transaction transaction, String slug, String what, Subject subject) {
        audit.append(
                transaction,
                AuditRow.point(
                        AuditEntry.of(
                                        subject.origin(),
                                        subject.actor(),
                                        AuditVerb.CONNECTION_UPDATE)
                                .connection(slug)
                                .target("webhook")
                                .reason(what)));
    }

    private static Failure notValid(String slug, String why) {
        return Failure.of(Code.WEBHOOK_NOT_VALID)
                .headline("the webhook of " + slug + " cannot be used")
                .detail(why)
                .argument("connection", slug)
                .fact("connection", slug)
                .build();
    }

    private static Failure refused(String slug) {
        return Failure.of(Code.WEBHOOK_REFUSED)
                .argument("connection", slug)
                .fact("connection", slug)
                .build();
    }
}

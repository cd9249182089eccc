package dev.stile.flow.template;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Manifest;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.digest.Sha256;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.registry.UnusedConnector;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;
import dev.stile.flow.document.Faults;
import dev.stile.flow.subscriber.SubscriberManifest;
import dev.stile.flow.subscriber.Subscribers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The templates that a user registered, each as it was written. A change is one commit with its
 * audit row. Any thread may call; processes share it.
 */
public final class TemplateStore {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NOT_VALID = "the template cannot be used";

    private final Database database;
    private final AuditLog audit;
    private final TemplateReader reader;
    private final Subscribers subscribers;
    private final Clock clock;
    private final StoredTemplates stored;

    /**
     * @param database with the schema of the home
     * @param subscribers back the events of a template that names one of them
     */
    public TemplateStore(
            Database database,
            AuditLog audit,
            TemplateReader reader,
            Subscribers subscribers,
            Clock clock) {
        this.database = database;
        this.audit = audit;
        this.reader = reader;
        this.subscribers = subscribers;
        this.clock = clock;
        this.stored = new StoredTemplates(database, reader);
    }

    /** A registered template, and whether this call changed anything. */
    public record Added(Template template, boolean changed) {}

    /**
     * Reads a template as {@code connector check} does. Stores nothing.
     *
     * @param folder where its command finds relative files
     */
    public Template check(byte[] document, Path folder) {
        TemplateReading reading = reader.read(document);
        Manifest manifest =
                reading.manifest().orElseThrow(() -> reading.faults().failure(NOT_VALID));
        if (Triggers.areUnbacked(manifest)) {
            throw Failure.of(Code.TRIGGER_UNBACKED)
                    .headline("the template claims events that nothing tells")
                    .argument("connector", manifest.slug())
                    .build();
        }
        manifest.subscriber().ifPresent(named -> requireBacked(manifest, named.manifest()));
        return new Template(
                manifest,
                new Provenance.User(folder.toAbsolutePath().normalize().toString()),
                Optional.of(new String(document, StandardCharsets.UTF_8)),
                Sha256.hex(document),
                reading.warnings());
    }

    /**
     * Registers a template, or replaces the one of its slug.
     *
     * <p>To register a template is to trust its command, so that its program may be asked here.
     *
     * @param readOnly actions that the person calls harmless by name, bound to these exact bytes
     * @param inquiry asks a program that alone can back the claim of events
     * @throws Failure TEMPLATE_NOT_VALID with every fault; TRIGGER_UNBACKED. Nothing is stored then
     */
    public Added add(
            byte[] document,
            Path folder,
            Set<String> readOnly,
            Subject subject,
            TriggerInquiry inquiry,
            Deadline deadline) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        Template template = check(document, folder);
        requireActions(template, readOnly);
        requireOffered(template, inquiry, deadline);
        return database.transaction(
                deadline,
                transaction -> {
                    boolean changed = put(transaction, template, subject);
                    for (String action : readOnly) {
                        changed |= confirm(transaction, template, action, subject);
                    }
                    return new Added(template, changed);
                });
    }

    /** Forgets a template. False if there is none of that slug. */
    public boolean remove(String slug, Subject subject, Deadline deadline) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        return database.transaction(
                deadline,
                transaction -> {
                    requireUnused(transaction, slug);
                    boolean gone =
                            transaction.update("DELETE FROM template WHERE slug = ?", slug) == 1;
                    if (gone) {
                        record(
                                transaction,
                                subject,
                                AuditVerb.TRUST_REVOKE,
                                slug,
                                Optional.empty());
                    }
                    return gone;
                });
    }

    /**
     * The template of that slug.
     *
     * @throws Failure CONNECTOR_DISABLED if this release cannot read it any more
     */
    public Optional<Template> find(String slug, Deadline deadline) {
        return stored.find(slug, deadline);
    }

    /** Every registered template that can be read, by slug. */
    public List<Template> all(Deadline deadline) {
        return stored.all(deadline);
    }

    /** Those that this release cannot read any more. They stay as they were written. */
    public List<UnusedConnector> unused(Deadline deadline) {
        return stored.unused(deadline);
    }

    /** Actions of exactly this template that a person called harmless. */
    public Set<String> confirmed(Template template, Deadline deadline) {
        return new HashSet<>(
                database.read(
                        deadline,
                        transaction ->
                                transaction.list(
                                        "SELECT action FROM template_confirmation WHERE slug = ? AND sha256 = ?",
                                        row -> row.text(1),
                                        template.manifest().slug(),
                                        template.sha256())));
    }

    private boolean put(Transaction transaction, Template template, Subject subject) {
        String slug = template.manifest().slug();
        String folder = ((Provenance.User) template.provenance()).folder();
        boolean same =
                transaction
                        .first(
                                "SELECT 1 FROM template WHERE slug = ? AND sha256 = ? AND folder = ?",
                                row -> row.number(1),
                                slug,
                                template.sha256(),
                                folder)
                        .isPresent();
        if (same) {
            return false;
        }
        transaction.update(
                """
                INSERT INTO template (slug, document, folder, sha256, added_by, added)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET document = excluded.document, folder = excluded.folder,
                    sha256 = excluded.sha256, added_by = excluded.added_by, added = excluded.added
                """,
                slug,
                template.document(),
                folder,
                template.sha256(),
                subject.actor(),
                clock.millis());
        record(transaction, subject, AuditVerb.TRUST_GRANT, slug, Optional.of(template.sha256()));
        return true;
    }

    private boolean confirm(
            Transaction transaction, Template template, String action, Subject subject) {
        boolean changed =
                transaction.update(
                                """
                                INSERT INTO template_confirmation (slug, sha256, action, person, at)
                                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                                """,
                                template.manifest().slug(),
                                template.sha256(),
                                action,
                                subject.actor(),
                                clock.millis())
                        == 1;
        if (changed) {
            record(
                    transaction,
                    subject,
                    AuditVerb.TRUST_GRANT,
                    template.manifest().slug() + " " + action,
                    Optional.of(template.sha256()));
        }
        return changed;
    }

    /** The manifest has to be there, whole and trusted, before anything is promised in its name. */
    private void requireBacked(Manifest manifest, String id) {
        try {
            SubscriberManifest found = subscribers.require(id, Deadline.after(PATIENCE)).manifest();
            for (String secret : found.secrets()) {
                if (manifest.secret(secret).isEmpty()) {
                    throw Failure.of(Code.SUBSCRIBER_NOT_VALID)
                            .headline(
                                    "the subscriber asks for the secret "
                                            + secret
                                            + ", which the template does not have")
                            .build();
                }
            }
        } catch (Failure why) {
            Failure.Builder unbacked =
                    Failure.of(Code.TRIGGER_UNBACKED)
                            .headline("the subscriber that the template names cannot run")
                            .detail(why.headline())
                            .problems(why.problems())
                            .argument("connector", manifest.slug())
                            .fact("reason", why.code())
                            .cause(why);
            why.details().forEach(unbacked::detail);
            if (why.registered() == Code.TRUST_NEEDED) {
                unbacked.detail(
                        "to trust it: "
                                + ShellWords.line(
                                        List.of("stile", "trust", "add", why.facts().get("path"))));
            }
            throw unbacked.build();
        }
    }

    /**
     * A program that does not tell events leaves that to the subscriber of the template's own name.
     */
    private void requireOffered(Template template, TriggerInquiry inquiry, Deadline deadline) {
        Manifest manifest = template.manifest();
        if (!Triggers.needHello(manifest)
                || inquiry.ask(template, deadline) != TriggerInquiry.Answer.NOT_OFFERED) {
            return;
        }
        if (!subscribers.isKnown(manifest.slug(), deadline)) {
            throw Triggers.notOffered(manifest.slug());
        }
        requireBacked(manifest, manifest.slug());
    }

    private static void requireActions(Template template, Set<String> readOnly) {
        for (String action : readOnly) {
            if (template.manifest().action(action).isEmpty()) {
                Faults faults = new Faults(Code.TEMPLATE_NOT_VALID);
                faults.add(
                        "/actions/" + action,
                        "is not there and cannot be confirmed",
                        "name an action of the template");
                throw faults.failure(NOT_VALID);
            }
        }
    }

    private static void requireUnused(Transaction transaction, String slug) {
        List<String> users =
                transaction.list(
                        "SELECT slug FROM connection WHERE connector = ? ORDER BY slug LIMIT 20",
                        row -> row.text(1),
                        slug);
        if (!users.isEmpty()) {
            throw Failure.of(Code.CONNECTOR_IN_USE)
                    .detail("connections of it: " + String.join(", ", users))
                    .argument("connection", users.getFirst())
                    .build();
        }
    }

    private void record(
            Transaction transaction,
            Subject subject,
            AuditVerb verb,
            String target,
            Optional<String> sha256) {
        AuditEntry entry =
                AuditEntry.of(subject.origin(), subject.actor(), verb)
                        .target("connector " + target);
        audit.append(
                transaction,
                AuditRow.point(sha256.map(hash -> entry.content(hash, 0)).orElse(entry)));
    }
}

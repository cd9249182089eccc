package dev.stile.cli.flow;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Facet;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Lazy;
import dev.stile.core.audit.AuditTrail;
import dev.stile.core.change.SeenRecords;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.inbox.EventPages;
import dev.stile.core.inbox.Quarantine;
import dev.stile.core.lease.Holder;
import dev.stile.core.lease.Leases;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Database;
import dev.stile.core.store.HomeSchema;
import dev.stile.flow.connection.ConnectionDeletion;
import dev.stile.flow.connection.ConnectionLives;
import dev.stile.flow.connection.ConnectionPositions;
import dev.stile.flow.connection.ConnectorProbe;
import dev.stile.flow.connection.HealthNews;
import dev.stile.flow.connection.Notices;
import dev.stile.flow.connection.Position;
import dev.stile.flow.connection.PositionCheck;
import dev.stile.flow.connection.Probing;
import dev.stile.flow.connection.RecordProbe;
import dev.stile.flow.connection.StateFolders;
import dev.stile.flow.delivery.Backoff;
import dev.stile.flow.delivery.DeadLetters;
import dev.stile.flow.delivery.Deliveries;
import dev.stile.flow.delivery.DeliveryWorker;
import dev.stile.flow.delivery.Doings;
import dev.stile.flow.delivery.EventReplays;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.lifecycle.QuarantineNews;
import dev.stile.flow.lifecycle.StoredLifecycle;
import dev.stile.flow.local.ChildRunner;
import dev.stile.flow.local.Commands;
import dev.stile.flow.local.FileAppends;
import dev.stile.flow.local.RuleFolders;
import dev.stile.flow.local.SqliteInserts;
import dev.stile.flow.metrics.Metric;
import dev.stile.flow.metrics.Metrics;
import dev.stile.flow.outbox.ActService;
import dev.stile.flow.outbox.Approvals;
import dev.stile.flow.outbox.Attempt;
import dev.stile.flow.outbox.DamagedEntries;
import dev.stile.flow.outbox.Dispatcher;
import dev.stile.flow.outbox.Edits;
import dev.stile.flow.outbox.OutboxGate;
import dev.stile.flow.outbox.OutboxJournal;
import dev.stile.flow.outbox.RegistryActions;
import dev.stile.flow.outbox.Resolutions;
import dev.stile.flow.outbox.Sender;
import dev.stile.flow.outbox.Settler;
import dev.stile.flow.outbox.StoredOutbox;
import dev.stile.flow.outbox.Trail;
import dev.stile.flow.policy.PolicyDesk;
import dev.stile.flow.policy.PolicyFile;
import dev.stile.flow.routing.Echoes;
import dev.stile.flow.routing.LoopGuard;
import dev.stile.flow.routing.Router;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rulebook.RuleStore;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.flow.schema.SchemaCheck;
import dev.stile.flow.stream.Backfill;
import dev.stile.flow.stream.MadeUpEvents;
import dev.stile.flow.stream.Sources;
import dev.stile.flow.stream.StreamHouse;
import dev.stile.flow.stream.StreamTime;
import dev.stile.flow.stream.StreamTimes;
import dev.stile.flow.stream.Streams;
import dev.stile.flow.template.TemplateReader;
import dev.stile.flow.template.TemplateStore;
import dev.stile.flow.template.TriggerInquiry;
import dev.stile.flow.text.TemplateRenderer;
import dev.stile.flow.webhook.Hints;
import dev.stile.flow.webhook.PresetBook;
import dev.stile.flow.webhook.WebhookAdmin;
import dev.stile.flow.webhook.WebhookEndpoints;
import dev.stile.flow.webhook.WebhookIntake;
import dev.stile.flow.webhook.WebhookPresets;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The event side over one house, each part made when it is first asked for. Any thread may call.
 * What it starts is ended by {@link #close}, before the house is closed.
 */
public final class FlowHouse implements AutoCloseable {
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(40);

    private final House house;
    private final RegisteredConnectors connectors;
    private final ConnectorLog log;
    private final Notices notices;
    private final RandomGenerator random = new SecureRandom();
    private final Lazy<SchemaCheck> schemas = new Lazy<>(JsonSchemas::new);
    private final Lazy<Leases> leases;
    private final Lazy<WebhookPresets> presets =
            new Lazy<>(() -> new WebhookPresets(PresetBook.shipped()));
    private final Lazy<ConnectionLives> lives = new Lazy<>(this::openLives);
    private final Lazy<Probing> probing = new Lazy<>(this::openProbing);
    private final Lazy<RuleStore> rules = new Lazy<>(this::openRules);
    private final Lazy<OutboxParts> outbox = new Lazy<>(this::openOutbox);

    /** Of its own, so that long looks through a queue keep nobody from storing events. */
    private final Lazy<Database> workerDatabase =
            new Lazy<>(() -> Database.open(home(), new HomeSchema(), House.patience()));

    private final Lazy<DeliveryWorker> worker = new Lazy<>(this::openWorker);

    /** What belongs to one entry of the outbox. */
    private record OutboxParts(
            OutboxJournal journal, OutboxGate gate, FlowNotices notices, Attempt attempt) {}

    /**
     * @param connectors those that the user registered, in the house too
     * @param log where streams and connectors say something for people
     * @param notices where it is told that a connection needs a person
     */
    public FlowHouse(
            House house, RegisteredConnectors connectors, ConnectorLog log, Notices notices) {
        this.house = house;
        this.connectors = connectors;
        this.log = log;
        this.notices = notices;
        this.leases = new Lazy<>(() -> new Leases(house.database(), clock(), Holder.self()));
        house.tellOfLettingGo(new QuarantineNews(house::inbox, clock()));
    }

    public House house() {
        return house;
    }

    public TemplateStore templates() {
        return new TemplateStore(
                house.database(),
                house.audit(),
                new TemplateReader(schemas()),
                connectors.subscribers(),
                clock());
    }

    /** Runs the program of a template for its hello. */
    public TriggerInquiry inquiry() {
        return (template, deadline) -> connectors.processes().ask(template, log, deadline);
    }

    /** What a connector is by now, as a person accepts something of it. */
    public String contents(String connector) {
        return connectors.contents(connector);
    }

    public SchemaCheck schemas() {
        return schemas.get();
    }

    public ConnectionLives lives() {
        return lives.get();
    }

    public Probing probing() {
        return probing.get();
    }

    public ConnectionPositions positions() {
        return new ConnectionPositions(
                house.database(),
                house.inbox(),
                leases.get(),
                house.audit(),
                this::refusal,
                clock());
    }

    /** Records have a place in each project; there is no one cursor that could be typed. */
    private Optional<PositionCheck.Refusal> refusal(
            Connection connection, Position position, Deadline deadline) {
        Set<Facet> facets = house.registry().manifest(connection.connector()).facets();
        boolean isOfRecords = facets.contains(Facet.RECORDS) && !facets.contains(Facet.EVENTS);
        if (position instanceof Position.At && isOfRecords) {
            return Optional.of(
                    new PositionCheck.Refusal(
                            "its records have a place in each project: say now or beginning",
                            Optional.empty()));
        }
        return isOfRecords
                ? Optional.empty()
                : connectors.processes().refusal(connection, position, deadline);
    }

    /** Makes a connection, or brings it to what is asked for. */
    public ConnectionStore.Made connect(
            Optional<Connection> seen, Connection wanted, Set<String> mended, Deadline deadline) {
        return house.connections()
                .make(
                        seen,
                        wanted,
                        mended,
                        house.around().subject(),
                        deadline,
                        transaction ->
                                rules().connectionChanged(transaction, wanted.slug().text()));
    }

    public ConnectionDeletion deletion() {
        return new ConnectionDeletion(
                house.database(),
                house.connections(),
                lives(),
                new RuleConsumers(rules()),
                List.of(new HouseRemains(resolutions(), rules())),
                new StateFolders(house.home()),
                leases.get(),
                house.inbox(),
                lifecycle());
    }

    public RuleStore rules() {
        return rules.get();
    }

    public Deliveries deliveries() {
        return new Deliveries(house.database(), new Backoff(random));
    }

    public DeadLetters deadLetters() {
        return new DeadLetters(house.database(), house.audit(), rules(), outbox(), clock());
    }

    public EventReplays replays() {
        return new EventReplays(house.database(), house.audit(), deliveries(), rules(), clock());
    }

    public OutboxJournal journal() {
        return outbox.get().journal();
    }

    public StoredOutbox outbox() {
        OutboxParts parts = outbox.get();
        return new StoredOutbox(parts.journal(), parts.gate(), parts.notices());
    }

    public Approvals approvals() {
        OutboxParts parts = outbox.get();
        return new Approvals(parts.journal(), parts.gate(), parts.notices());
    }

    public Edits edits() {
        OutboxParts parts = outbox.get();
        return new Edits(parts.journal(), parts.gate(), parts.notices());
    }

    public Resolutions resolutions() {
        OutboxParts parts = outbox.get();
        return new Resolutions(parts.journal(), parts.notices());
    }

    public DamagedEntries damagedEntries() {
        return new DamagedEntries(outbox.get().journal(), leases.get());
    }

    public ActService acts() {
        OutboxParts parts = outbox.get();
        return new ActService(outbox(), parts.journal(), parts.attempt(), settler(), random);
    }

    public Sender sender() {
        OutboxParts parts = outbox.get();
        return new Sender(parts.journal(), parts.attempt());
    }

    public Settler settler() {
        OutboxParts parts = outbox.get();
        return new Settler(parts.journal(), parts.gate(), parts.attempt());
    }

    /**
     * What sends and asks for every connection.
     *
     * @param failed is told what went wrong, by several threads
     */
    public Dispatcher dispatcher(Consumer<RuntimeException> failed) {
        return new Dispatcher(sender(), settler(), clock(), journal().news(), failed);
    }

    public Trail trail() {
        return new Trail(journal(), new AuditTrail(house.database()));
    }

    public PolicyDesk policy() {
        return new PolicyDesk(
                new PolicyFile(house.home()), house.database(), house.audit(), clock());
    }

    public Router router() {
        Deliveries deliveries = deliveries();
        return new Router(
                house.database(),
                house.inbox(),
                rules(),
                deliveries,
                new LoopGuard(deliveries, rules()::disable, house.audit(), lifecycle()),
                new Echoes(house.database()),
                clock());
    }

    public DeliveryWorker worker() {
        return worker.get();
    }

    /** What runs the programs of rules, or says why it would not. */
    public Commands commands() {
        return new Commands(
                new RuleFolders(house.home()),
                new PolicyExec(new PolicyFile(house.home()), clock()),
                new ChildRunner(() -> connectors.processes().children()),
                house.around().environment());
    }

    public Streams streams() {
        return new Streams(streamHouse());
    }

    public Backfill backfill() {
        return new Backfill(streamHouse());
    }

    public MadeUpEvents madeUp() {
        return new MadeUpEvents(house.database(), house.inbox(), clock());
    }

    public EventPages events() {
        return new EventPages(house.database());
    }

    public Quarantine quarantine() {
        return new Quarantine(house.database(), house.audit());
    }

    private StreamHouse streamHouse() {
        return new StreamHouse(
                house.database(),
                house.inbox(),
                leases.get(),
                lives(),
                positions(),
                lifecycle(),
                Sources.of(house.registry(), new SeenRecords(house.database())),
                house.redactor()::clean,
                probing()::soon,
                log,
                clock(),
                StreamTime.of(house.around().nanos()),
                StreamTimes.standard(),
                random);
    }

    /**
     * @param base how senders reach the receiver
     */
    public WebhookAdmin webhooks(String base) {
        return new WebhookAdmin(
                house.database(),
                house.audit(),
                house.connections(),
                presets.get(),
                house.secrets(),
                house.redactor(),
                webhookIntake(),
                base,
                random,
                clock());
    }

    /** What takes deliveries in, where nobody looks sooner for them. */
    public WebhookIntake webhookIntake() {
        return webhookIntake(Hints.none());
    }

    /**
     * The same beside those who poll.
     *
     * @param hints is told what came for a connection that is polled
     */
    public WebhookIntake webhookIntake(Hints hints) {
        return new WebhookIntake(
                house.database(), house.inbox(), house.redactor()::clean, hints, clock());
    }

    /** Which receivers there are. */
    public WebhookEndpoints webhookEndpoints() {
        return new WebhookEndpoints(
                house.database(),
                house.connections(),
                presets.get(),
                house.secrets(),
                house.redactor(),
                slug -> lives().isReady(new ConnectionSlug(slug), House.patience()),
                clock());
    }

    /** The numbers of the home as they are now. */
    public List<Metric> metrics(Deadline deadline) {
        return new Metrics(house.database(), house.around().version().get())
                .read(lives().all(deadline), deadline);
    }

    public RegisteredConnectors connectors() {
        return connectors;
    }

    private Path home() {
        return house.home().database();
    }

    private Clock clock() {
        return house.around().clock();
    }

    private LifecycleEvents lifecycle() {
        return new StoredLifecycle(house.inbox(), clock());
    }

    private ConnectionLives openLives() {
        return new ConnectionLives(
                house.database(),
                house.connections(),
                house.inbox(),
                house.audit(),
                new HealthNews(lifecycle(), notices),
                clock());
    }

    private Probing openProbing() {
        return new Probing(
                lives(),
                new HostProbe(
                        house,
                        new ConnectorProbe(
                                house.registry(),
                                new RecordProbe(house.registry(), new Subject.Daemon()),
                                (connection, deadline) ->
                                        connectors.processes().probe(connection, deadline))),
                LONGEST_PROBE,
                log,
                house.around().nanos(),
                random);
    }

    private RuleStore openRules() {
        return new RuleStore(
                house.database(),
                house.inbox(),
                house.audit(),
                new HouseSurroundings(house),
                clock());
    }

    private OutboxParts openOutbox() {
        OutboxJournal journal =
                new OutboxJournal(house.database(), house.effects(), house.audit(), clock());
        OutboxGate gate =
                new OutboxGate(
                        new RegistryActions(house.registry(), house.connections()),
                        schemas(),
                        (deadline, connection) ->
                                probing()
                                        .requireReady(
                                                house.connections().require(connection, deadline),
                                                house.around().subject(),
                                                deadline),
                        new LabelClearances(),
                        new PolicyFile(house.home()),
                        rule -> rules().current(rule).map(Rule::declarations).orElseGet(List::of));
        FlowNotices told = new FlowNotices(lifecycle());
        return new OutboxParts(
                journal,
                gate,
                told,
                new Attempt(journal, gate, told, leases.get(), house.redactor()::clean, random));
    }

    private DeliveryWorker openWorker() {
        return new DeliveryWorker(
                workerDatabase.get(),
                house.audit(),
                house.inbox(),
                rules(),
                transaction -> rules().resting(transaction),
                new Doings(
                        new TemplateRenderer(),
                        outbox(),
                        new MessageActions(house),
                        new FileAppends(house.database(), new RuleFolders(house.home())),
                        new SqliteInserts(house.home()),
                        commands()),
                lifecycle(),
                leases.get(),
                clock(),
                random);
    }

    @Override
    public void close() {
        worker.take().ifPresent(DeliveryWorker::close);
        workerDatabase.take().ifPresent(Database::close);
    }
}

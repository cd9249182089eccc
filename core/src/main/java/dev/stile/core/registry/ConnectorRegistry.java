package dev.stile.core.registry;

import dev.stile.api.action.ActionSet;
import dev.stile.api.call.CallContext;
import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SettingFault;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Settings;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Internal;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.StileException;
import dev.stile.api.event.EventSource;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.ProjectInfo;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.ProjectRef;
import dev.stile.core.change.RecordStream;
import dev.stile.core.change.SeenRecords;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.StoredSettings;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Nearest;
import dev.stile.core.policy.Policies;
import dev.stile.core.policy.RecordPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.terminal.OutputFilter;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens connections. Makes no request by itself. Any thread may call. */
public final class ConnectorRegistry {
    private final Providers providers;
    private final EgressClients clients;
    private final JointAuditLog audit;
    private final OutputFilter secrets;
    private final ConnectorLog log;
    private final Clock clock;
    private final RecordPolicy policy;

    /**
     * @param secrets takes secrets out of what an author's code throws
     * @param log where connectors say something for people
     * @param policies the user's own policy
     */
    public ConnectorRegistry(
            Providers providers,
            EgressClients clients,
            JointAuditLog audit,
            OutputFilter secrets,
            ConnectorLog log,
            Clock clock,
            Policies policies) {
        this.providers = providers;
        this.clients = clients;
        this.audit = audit;
        this.secrets = secrets;
        this.log = log;
        this.policy = new RecordPolicy(policies, clock);
        this.clock = clock;
    }

    /** What is installed and may be used, by slug. */
    public List<Manifest> manifests() {
        return providers.all().stream().map(ConnectorProvider::manifest).toList();
    }

    /**
     * The manifest of one connector.
     *
     * @throws Failure UNKNOWN_CONNECTOR, naming the known ones; CONNECTOR_DISABLED with its reason.
     *     Whatever opens a connection throws both, too
     */
    public Manifest manifest(String slug) {
        return provider(slug).manifest();
    }

    /** CONNECTOR_DISABLED with its reason, if the connector is installed and cannot be used. */
    public Optional<Failure> refusal(String slug) {
        return providers.refusal(slug);
    }

    /**
     * What a connector would refuse of settings when it starts.
     *
     * @throws Failure UNKNOWN_CONNECTOR
     */
    public List<SettingFault> faults(String connector, Map<String, String> typed) {
        return faults(provider(connector), connector, typed);
    }

    private List<SettingFault> faults(
            ConnectorProvider provider, String connector, Map<String, String> typed) {
        Settings settings = settings(typed, provider.manifest());
        return new Fenced(connector, secrets)
                .run("faults", () -> List.copyOf(provider.faults(settings)));
    }

    /**
     * Why a connection cannot be used as it is stored: SETTINGS_NOT_VALID with everything that its
     * connector does not take, CONNECTOR_DISABLED where it cannot even say that. Empty also for a
     * connector that is not installed.
     */
    public Optional<Failure> unfit(Connection connection) {
        return providers
                .find(connection.connector())
                .flatMap(provider -> unfit(provider, connection));
    }

    private Optional<Failure> unfit(ConnectorProvider provider, Connection connection) {
        List<SettingFault> faults;
        try {
            faults = faults(provider, connection.connector(), connection.settings());
        } catch (ConnectorException broken) {
            return Optional.of(
                    Failure.of(Code.CONNECTOR_DISABLED)
                            .headline(
                                    "the connector "
                                            + connection.connector()
                                            + " cannot say whether its settings are right")
                            .detail(broken.headline())
                            .fact("connector", connection.connector())
                            .cause(broken)
                            .build());
        }
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(StoredSettings.refused(connection, faults));
    }

    /**
     * The record store of a connection, guarded.
     *
     * @throws Failure UNKNOWN_CONNECTOR; NO_GIT_SURFACE if the connector offers no records
     */
    public GuardedRecordStore records(Connection connection, Session session) {
        ConnectorProvider provider = provider(connection.connector());
        Manifest manifest = provider.manifest();
        Settings settings = settings(connection, manifest);
        Connector opened = open(provider, connection, manifest, settings);
        RecordStore store =
                new Fenced(manifest.slug(), secrets)
                        .run("records", opened::records)
                        .orElseThrow(
                                () ->
                                        Failure.of(Code.NO_GIT_SURFACE)
                                                .headline(
                                                        "the connector "
                                                                + manifest.slug()
                                                                + " offers no records")
                                                .fact("connector", manifest.slug())
                                                .build());
        Guard guard =
                new Guard(
                        connection.slug().text(), manifest.slug(), session, audit, secrets, policy);
        return new GuardedRecordStore(store, guard, new KnownSchemas());
    }

    /** Those that are named, else all that the credentials see. */
    private static List<ProjectRef> projects(
            Connection connection, RecordStore store, CallContext call) {
        List<String> watched = connection.options().watch();
        return watched.isEmpty()
                ? store.projects(call).stream().map(ProjectInfo::project).toList()
                : watched.stream().map(ProjectRef::new).toList();
    }

    /**
     * The connector of a connection as its author wrote it, for what only its own kind can do, such
     * as the probe of a program. Everything else goes through a guarded facet.
     *
     * @throws Failure UNKNOWN_CONNECTOR
     */
    public Connector opened(Connection connection) {
        ConnectorProvider provider = provider(connection.connector());
        Manifest manifest = provider.manifest();
        return open(provider, connection, manifest, settings(connection, manifest));
    }

    /**
     * The actions of a connection.
     *
     * @throws Failure UNKNOWN_CONNECTOR
     * @throws NotSupported if the connector offers none
     */
    public ActionSet actions(Connection connection) {
        ConnectorProvider provider = provider(connection.connector());
        Manifest manifest = provider.manifest();
        Connector opened = open(provider, connection, manifest, settings(connection, manifest));
        Fenced fence = new Fenced(manifest.slug(), secrets);
        ActionSet actions =
                fence.run("actions", opened::actions)
                        .orElseThrow(() -> new NotSupported(Facet.ACTIONS.name()));
        Label label = manifest.label().of(Scope.of(connection.slug().text()));
        return new GuardedActionSet(actions, fence, label);
    }

    /**
     * The pull requests of a connection, as its author wrote them: not ready before they are given
     * their services, which ask the policy and write the rows.
     *
     * @throws Failure UNKNOWN_CONNECTOR
     * @throws NotSupported if the connector's manifest does not claim that facet, or it has none
     */
    public GitHost gitHost(Connection connection) {
        ConnectorProvider provider = provider(connection.connector());
        Manifest manifest = provider.manifest();
        if (!manifest.facets().contains(Facet.PULL_REQUESTS)) {
            throw new NotSupported(Facet.PULL_REQUESTS.name());
        }
        Connector opened = open(provider, connection, manifest, settings(connection, manifest));
        return new Fenced(manifest.slug(), secrets)
                .run("gitHost", opened::gitHost)
                .orElseThrow(() -> new NotSupported(Facet.PULL_REQUESTS.name()));
    }

    /**
     * The events of a connection: its connector's own, else the changes of its records.
     *
     * @throws Failure UNKNOWN_CONNECTOR
     * @throws NotSupported if the connector has neither
     */
    public EventSource events(Connection connection, SeenRecords seen) {
        ConnectorProvider provider = provider(connection.connector());
        Manifest manifest = provider.manifest();
        Connector opened = open(provider, connection, manifest, settings(connection, manifest));
        Fenced fence = new Fenced(manifest.slug(), secrets);
        Optional<EventSource> own = fence.run("events", opened::events);
        if (own.isPresent()) {
            return new GuardedEventSource(own.get(), fence);
        }
        if (fence.run("records", opened::records).isEmpty()) {
            throw new NotSupported(Facet.EVENTS.name());
        }
        GuardedRecordStore store = records(connection, Session.ofCommand(new Subject.Daemon()));
        return new RecordStream(
                connection.slug().text(),
                store,
                call -> projects(connection, store, call),
                seen,
                connection.options().pollEvery());
    }

    /** What was typed, and the manifest's own value for what was not. */
    public static Settings settings(Connection connection, Manifest manifest) {
        return settings(connection.settings(), manifest);
    }

    private static Settings settings(Map<String, String> typed, Manifest manifest) {
        Map<String, String> values = new HashMap<>();
        for (SettingSpec setting : manifest.settings()) {
            setting.standard().ifPresent(value -> values.put(setting.name(), value));
        }
        values.putAll(typed);
        return new Settings(values);
    }

    private Connector open(
            ConnectorProvider provider,
            Connection connection,
            Manifest manifest,
            Settings settings) {
        unfit(provider, connection)
                .ifPresent(
                        refused -> {
                            throw refused;
                        });
        OpenContext context =
                new OpenContext(
                        connection.slug().text(),
                        settings,
                        clients.open(connection, manifest, settings),
                        clock,
                        log);
        try {
            return provider.open(context);
        } catch (StileException known) {
            throw known;
        } catch (RuntimeException | LinkageError broken) {
            throw new Internal(
                    "the connector " + manifest.slug() + " cannot be opened",
                    StrippedCause.of(broken, secrets));
        }
    }

    private ConnectorProvider provider(String slug) {
        return providers.find(slug).orElseThrow(() -> unknown(slug));
    }

    private Failure unknown(String slug) {
        List<String> known = manifests().stream().map(Manifest::slug).toList();
        Failure.Builder failure =
                Failure.of(Code.UNKNOWN_CONNECTOR)
                        .headline("there is no connector " + slug)
                        .detail("installed: " + String.join(", ", known))
                        .fact("connector", slug);
        Nearest.to(slug, known).ifPresent(meant -> failure.detail("did you mean " + meant + "?"));
        // One of them may be the one that is meant: nobody could ask it for its name.
        providers.unused().stream()
                .filter(each -> each.slug().isEmpty())
                .forEach(each -> failure.detail(each.reason().headline()));
        return failure.build();
    }
}

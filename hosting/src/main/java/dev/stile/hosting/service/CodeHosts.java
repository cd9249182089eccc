package dev.stile.hosting.service;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SettingFault;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Settings;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.InitResult;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.audit.AuditDecision;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.StoredSettings;
import dev.stile.core.egress.ConnectionEgress;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Ruling;
import dev.stile.core.registry.ConnectorRegistry;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Opens the hosts of stored connections. Makes no request. Any thread may call. */
public final class CodeHosts {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConnectorRegistry registry;
    private final HostParts parts;
    private final Usable usable;
    private final IntentJournal journal;

    /**
     * @param usable asked each time before a host is opened
     */
    public CodeHosts(ConnectorRegistry registry, HostParts parts, Usable usable) {
        this.registry = registry;
        this.parts = parts;
        this.usable = usable;
        this.journal = new IntentJournal(parts);
    }

    /**
     * The host of a connection, ready. Whoever opens it shuts it down.
     *
     * @throws Failure if it may not be used, such as one that is switched off; SETTINGS_NOT_VALID
     *     if its connector finds that it does not take a setting when it starts
     * @throws NotSupported if its connector claims no pull requests
     * @throws Unavailable if its connector says that it cannot start, and why
     */
    public GitHost open(Connection connection, Asking asking) {
        usable.require(connection, Deadline.after(PATIENCE));
        GitHost host = registry.gitHost(connection);
        InitResult started = start(host, connection, asking);
        if (!started.success()) {
            host.shutdown();
            throw refusal(connection, started, StoredSettings::refused);
        }
        return host;
    }

    private InitResult start(GitHost host, Connection connection, Asking asking) {
        Manifest manifest = registry.manifest(connection.connector());
        Settings settings = ConnectorRegistry.settings(connection, manifest);
        return host.initialize(
                new ConnectionServices(connection, manifest, settings, asking, parts));
    }

    /**
     * @param told how a setting is told that keeps it from starting
     */
    private StileException refusal(
            Connection connection,
            InitResult failed,
            BiFunction<Connection, List<SettingFault>, Failure> told) {
        return fault(connection, failed)
                .<StileException>map(fault -> told.apply(connection, List.of(fault)))
                .orElseGet(
                        () ->
                                new Unavailable(
                                        "hosting.not_ready: " + failed.message(), new Retry.No()));
    }

    /** The setting that keeps a connector from starting, if it is one that its manifest names. */
    private Optional<SettingFault> fault(Connection connection, InitResult failed) {
        return failed.wrong()
                .flatMap(
                        wrong ->
                                registry.manifest(connection.connector())
                                        .setting(wrong.field())
                                        .map(
                                                setting ->
                                                        new SettingFault(
                                                                setting.name(),
                                                                wrong.rule(),
                                                                instead(setting))));
    }

    private static String instead(SettingSpec setting) {
        return setting.standard().orElse(setting.required() ? "VALUE" : "");
    }

    /**
     * Goes on only if the connector of a connection starts with it as it is. The connection need
     * not be stored, and nothing of it is looked up.
     *
     * @throws Failure SETTINGS_MISSING if it is a setting that keeps it from starting
     * @throws NotSupported if its connector claims no pull requests
     * @throws Unavailable if it cannot start for another reason
     */
    public void requireStart(Connection wanted, Asking asking) {
        InitResult started = tried(wanted, asking);
        if (!started.success()) {
            throw refusal(wanted, started, StoredSettings::notTaken);
        }
    }

    /** The setting that keeps the connector of a connection from starting; empty if none does. */
    public Optional<SettingFault> startFault(Connection connection, Asking asking) {
        return fault(connection, tried(connection, asking));
    }

    private InitResult tried(Connection connection, Asking asking) {
        GitHost host = registry.gitHost(connection);
        try {
            return start(host, connection, asking);
        } finally {
            host.shutdown();
        }
    }

    /**
     * Goes on only if our own git may fetch from a repository in somebody's name: the policy lets
     * it be read, its origin is granted, and its name leads nowhere else. Git itself asks nobody.
     * The row of it is there before this returns.
     *
     * @param remote where git would go, without a credential
     * @throws Failure POLICY_REFUSED, CONFIRMATION_NEEDED, APPROVAL_NEEDED, EGRESS_DENIED, or as
     *     {@link #open}; the refusal is in the audit
     * @throws Unavailable if its name leads nowhere
     */
    public void requireFetch(
            Connection connection, RepoRef repo, URI remote, Asking asking, CallContext call) {
        usable.require(connection, call.deadline());
        Manifest manifest = registry.manifest(connection.connector());
        HostGate gate =
                new HostGate(
                        connection.slug().text(),
                        manifest,
                        asking,
                        parts.policies(),
                        parts.audit(),
                        parts.clock());
        Target target = Target.of(repo.toString());
        Ruling ruling = gate.require(Operation.FETCH_COMMITS, target, call);
        AuditEntry entry =
                gate.entry(
                                AuditVerb.EGRESS_READ,
                                new Target("git fetch " + remote, target.container()),
                                call)
                        .ref("method", Operation.FETCH_COMMITS.word())
                        .decision(AuditDecision.ALLOW, ruling.decision().entry());
        try {
            ConnectionEgress.requireReachable(
                    connection,
                    manifest,
                    ConnectorRegistry.settings(connection, manifest),
                    remote.toString(),
                    parts.names(),
                    call.deadline());
        } catch (Failure denied) {
            parts.audit()
                    .appendPoint(
                            call.deadline(),
                            entry.verb(AuditVerb.EGRESS_DENIED)
                                    .decision(
                                            AuditDecision.REFUSE,
                                            denied.facts().getOrDefault("reason", denied.code()))
                                    .outcome(denied.code()));
            throw denied;
        }
        parts.audit().appendPoint(call.deadline(), entry.outcome("begun"));
    }

    /** Which host a connection speaks to; empty if it is none of a code host. */
    public Optional<HostId> hostOf(Connection connection) {
        Manifest manifest = registry.manifest(connection.connector());
        return ConnectorRegistry.settings(connection, manifest)
                .find(GitRemotes.WEB_URL)
                .map(URI::create)
                .map(HostId::of);
    }

    /**
     * Settles writes that may have happened to a pull request, or have opened it, by one read of
     * it; sends nothing else, and nothing at all if there are none.
     *
     * @param alarms told of merges that landed elsewhere
     * @return each that was open, and what is known of it now
     */
    public List<SettledWrite> settle(
            Connection connection,
            PrRef pr,
            Asking asking,
            LandedElsewhere.Alarms alarms,
            CallContext call) {
        String slug = connection.slug().text();
        return new WriteSettling(parts, journal, slug)
                .settle(slug, pr, asking, alarms, () -> open(connection, asking), call);
    }

    /** The writes of a connection that may have happened; called when a program starts. */
    public List<OpenIntent> openIntents(Connection connection) {
        return journal.openIntents(connection.slug().text());
    }
}

package dev.stile.core.egress;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Delivery;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Settings;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.HostDeadlines;
import dev.stile.api.http.EgressClient;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.GrantedOrigin;
import dev.stile.core.egress.address.Names;
import dev.stile.core.egress.grant.Denial;
import dev.stile.core.egress.grant.Grant;
import dev.stile.core.egress.grant.Grants;
import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.Origin;
import dev.stile.core.egress.url.WebAddress;
import dev.stile.core.error.Failure;
import dev.stile.core.limit.BucketKey;
import dev.stile.core.registry.EgressClients;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Opens egress clients for stored connections, and closes them all. A connection has one client,
 * with the wires that lie idle in it, however often it is opened; once something of it changed it
 * has another. Any thread may call.
 */
public final class ConnectionEgress implements EgressClients, AutoCloseable {
    private static final Duration LOOKUP = Duration.ofSeconds(10);

    private final EgressGate plain;
    private final EgressGate gate;
    private final ExchangedTokens tokens;
    private final Map<String, Kept> opened = new HashMap<>();

    public ConnectionEgress(EgressGate gate) {
        this.plain = gate;
        this.tokens = new ExchangedTokens(gate.secrets());
        this.gate = gate.with(tokens);
    }

    /**
     * What requests of connections that were opened here carry: of one that has a key, what that is
     * exchanged for.
     */
    public Secrets credentials() {
        return tokens;
    }

    /**
     * A client, and what it was opened with.
     *
     * @param authorityAt when the file of trusted certificates was written
     */
    private record Kept(
            EgressProfile profile, Optional<FileTime> authorityAt, GuardedClient client) {}

    /** A client that is replaced goes on for whoever still holds it, with no wire left idle. */
    @Override
    public EgressClient open(Connection connection, Manifest manifest, Settings settings) {
        EgressProfile profile = profile(connection, manifest, settings);
        Optional<FileTime> authorityAt = profile.authority().flatMap(ConnectionEgress::writtenAt);
        synchronized (opened) {
            Kept known = opened.get(profile.connection());
            if (known != null
                    && known.profile().equals(profile)
                    && known.authorityAt().equals(authorityAt)) {
                return known.client();
            }
            if (known != null) {
                known.client().close();
            }
            tokens.change(profile.connection(), ExchangedToken.of(plain, profile));
            Kept made = new Kept(profile, authorityAt, gate.open(profile));
            opened.put(profile.connection(), made);
            return made.client();
        }
    }

    private static Optional<FileTime> writtenAt(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file));
        } catch (IOException unreadable) {
            // Whoever connects is told.
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        synchronized (opened) {
            opened.values().forEach(each -> each.client().close());
            opened.clear();
            tokens.close();
        }
    }

    /** Why a connection's own servers may not be reached, as the gate itself decides. */
    public static List<String> refusedOrigins(
            Connection connection, Manifest manifest, Settings settings) {
        Grants grants = profile(connection, manifest, settings).grants();
        return own(manifest, settings).stream()
                .flatMap(origin -> grants.check(origin).stream())
                .map(Denial::sentence)
                .toList();
    }

    /**
     * Lets a program of ours, such as git, go to an address in the name of a connection, exactly as
     * a request would be let: its origin is granted, and so is all that its name leads to. Sends
     * nothing but the question for that name.
     *
     * @throws Failure EGRESS_DENIED, with the command that grants where one helps
     * @throws Unavailable if the name leads nowhere
     */
    public static void requireReachable(
            Connection connection,
            Manifest manifest,
            Settings settings,
            String address,
            Names names,
            Deadline deadline) {
        String slug = connection.slug().text();
        Origin origin;
        try {
            origin = WebAddress.parse(address).origin();
        } catch (AmbiguousUrlException ambiguous) {
            throw Refusals.of(slug, new Denial.AmbiguousUrl(ambiguous.what()));
        }
        Grants grants = profile(connection, manifest, settings).grants();
        grants.check(origin)
                .ifPresent(
                        denial -> {
                            throw Refusals.of(slug, denial);
                        });
        try {
            grants.check(origin, names.addresses(origin.host(), deadline.orSooner(LOOKUP)))
                    .ifPresent(
                            denial -> {
                                throw Refusals.of(slug, denial);
                            });
        } catch (UnknownHostException unknown) {
            throw new Unavailable("the name of " + origin + " leads nowhere", unknown);
        }
    }

    /** What the requests of a connection to its own servers are counted for. */
    public static List<BucketKey> budgets(
            Connection connection, Manifest manifest, Settings settings) {
        String identity = profile(connection, manifest, settings).identity();
        return own(manifest, settings).stream()
                .map(origin -> new BucketKey(origin.toString(), identity, BucketKey.REQUESTS))
                .toList();
    }

    /** What the gate holds a connection to. */
    static EgressProfile profile(Connection connection, Manifest manifest, Settings settings) {
        return new EgressProfile(
                connection.slug().text(),
                new Grants(
                        connection.origins().stream()
                                .flatMap(each -> grant(each).stream())
                                .toList(),
                        own(manifest, settings)),
                secrets(connection, manifest, settings),
                manifest.requestHeaders(),
                manifest.pacing(),
                longest(connection, manifest),
                connection.caFile());
    }

    /** A request that hangs leaves a call to a code host the time to look what became of it. */
    private static Optional<Duration> longest(Connection connection, Manifest manifest) {
        return manifest.facets().contains(Facet.PULL_REQUESTS)
                ? Optional.of(connection.options().deadlines().of(HostDeadlines.Step.REQUEST))
                : Optional.empty();
    }

    /** A stored origin that is no longer read as one grants nothing. */
    private static Optional<Grant> grant(GrantedOrigin granted) {
        try {
            return Optional.of(new Grant(Origin.parse(granted.origin()), granted.privateAllowed()));
        } catch (AmbiguousUrlException unreadable) {
            return Optional.empty();
        }
    }

    /** Origins of the settings that are addresses: credentials are made for these. */
    private static Set<Origin> own(Manifest manifest, Settings settings) {
        Set<Origin> own = new LinkedHashSet<>();
        for (SettingSpec setting : manifest.settings()) {
            Optional<String> address =
                    setting.kind() == SettingSpec.Kind.ADDRESS
                            ? settings.find(setting.name())
                            : Optional.empty();
            address.flatMap(ConnectionEgress::origin).ifPresent(own::add);
        }
        return own;
    }

    private static Optional<Origin> origin(String address) {
        try {
            return Optional.of(WebAddress.parse(address).origin());
        } catch (AmbiguousUrlException unreadable) {
            return Optional.empty();
        }
    }

    private static List<PlacedSecret> secrets(
            Connection connection, Manifest manifest, Settings settings) {
        List<PlacedSecret> placed = new ArrayList<>();
        for (SecretSpec spec : manifest.secrets()) {
            String reference = connection.secrets().get(spec.name());
            if (reference != null && spec.placement().delivery() == Delivery.GATE) {
                placed.add(
                        new PlacedSecret(
                                spec,
                                SecretReference.parse(reference),
                                user(spec, settings),
                                manifest.requiredSecret(spec.name()),
                                exchanged(spec, settings)));
            }
        }
        return placed;
    }

    private static Optional<String> user(SecretSpec spec, Settings settings) {
        return switch (spec.placement()) {
            case SecretPlacement.Basic(String setting) -> settings.find(setting);
            case SecretPlacement.Header header -> Optional.empty();
            case SecretPlacement.Exchanged exchanged -> Optional.empty();
            case SecretPlacement.Frame frame -> Optional.empty();
            case SecretPlacement.Variable variable -> Optional.empty();
        };
    }

    private static Optional<PlacedSecret.Exchanged> exchanged(SecretSpec spec, Settings settings) {
        return spec.placement() instanceof SecretPlacement.Exchanged placed
                ? ExchangeSettings.of(placed.exchange(), settings)
                : Optional.empty();
    }
}

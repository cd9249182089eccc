package dev.stile.connectors.github.support;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Settings;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.http.EgressClient;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Quantity;
import dev.stile.connectors.github.GitHubProvider;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.egress.Caller;
import dev.stile.core.egress.Crossings;
import dev.stile.core.egress.EgressGate;
import dev.stile.core.egress.EgressProfile;
import dev.stile.core.egress.OpenCrossings;
import dev.stile.core.egress.PlacedSecret;
import dev.stile.core.egress.address.SystemNames;
import dev.stile.core.egress.grant.Grants;
import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.Origin;
import dev.stile.core.egress.wire.SizeLimits;
import dev.stile.core.egress.wire.TimeLimits;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.SecretReference;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Opens the connector as the platform would, and looks into what it returns. */
public final class Opened {
    public static final String CONNECTION = "work";

    private Opened() {}

    /** A host that is not started yet. */
    public static GitHost host(EgressClient egress, Map<String, String> settings) {
        return host(egress, settings, Clock.systemUTC());
    }

    /** The same by another clock. */
    public static GitHost host(EgressClient egress, Map<String, String> settings, Clock clock) {
        return new GitHubProvider()
                .open(new Context(egress, new Settings(settings), clock))
                .gitHost()
                .orElseThrow();
    }

    /** The settings of a connection, with what the manifest says for those that are not given. */
    public static Map<String, String> settings(URI webUrl, String... more) {
        Map<String, String> settings = new HashMap<>();
        new GitHubProvider()
                .manifest()
                .settings()
                .forEach(
                        spec ->
                                spec.standard()
                                        .ifPresent(value -> settings.put(spec.name(), value)));
        settings.put("web_url", webUrl.toString());
        for (int index = 0; index < more.length; index += 2) {
            settings.put(more[index], more[index + 1]);
        }
        return settings;
    }

    /** The platform's own gate, which waits for nothing. */
    public static EgressClient gate(URI webUrl, String token) {
        return gate(webUrl, token, new OpenCrossings());
    }

    /** The same, which asks for leave there. */
    public static EgressClient gate(URI webUrl, String token, Crossings crossings) {
        Manifest manifest = new GitHubProvider().manifest();
        Duration patience = Duration.ofSeconds(30);
        return new EgressGate(
                        "0.1.0",
                        new Caller(AuditOrigin.PERSON, "ada"),
                        crossings,
                        new SystemNames(),
                        (reference, wanted, deadline) -> SecureValue.takeFrom(token.toCharArray()),
                        new Redactor(),
                        Clock.systemUTC(),
                        RandomGenerator.of("Random"),
                        duration -> {},
                        new TimeLimits(patience, patience, patience, patience),
                        SizeLimits.standard())
                .open(
                        new EgressProfile(
                                CONNECTION,
                                new Grants(List.of(), Set.of(origin(webUrl))),
                                List.of(
                                        new PlacedSecret(
                                                manifest.secret("token").orElseThrow(),
                                                SecretReference.parse("env:HOST_TOKEN"),
                                                Optional.empty())),
                                manifest.requestHeaders(),
                                manifest.pacing(),
                                Optional.empty(),
                                Optional.empty()));
    }

    private static Origin origin(URI webUrl) {
        try {
            return Origin.parse(webUrl.toString());
        } catch (AmbiguousUrlException broken) {
            throw new IllegalStateException(broken);
        }
    }

    public static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)),
                "test",
                Label.outside(Scope.of(CONNECTION)),
                Progress.SILENT);
    }

    /** What is inside: a test may look, a program may not. */
    public static <T> T bare(Tainted<T> tainted) {
        List<T> seen = new ArrayList<>();
        tainted.checked(
                value -> {
                    seen.add(value);
                    return new Quantity(0);
                });
        return seen.getFirst();
    }

    private record Context(EgressClient egress, Settings settings, Clock clock)
            implements ConnectorContext {
        @Override
        public String connection() {
            return CONNECTION;
        }

        @Override
        public ConnectorLog log() {
            return (message, remote) -> {};
        }
    }
}

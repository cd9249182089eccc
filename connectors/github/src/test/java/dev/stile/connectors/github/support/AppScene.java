package dev.stile.connectors.github.support;

import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Settings;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.http.EgressClient;
import dev.stile.api.secret.SecureValue;
import dev.stile.connectors.github.GitHubProvider;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.connection.AddressReach;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.GrantedOrigin;
import dev.stile.core.egress.Caller;
import dev.stile.core.egress.ConnectionEgress;
import dev.stile.core.egress.EgressGate;
import dev.stile.core.egress.OpenCrossings;
import dev.stile.core.egress.address.SystemNames;
import dev.stile.core.egress.wire.SizeLimits;
import dev.stile.core.egress.wire.TimeLimits;
import dev.stile.core.redact.Redactor;
import dev.stile.simulator.hosting.Installation;
import dev.stile.simulator.hosting.Role;
import dev.stile.testkit.time.TestClock;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A connection that acts as an installation of an app, through all of the platform's gate. */
public final class AppScene implements AutoCloseable {
    /** What PKCS #8 puts before a key of 2048 bits. */
    private static final int BEFORE_PKCS_1 = 26;

    public final Scene scene;
    public final TestClock clock = TestClock.at("2026-05-04T06:00:00Z");
    public final Redactor redactor = new Redactor();
    public final OpenCrossings crossings = new OpenCrossings();
    public final Installation installation;
    public final ConnectionEgress egress;
    public final Map<String, String> settings;
    private final KeyPair pair = pair();
    private volatile String pem = pkcs8();

    public AppScene(Path folder) throws IOException {
        scene = new Scene(folder);
        scene.simulator.host().clock().freeze(clock.instant());
        installation =
                scene.simulator
                        .host()
                        .install(scene.simulator.host().app("stile-app"), pair.getPublic());
        scene.web.collaborator(installation.robot(), Role.WRITE);
        settings =
                Opened.settings(
                        scene.simulator.webUrl(),
                        "app_id",
                        Long.toString(installation.app().id()),
                        "installation_id",
                        Long.toString(installation.id()));
        Duration patience = Duration.ofSeconds(30);
        egress =
                new ConnectionEgress(
                        new EgressGate(
                                "0.1.0",
                                new Caller(AuditOrigin.PERSON, "ada"),
                                crossings,
                                new SystemNames(),
                                (reference, wanted, deadline) ->
                                        SecureValue.takeFrom(pem.toCharArray()),
                                redactor,
                                clock,
                                RandomGenerator.of("Random"),
                                duration -> {},
                                new TimeLimits(patience, patience, patience, patience),
                                SizeLimits.standard()));
    }

    /** The connection, started. */
    public GitHost host() {
        GitHost host = Opened.host(client(), settings, clock);
        if (!host.initialize(scene.services).success()) {
            throw new AssertionError("the host did not start");
        }
        return host;
    }

    public EgressClient client() {
        Manifest manifest = new GitHubProvider().manifest();
        String origin = scene.simulator.webUrl().toString();
        Connection connection =
                new Connection(
                        new ConnectionSlug(Opened.CONNECTION),
                        "github",
                        new TreeMap<>(settings),
                        new TreeMap<>(Map.of("private_key", "env:APP_KEY")),
                        List.of(
                                new GrantedOrigin(
                                        origin, AddressReach.LOOPBACK, true, "ada", Instant.EPOCH)),
                        Optional.empty(),
                        ConnectionOptions.standard(),
                        "ada",
                        Instant.EPOCH,
                        1);
        return egress.open(connection, manifest, new Settings(settings));
    }

    /** Time passes here and there. */
    public void pass(Duration time) {
        clock.pass(time);
        scene.simulator.host().clock().advance(time);
    }

    /** How often a token was asked for. */
    public long asked() {
        return scene.requests().stream().filter(each -> each.endsWith("/access_tokens")).count();
    }

    /** The key is in that file from now on. */
    public void keep(String text) {
        pem = text;
    }

    public String pkcs8() {
        return text("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    /** As the vendor gives keys out. */
    public String pkcs1() {
        byte[] whole = pair.getPrivate().getEncoded();
        return text("RSA PRIVATE KEY", Arrays.copyOfRange(whole, BEFORE_PKCS_1, whole.length));
    }

    /** Somebody else's. */
    public static String another() {
        return text("PRIVATE KEY", pair().getPrivate().getEncoded());
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    private static String text(String kind, byte[] key) {
        return "-----BEGIN "
                + kind
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END "
                + kind
                + "-----\n";
    }

    @Override
    public void close() throws Exception {
        egress.close();
        scene.close();
    }
}

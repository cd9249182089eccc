package dev.stile.core.connection;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingFault;
import dev.stile.api.connector.SettingSpec;
import dev.stile.core.policy.Subject;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Somebody who types {@code stile connect desk work ...}, in a world of five addresses. */
public final class Connects {
    public static final String PUBLIC = "https://desk.example";
    static final String PRIVATE = "https://desk.internal";
    static final String PLAIN = "http://desk.example";
    static final String LOOPBACK = "http://127.0.0.1:8080";
    static final String LINK_LOCAL = "https://169.254.0.7";

    public static final Subject ADA = new Subject.Person("ada");
    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    String name = "work";
    boolean allowPrivate;

    public static Manifest manifest() {
        return Manifest.of("desk", "1.0.0", "A desk")
                .facets(Set.of(Facet.RECORDS))
                .settings(
                        List.of(
                                SettingSpec.address("url", "where it is"),
                                SettingSpec.text("project", "the usual one")))
                .secrets(
                        List.of(
                                new SecretSpec(
                                        "token",
                                        "its key",
                                        true,
                                        new SecretPlacement.Header("X-Key", ""))))
                .build();
    }

    Connection prepare(Map<String, String> settings, Map<String, String> secrets) {
        return prepare(settings, secrets, Optional.empty());
    }

    Connection prepare(
            Map<String, String> settings,
            Map<String, String> secrets,
            Optional<Connection> present) {
        String url = settings.getOrDefault("url", "");
        ConnectRequest request =
                new ConnectRequest(
                        "desk",
                        name,
                        settings,
                        secrets,
                        List.of(),
                        allowPrivate,
                        false,
                        Optional.empty(),
                        List.of("stile", "connect", "desk", name, "--set", "url=" + url));
        return new Connecting(
                        Connects::inspect, Clock.fixed(NOON, ZoneOffset.UTC), Connects::faults)
                .prepare(manifest(), request, present, ADA);
    }

    /** The desk takes no project that begins with a dash. */
    private static List<SettingFault> faults(String connector, Map<String, String> typed) {
        return typed.getOrDefault("project", "").startsWith("-")
                ? List.of(new SettingFault("project", "begins with no dash", "web"))
                : List.of();
    }

    public static AddressFinding inspect(String address) {
        URI uri = URI.create(address);
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        AddressReach reach =
                switch (origin) {
                    case PUBLIC, PLAIN -> AddressReach.PUBLIC;
                    case PRIVATE -> AddressReach.PRIVATE;
                    case LOOPBACK -> AddressReach.LOOPBACK;
                    case LINK_LOCAL -> AddressReach.FORBIDDEN;
                    default -> AddressReach.UNRESOLVED;
                };
        return new AddressFinding(
                origin, address.equals(origin), uri.getScheme().equals("https"), reach);
    }
}

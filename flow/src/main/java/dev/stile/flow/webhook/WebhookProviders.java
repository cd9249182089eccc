package dev.stile.flow.webhook;

import dev.stile.api.connector.AuthKind;
import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.event.EventSource;
import dev.stile.core.registry.Providers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The connectors whose events come by the receiver: {@code webhook}, and one for each preset.
 * Immutable.
 */
public final class WebhookProviders implements Providers {
    /** Name of the secret that proves deliveries. */
    public static final String SECRET = "secret";

    /** Name of the setting that says which preset a connection of {@code webhook} uses. */
    static final String PRESET = "preset";

    private static final String SLUG = "webhook";
    private static final String ENDING = "-webhook";

    private final PresetBook book;

    public WebhookProviders(PresetBook book) {
        this.book = book;
    }

    @Override
    public List<ConnectorProvider> all() {
        List<ConnectorProvider> all = new ArrayList<>();
        all.add(new Provider(general()));
        book.all().stream()
                .filter(preset -> !preset.slug().equals(Preset.GENERIC))
                .forEach(preset -> all.add(new Provider(special(preset))));
        return List.copyOf(all);
    }

    @Override
    public Optional<ConnectorProvider> find(String slug) {
        return slug.equals(SLUG) || slug.endsWith(ENDING)
                ? all().stream().filter(each -> each.manifest().slug().equals(slug)).findFirst()
                : Optional.empty();
    }

    /** The preset that a connection has if nobody names another. */
    static Optional<String> presetOf(String connector, Optional<String> setting) {
        if (connector.equals(SLUG)) {
            return setting.or(() -> Optional.of(Preset.GENERIC));
        }
        return connector.endsWith(ENDING)
                ? Optional.of(connector.substring(0, connector.length() - ENDING.length()))
                : Optional.empty();
    }

    private Manifest general() {
        List<SettingSpec> settings = new ArrayList<>();
        settings.add(
                new SettingSpec(
                        PRESET,
                        SettingSpec.Kind.TEXT,
                        "who sends",
                        false,
                        Optional.of(Preset.GENERIC),
                        book.slugs()));
        settings.addAll(GenericForm.specs());
        return manifest(SLUG, "Events by signed requests of any sender", settings);
    }

    private static Manifest special(Preset preset) {
        return manifest(
                preset.slug() + ENDING,
                "Events by signed requests of " + preset.title(),
                List.of());
    }

    /** The secret proves what comes in: the gate never adds it to anything that leaves. */
    private static Manifest manifest(String slug, String description, List<SettingSpec> settings) {
        return Manifest.of(slug, "1.0.0", description)
                .skill(SLUG)
                .binary(SLUG)
                .facets(Set.of(Facet.EVENTS))
                .requiresAuth(false)
                .canSubscribe(true)
                .auth(AuthKind.TOKEN)
                .settings(settings)
                .secrets(
                        List.of(
                                new SecretSpec(
                                        SECRET,
                                        "what the sender signs with",
                                        true,
                                        new SecretPlacement.Frame())))
                .build();
    }

    private record Provider(Manifest manifest) implements ConnectorProvider {
        @Override
        public Connector open(ConnectorContext context) {
            EventSource source = new WaitingSource();
            return new Connector() {
                @Override
                public Optional<EventSource> events() {
                    return Optional.of(source);
                }
            };
        }
    }
}

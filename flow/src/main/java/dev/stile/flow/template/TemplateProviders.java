package dev.stile.flow.template;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.registry.Providers;
import dev.stile.core.registry.UnusedConnector;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Connectors that users registered, with their floors in force. The floor is that of the built-in
 * of the same slug, which the template shadows as a whole. Any thread may call.
 */
public final class TemplateProviders implements Providers {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TemplateStore store;
    private final Providers builtIns;
    private final BiFunction<Template, Manifest, ConnectorProvider> open;
    private final Map<String, Holding> known = new ConcurrentHashMap<>();

    /**
     * What holds of a template.
     *
     * @param confirmed by a person
     */
    private record Holding(Template template, Set<String> confirmed, Manifest effective) {}

    /**
     * @param builtIns what ships with this release
     * @param open makes a provider of a template and its effective manifest
     */
    public TemplateProviders(
            TemplateStore store,
            Providers builtIns,
            BiFunction<Template, Manifest, ConnectorProvider> open) {
        this.store = store;
        this.builtIns = builtIns;
        this.open = open;
    }

    /**
     * {@inheritDoc} One whose built-in cannot be used has no floor and is left out: that built-in
     * is listed with its reason.
     */
    @Override
    public List<ConnectorProvider> all() {
        return store.all(Deadline.after(PATIENCE)).stream()
                .flatMap(template -> usable(template).stream())
                .toList();
    }

    /** Those whose template cannot be read. */
    @Override
    public List<UnusedConnector> unused() {
        return store.unused(Deadline.after(PATIENCE));
    }

    private Optional<ConnectorProvider> usable(Template template) {
        try {
            return Optional.of(provider(template));
        } catch (Failure refused) {
            if (refused.registered() != Code.CONNECTOR_DISABLED) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    @Override
    public Optional<ConnectorProvider> find(String slug) {
        return store.find(slug, Deadline.after(PATIENCE)).map(this::provider);
    }

    /** The digest of the template of that slug. */
    public Optional<String> contents(String slug) {
        return store.find(slug, Deadline.after(PATIENCE)).map(Template::sha256);
    }

    /** What holds of a template. Found out once: what ships does not change meanwhile. */
    public Manifest effective(Template template) {
        Set<String> confirmed = store.confirmed(template, Deadline.after(PATIENCE));
        return known.compute(
                        template.manifest().slug(),
                        (slug, last) ->
                                last != null
                                                && last.template().equals(template)
                                                && last.confirmed().equals(confirmed)
                                        ? last
                                        : new Holding(
                                                template,
                                                confirmed,
                                                effective(template, confirmed)))
                .effective();
    }

    private Manifest effective(Template template, Set<String> confirmed) {
        return Floors.effective(
                template.manifest(),
                builtIns.find(template.manifest().slug()).map(ConnectorProvider::manifest),
                confirmed);
    }

    private ConnectorProvider provider(Template template) {
        return open.apply(template, effective(template));
    }
}

package dev.stile.core.registry;

import dev.stile.api.connector.ConnectorProvider;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Connectors from several places. The first place that has a slug shadows the later ones as a
 * whole, also with one that cannot be used.
 */
public record JoinedProviders(List<Providers> places) implements Providers {
    public JoinedProviders {
        places = List.copyOf(places);
    }

    @Override
    public List<ConnectorProvider> all() {
        Map<String, ConnectorProvider> bySlug = new LinkedHashMap<>();
        Set<String> refused = new HashSet<>();
        for (Providers place : places) {
            for (ConnectorProvider each : place.all()) {
                if (!refused.contains(each.manifest().slug())) {
                    bySlug.putIfAbsent(each.manifest().slug(), each);
                }
            }
            place.unused().forEach(each -> each.slug().ifPresent(refused::add));
        }
        return List.copyOf(bySlug.values());
    }

    @Override
    public List<UnusedConnector> unused() {
        return places.stream().flatMap(place -> place.unused().stream()).toList();
    }

    @Override
    public Optional<ConnectorProvider> find(String slug) {
        return places.stream().flatMap(place -> place.find(slug).stream()).findFirst();
    }
}

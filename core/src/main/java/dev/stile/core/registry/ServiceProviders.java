package dev.stile.core.registry;

import dev.stile.api.connector.ConnectorProvider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Connectors on the class path, named in {@code META-INF/services} as the platform asks. A
 * connector may also name its class in a file {@code META-INF/stile/connectors/<slug>}: then
 * opening one connection loads this one provider and no other, which is what a helper's start can
 * afford.
 */
public final class ServiceProviders implements Providers {
    private static final String BY_SLUG = "META-INF/stile/connectors/";
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final ClassLoader loader;

    public ServiceProviders(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * A connector that is not used, since the slug that it wants was another's before.
     *
     * @param slug both want
     * @param second name of the class that is not used
     * @param first name of the one that stays
     */
    public record Refused(String slug, String second, String first) {}

    @Override
    public List<ConnectorProvider> all() {
        Map<String, ConnectorProvider> bySlug = new TreeMap<>();
        loaded().forEach(each -> bySlug.putIfAbsent(each.manifest().slug(), each));
        return List.copyOf(bySlug.values());
    }

    /** Second registrations of a slug: the first stays, in the order of the class path. */
    public List<Refused> refused() {
        Map<String, String> first = new HashMap<>();
        List<Refused> refused = new ArrayList<>();
        for (ConnectorProvider each : loaded()) {
            String slug = each.manifest().slug();
            String name = each.getClass().getName();
            String before = first.putIfAbsent(slug, name);
            if (before != null) {
                refused.add(new Refused(slug, name, before));
            }
        }
        return refused;
    }

    private List<ConnectorProvider> loaded() {
        return ServiceLoader.load(ConnectorProvider.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    @Override
    public Optional<ConnectorProvider> find(String slug) {
        if (!SLUG.matcher(slug).matches()) {
            return Optional.empty();
        }
        return classNamed(slug).map(this::make).or(() -> search(slug));
    }

    private Optional<ConnectorProvider> search(String slug) {
        return all().stream()
                .filter(provider -> provider.manifest().slug().equals(slug))
                .findFirst();
    }

    private Optional<String> classNamed(String slug) {
        try (InputStream file = loader.getResourceAsStream(BY_SLUG + slug)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private ConnectorProvider make(String className) {
        try {
            return Class.forName(className, true, loader)
                    .asSubclass(ConnectorProvider.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(
                    "the connector " + className + " cannot be made", broken);
        }
    }
}

package dev.stile.core.registry;

import dev.stile.api.connector.ConnectorProvider;
import dev.stile.core.error.Failure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Connectors on the class path, named in {@code META-INF/services} as the platform asks. A
 * connector may also name its class in a file {@code META-INF/stile/connectors/<slug>}: then
 * opening one connection loads this one provider and no other, which is what a helper's start can
 * afford. Of several that want a slug such a file decides, else the order of the class path.
 *
 * <p>One that cannot be loaded, or says of itself what cannot be, is left out with its reason and
 * stops no other. All are loaded once.
 */
public final class ServiceProviders implements Providers {
    private static final String BY_SLUG = "META-INF/stile/connectors/";
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** How the platform names one that it cannot find, or that is no provider. */
    private static final Pattern NAMED =
            Pattern.compile(": (?:Provider )?([\\w.$]+) (?:not|Unable) ");

    /** No class path names as many. */
    private static final int MOST = 1_000;

    private final ClassLoader loader;
    private final ProviderLoading loading;
    private volatile @Nullable Everything everything;

    /** With manifests as they are. */
    public ServiceProviders(ClassLoader loader) {
        this(loader, ManifestCheck.NONE);
    }

    public ServiceProviders(ClassLoader loader, ManifestCheck check) {
        this.loader = loader;
        this.loading = new ProviderLoading(check);
    }

    private record Everything(
            Map<String, ConnectorProvider> bySlug, List<UnusedConnector> unused) {}

    @Override
    public List<ConnectorProvider> all() {
        return List.copyOf(everything().bySlug().values());
    }

    @Override
    public List<UnusedConnector> unused() {
        return everything().unused();
    }

    /**
     * {@inheritDoc}
     *
     * @throws Failure CONNECTOR_DISABLED if the one of that slug is left out
     */
    @Override
    public Optional<ConnectorProvider> find(String slug) {
        if (!SLUG.matcher(slug).matches()) {
            return Optional.empty();
        }
        Optional<String> named = classNamed(slug);
        return named.isPresent() ? Optional.of(load(named.get(), slug)) : search(slug);
    }

    private ConnectorProvider load(String name, String slug) {
        return switch (loading.load(name, () -> type(name), Optional.of(slug))) {
            case ProviderLoading.Loaded.Used(LoadedProvider provider) -> provider;
            case ProviderLoading.Loaded.Unused(UnusedConnector why) -> throw why.reason();
        };
    }

    private Optional<ConnectorProvider> search(String slug) {
        Optional<ConnectorProvider> found = Optional.ofNullable(everything().bySlug().get(slug));
        if (found.isEmpty()) {
            for (UnusedConnector each : everything().unused()) {
                if (each.slug().equals(Optional.of(slug))) {
                    throw each.reason();
                }
            }
        }
        return found;
    }

    private Everything everything() {
        Everything known = everything;
        if (known == null) {
            synchronized (this) {
                known = everything;
                if (known == null) {
                    known = loadAll();
                    everything = known;
                }
            }
        }
        return known;
    }

    private Everything loadAll() {
        Map<String, ConnectorProvider> bySlug = new TreeMap<>();
        Map<String, String> chosen = new TreeMap<>();
        List<UnusedConnector> unused = new ArrayList<>();
        for (Class<?> type : types(unused)) {
            String name = type.getName();
            switch (loading.load(name, () -> type, Optional.empty())) {
                case ProviderLoading.Loaded.Unused(UnusedConnector why) -> unused.add(why);
                case ProviderLoading.Loaded.Used(LoadedProvider provider) -> {
                    String slug = provider.manifest().slug();
                    String its =
                            chosen.computeIfAbsent(slug, wanted -> classNamed(wanted).orElse(name));
                    if (its.equals(name)) {
                        bySlug.put(slug, provider);
                    } else {
                        unused.add(ProviderLoading.second(name, slug, its));
                    }
                }
            }
        }
        chosen.keySet().removeAll(bySlug.keySet());
        chosen.forEach((slug, name) -> loadNamed(slug, name, bySlug, unused));
        return new Everything(bySlug, List.copyOf(unused));
    }

    /** One that its own file names and no service file does, or that could not be loaded so far. */
    private void loadNamed(
            String slug,
            String name,
            Map<String, ConnectorProvider> bySlug,
            List<UnusedConnector> unused) {
        switch (loading.load(name, () -> type(name), Optional.of(slug))) {
            case ProviderLoading.Loaded.Used(LoadedProvider provider) -> bySlug.put(slug, provider);
            case ProviderLoading.Loaded.Unused(UnusedConnector why) -> {
                unused.removeIf(each -> each.provider().equals(name));
                unused.add(why);
            }
        }
    }

    /** What the service files name; after one that cannot be found the platform goes on. */
    private List<Class<?>> types(List<UnusedConnector> unused) {
        List<Class<?>> types = new ArrayList<>();
        Iterator<ServiceLoader.Provider<ConnectorProvider>> named =
                ServiceLoader.load(ConnectorProvider.class, loader).stream().iterator();
        for (int read = 0; read < MOST; read++) {
            try {
                if (!named.hasNext()) {
                    break;
                }
                types.add(named.next().type());
            } catch (ServiceConfigurationError | LinkageError broken) {
                String why = String.valueOf(broken.getMessage());
                Matcher name = NAMED.matcher(why);
                unused.add(
                        ProviderLoading.notFound(
                                name.find() ? name.group(1) : "a service file", why));
            }
        }
        return types;
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

    private Class<?> type(String name) {
        try {
            return Class.forName(name, true, loader);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }
}

package dev.stile.core.registry;

import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.api.error.StileException;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes one provider and asks it what it is. Whatever its author's code does is an answer. */
final class ProviderLoading {
    private final ManifestCheck check;

    ProviderLoading(ManifestCheck check) {
        this.check = check;
    }

    /** What became of a class. */
    sealed interface Loaded {
        /** It may be used. */
        record Used(LoadedProvider provider) implements Loaded {}

        /** It may not. */
        record Unused(UnusedConnector why) implements Loaded {}
    }

    /**
     * @param name of the class
     * @param wanted the slug that it has to have, where one is asked for
     */
    Loaded load(String name, Supplier<Class<?>> finding, Optional<String> wanted) {
        Optional<String> slug = wanted;
        try {
            Fenced fence = new Fenced(name, text -> text);
            ConnectorProvider provider = fence.run("its constructor", () -> make(finding.get()));
            Manifest manifest =
                    fence.run(
                            "manifest()",
                            () -> wanted.isEmpty() ? described(provider) : provider.manifest());
            slug = Optional.of(manifest.slug());
            if (wanted.isPresent() && !wanted.equals(slug)) {
                return new Loaded.Unused(misnamed(name, wanted.get(), manifest.slug()));
            }
            List<Problem> faults = fence.run("its check", () -> check.faults(provider, manifest));
            return faults.isEmpty()
                    ? new Loaded.Used(new LoadedProvider(provider, fenced(fence, manifest)))
                    : new Loaded.Unused(notValid(name, manifest.slug(), faults));
        } catch (StileException broken) {
            return new Loaded.Unused(new UnusedConnector(name, slug, broken(name, slug, broken)));
        }
    }

    /**
     * With its actions: whoever looks at all connectors looks at these, a helper's start does not.
     */
    private static Manifest described(ConnectorProvider provider) {
        Manifest manifest = provider.manifest();
        manifest.actions().forEach(Objects::requireNonNull);
        return manifest;
    }

    /** Actions that are described later may fail later, and are told by the same code then. */
    private static Manifest fenced(Fenced fence, Manifest manifest) {
        return manifest.withActions(
                () -> {
                    try {
                        return fence.run("its actions", () -> List.copyOf(manifest.actions()));
                    } catch (StileException broken) {
                        throw broken(fence.connector(), Optional.of(manifest.slug()), broken);
                    }
                });
    }

    /** One whose class could not even be named right. */
    static UnusedConnector notFound(String name, String why) {
        return new UnusedConnector(
                name, Optional.empty(), of(name, Optional.empty()).detail(why).build());
    }

    /** One that wants the slug of another. */
    static UnusedConnector second(String name, String slug, String first) {
        return unused(name, slug, first + " has the slug " + slug + " already", List.of());
    }

    private static UnusedConnector misnamed(String name, String wanted, String own) {
        return unused(
                name, wanted, "it is named " + wanted + " and calls itself " + own, List.of());
    }

    private static UnusedConnector notValid(String name, String slug, List<Problem> faults) {
        return unused(name, slug, "its manifest is not valid", faults);
    }

    private static UnusedConnector unused(
            String name, String slug, String why, List<Problem> faults) {
        return new UnusedConnector(
                name,
                Optional.of(slug),
                Failure.of(Code.CONNECTOR_DISABLED)
                        .headline("the connector " + name + " is not used: " + why)
                        .problems(faults)
                        .fact("connector", slug)
                        .fact("provider", name)
                        .build());
    }

    private static Failure broken(String name, Optional<String> slug, StileException broken) {
        Failure.Builder failure = of(name, slug).detail(broken.headline()).cause(broken);
        // The message of what was thrown was made safe when it was caught.
        Optional.ofNullable(broken.getCause())
                .map(Throwable::getMessage)
                .ifPresent(failure::detail);
        return failure.build();
    }

    private static Failure.Builder of(String name, Optional<String> slug) {
        Failure.Builder failure =
                Failure.of(Code.CONNECTOR_DISABLED)
                        .headline("the connector " + name + " is not used: it cannot be loaded")
                        .fact("provider", name);
        slug.ifPresent(known -> failure.fact("connector", known));
        return failure;
    }

    private static ConnectorProvider make(Class<?> type) {
        try {
            return type.asSubclass(ConnectorProvider.class).getConstructor().newInstance();
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            if (cause instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(String.valueOf(cause), thrown);
        } catch (ReflectiveOperationException noConstructor) {
            throw new IllegalStateException(noConstructor);
        }
    }
}

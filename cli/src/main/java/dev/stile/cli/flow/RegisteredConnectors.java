package dev.stile.cli.flow;

import dev.stile.api.connector.ConnectorProvider;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Lazy;
import dev.stile.core.registry.Providers;
import dev.stile.core.registry.ServiceProviders;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.flow.template.TemplateProviders;
import dev.stile.flow.template.TemplateReader;
import dev.stile.flow.template.TemplateStore;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The connectors that the user registered. Costs one look into the store where there are none, so
 * that the git helper can ask. Any thread may call; closing ends the programs that were started.
 */
public final class RegisteredConnectors implements Providers, AutoCloseable {
    private final Supplier<House> house;
    private final Lazy<ProcessConnectors> processes;
    private final Lazy<TemplateProviders> templates;

    /**
     * @param house asked when first a connector is looked for
     */
    public RegisteredConnectors(Supplier<House> house) {
        this.house = house;
        this.processes =
                new Lazy<>(
                        () ->
                                new ProcessConnectors(
                                        house.get(), new JsonSchemas(), new SecureRandom()));
        this.templates = new Lazy<>(this::openTemplates);
    }

    @Override
    public List<ConnectorProvider> all() {
        return isAny() ? templates.get().all() : List.of();
    }

    @Override
    public Optional<ConnectorProvider> find(String slug) {
        return isAny() ? templates.get().find(slug) : Optional.empty();
    }

    /** What runs their programs. */
    public ProcessConnectors processes() {
        return processes.get();
    }

    /** What registered templates come to. */
    public TemplateProviders templates() {
        return templates.get();
    }

    private boolean isAny() {
        House present = house.get();
        return present.isFurnished()
                && present.database()
                        .read(
                                House.patience(),
                                transaction ->
                                        transaction
                                                .first(
                                                        "SELECT 1 FROM template LIMIT 1",
                                                        row -> row.number(1))
                                                .isPresent());
    }

    private TemplateProviders openTemplates() {
        House present = house.get();
        TemplateStore store =
                new TemplateStore(
                        present.database(),
                        present.audit(),
                        new TemplateReader(new JsonSchemas()),
                        present.around().clock());
        return new TemplateProviders(
                store,
                new ServiceProviders(House.class.getClassLoader()),
                (template, effective) -> processes.get().provider(template, effective));
    }

    @Override
    public void close() {
        processes.take().ifPresent(ProcessConnectors::close);
    }
}

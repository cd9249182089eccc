package dev.stile.cli.flow;

import dev.stile.api.connector.ConnectorProvider;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Lazy;
import dev.stile.core.registry.Providers;
import dev.stile.core.registry.UnusedConnector;
import dev.stile.flow.command.CommandProviders;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.flow.schema.SchemaCheck;
import dev.stile.flow.subscriber.Subscribers;
import dev.stile.flow.subscriber.Trusts;
import dev.stile.flow.template.TemplateProviders;
import dev.stile.flow.template.TemplateReader;
import dev.stile.flow.template.TemplateStore;
import dev.stile.flow.webhook.PresetBook;
import dev.stile.flow.webhook.WebhookProviders;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The connectors that the user registered, and those that a preset of webhooks or a program without
 * a template makes. Costs one look into the store where there are none. Any thread may call;
 * closing ends the programs that were started.
 */
public final class RegisteredConnectors implements Providers, AutoCloseable {
    private static final String SHIPPED = "shipped";

    private final Supplier<House> house;
    private final Lazy<ProcessConnectors> processes;
    private final Lazy<TemplateProviders> templates;
    private final Lazy<WebhookProviders> webhooks =
            new Lazy<>(() -> new WebhookProviders(PresetBook.shipped()));
    private final Lazy<CommandProviders> commands = new Lazy<>(this::openCommands);

    /**
     * @param house asked when first a connector is looked for
     */
    public RegisteredConnectors(Supplier<House> house) {
        this.house = house;
        this.processes =
                new Lazy<>(
                        () ->
                                new ProcessConnectors(
                                        house.get(),
                                        new JsonSchemas(),
                                        subscribers(),
                                        this::contents,
                                        new SecureRandom()));
        this.templates = new Lazy<>(this::openTemplates);
    }

    @Override
    public List<ConnectorProvider> all() {
        List<ConnectorProvider> all = new ArrayList<>(isAny() ? templates.get().all() : List.of());
        all.addAll(shipped());
        return all;
    }

    @Override
    public List<UnusedConnector> unused() {
        return isAny() ? templates.get().unused() : List.of();
    }

    /** What ships with this release without being a room of its own. */
    public List<ConnectorProvider> shipped() {
        List<ConnectorProvider> shipped = new ArrayList<>(webhooks.get().all());
        shipped.addAll(commands.get().all());
        return shipped;
    }

    @Override
    public Optional<ConnectorProvider> find(String slug) {
        Optional<ConnectorProvider> registered =
                isAny() ? templates.get().find(slug) : Optional.empty();
        if (registered.isPresent()) {
            return registered;
        }
        return slug.endsWith("webhook") ? webhooks.get().find(slug) : commands.get().find(slug);
    }

    /** Programs that are connectors without a template. */
    public CommandProviders commands() {
        return commands.get();
    }

    /** What runs their programs. */
    public ProcessConnectors processes() {
        return processes.get();
    }

    /** What registered templates come to. */
    public TemplateProviders templates() {
        return templates.get();
    }

    /** What a person trusted in workspaces. */
    public Trusts trusts() {
        House present = house.get();
        return new Trusts(present.database(), present.audit(), present.around().clock());
    }

    /** Subscribers of the home, and those of workspaces. */
    public Subscribers subscribers() {
        House present = house.get();
        return new Subscribers(present.home().folder(), present.around().folder(), trusts());
    }

    /** What a connector is by now: the digest of a template, or the version of one that ships. */
    public String contents(String slug) {
        return isAny() ? templates.get().contents(slug).orElse(SHIPPED) : SHIPPED;
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

    private CommandProviders openCommands() {
        return new CommandProviders(
                () -> processes.get().host(),
                house.get().home().folder().resolve("descriptions"),
                new Lazy<SchemaCheck>(JsonSchemas::new)::get);
    }

    private TemplateProviders openTemplates() {
        House present = house.get();
        TemplateStore store =
                new TemplateStore(
                        present.database(),
                        present.audit(),
                        new TemplateReader(new JsonSchemas()),
                        subscribers(),
                        present.around().clock());
        return new TemplateProviders(
                store,
                present.shipped(),
                (template, effective) -> processes.get().provider(template, effective));
    }

    @Override
    public void close() {
        processes.take().ifPresent(ProcessConnectors::close);
    }
}

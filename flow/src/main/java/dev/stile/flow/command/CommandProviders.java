package dev.stile.flow.command;

import dev.stile.api.connector.AuthKind;
import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Settings;
import dev.stile.api.json.Json;
import dev.stile.core.error.Failure;
import dev.stile.core.registry.Providers;
import dev.stile.flow.process.ProcessHost;
import dev.stile.flow.process.ProcessProvider;
import dev.stile.flow.process.ProcessTemplate;
import dev.stile.flow.schema.SchemaCheck;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The connector {@code command} (FL-12): each connection names a program that speaks the process
 * protocol. Its actions are those that the program described when a person confirmed them, for
 * exactly that command, by their digest. Any thread may call.
 */
public final class CommandProviders implements Providers {
    /** Of the connector. */
    public static final String SLUG = "command";

    /** The setting that confirms a description. */
    public static final String DESCRIBED = "described";

    static final String COMMAND = "command";
    static final String VERSION = "1.0.0";
    static final String WHAT = "A program that speaks the process protocol";
    private static final String READ_ONLY = "read_only";

    private final Supplier<ProcessHost> host;
    private final Descriptions descriptions;
    private final ConnectorProvider provider = new Provider();

    /**
     * @param host asked when first a program runs
     * @param folder of what programs said of themselves
     * @param schemas asked when first a description is read
     */
    public CommandProviders(
            Supplier<ProcessHost> host, Path folder, Supplier<SchemaCheck> schemas) {
        this.host = host;
        this.descriptions = new Descriptions(folder, schemas);
    }

    @Override
    public List<ConnectorProvider> all() {
        return List.of(provider);
    }

    @Override
    public Optional<ConnectorProvider> find(String slug) {
        return slug.equals(SLUG) ? Optional.of(provider) : Optional.empty();
    }

    /**
     * Keeps what a program said of itself, so that a connection can be confirmed by its digest.
     *
     * @param settings of the connection
     * @throws Failure TEMPLATE_NOT_VALID with every fault of what it said
     */
    public Description keep(Settings settings, Json.JsonObject told) {
        return descriptions.keep(command(settings), told, readOnly(settings));
    }

    private static List<String> command(Settings settings) {
        return CommandWords.parse(settings.require(COMMAND));
    }

    private static Set<String> readOnly(Settings settings) {
        return settings.find(READ_ONLY)
                .map(
                        names ->
                                Arrays.stream(names.split(",", -1))
                                        .map(String::strip)
                                        .filter(name -> !name.isEmpty())
                                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private static Manifest manifest() {
        return Manifest.of(SLUG, VERSION, WHAT)
                .skill(SLUG)
                .binary(SLUG)
                .facets(Set.of(Facet.EVENTS, Facet.ACTIONS))
                .canSubscribe(true)
                .auth(AuthKind.NONE)
                .settings(
                        List.of(
                                setting(COMMAND, "program, or a JSON list of its words", true),
                                setting(
                                        READ_ONLY,
                                        "actions that only read, as you know them: a,b",
                                        false),
                                setting(
                                        DESCRIBED,
                                        "digest of what it can do, as you were shown it",
                                        false)))
                .build();
    }

    private static SettingSpec setting(String name, String title, boolean required) {
        return new SettingSpec(
                name, SettingSpec.Kind.TEXT, title, required, Optional.empty(), List.of());
    }

    private final class Provider implements ConnectorProvider {
        private final Manifest manifest = CommandProviders.manifest();

        @Override
        public Manifest manifest() {
            return manifest;
        }

        /** Starts nothing. */
        @Override
        public Connector open(ConnectorContext context) {
            List<String> command = command(context.settings());
            Description description =
                    context.settings()
                            .find(DESCRIBED)
                            .flatMap(digest -> descriptions.find(command, digest))
                            .orElseGet(() -> descriptions.bare(command));
            ProcessTemplate template =
                    new ProcessTemplate(
                            description.manifest(),
                            description.sha256(),
                            Optional.empty(),
                            Map.of(),
                            Optional.empty(),
                            description.leftOut());
            return new ProcessProvider(template, host.get()).open(context);
        }
    }
}

package dev.stile.api.connector;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.hosting.Operation;
import dev.stile.api.json.Json;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A connector described as data: the one template, whoever wrote it. Made by {@link #of}.
 *
 * @param slug {@code [a-z0-9]+(-[a-z0-9]+)*}, 2 to 64 characters, stable for ever
 * @param version semantic version of the connector
 * @param description one line, at most 200 characters
 * @param skill names its operating guide
 * @param binary a word for people about what runs; never executed
 * @param facets what the connector offers
 * @param program the executable that speaks for it, if one does
 * @param subscriber the manifest that its events come from, if one is named
 * @param requiresAuth whether a connection must pass a probe before use
 * @param canSubscribe whether it claims to tell events
 * @param canProxyAgent whether it claims verified sender ids
 * @param suggestedConnection the slug that a first connection gets
 * @param origins what a connection of it proposes to reach; only a person grants
 * @param settings asked by {@code stile connect}, in this order
 * @param secrets what it uses and how that reaches it
 * @param auth how an account is authorised
 * @param readScopes scopes that reading needs, in the vendor's words
 * @param writeScopes scopes that writing needs, in the vendor's words
 * @param pacing how fast the vendor wants to be asked
 * @param limits bounds of calls and streams
 * @param requestHeaders constant headers of every request, such as a pinned version of the vendor's
 *     API
 * @param orderKeys JSON pointers; the first that is in a payload gives the event's order key
 * @param outputSchema JSON Schema of its events' payloads; empty means the message schema
 * @param label of what it reads
 * @param actions what it can be asked to do
 * @param gitHost what one of code hosts says beyond that; empty for every other
 */
public record Manifest(
        String slug,
        String version,
        String description,
        String skill,
        String binary,
        Set<Facet> facets,
        Optional<Program> program,
        Optional<Subscriber> subscriber,
        boolean requiresAuth,
        boolean canSubscribe,
        boolean canProxyAgent,
        String suggestedConnection,
        List<String> origins,
        List<SettingSpec> settings,
        List<SecretSpec> secrets,
        AuthKind auth,
        List<String> readScopes,
        List<String> writeScopes,
        Pacing pacing,
        CallLimits limits,
        List<ConstantHeader> requestHeaders,
        List<String> orderKeys,
        Optional<Json> outputSchema,
        SourceLabel label,
        List<ActionSpec> actions,
        Optional<GitHostBlock> gitHost) {
    /** A header that every request of the connector carries. */
    public record ConstantHeader(String name, String value) {}

    public Manifest {
        if (slug.length() < 2 || slug.length() > 64 || !slug.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "a connector slug is 2 to 64 of a-z, 0-9 and single dashes");
        }
        if (description.isBlank()
                || description.length() > 200
                || description.lines().count() > 1) {
            throw new IllegalArgumentException(
                    "a description is one line of at most 200 characters");
        }
        facets = Set.copyOf(facets);
        origins = List.copyOf(origins);
        settings = List.copyOf(settings);
        secrets = List.copyOf(secrets);
        readScopes = List.copyOf(readScopes);
        writeScopes = List.copyOf(writeScopes);
        requestHeaders = List.copyOf(requestHeaders);
        orderKeys = List.copyOf(orderKeys);
        actions = actions instanceof LaterList<ActionSpec> ? actions : List.copyOf(actions);
    }

    /**
     * Begins a manifest with what every one has. The rest has the defaults of a template: it needs
     * a probe, tells no events, offers nothing.
     */
    public static ManifestBuilder of(String slug, String version, String description) {
        return new ManifestBuilder(slug, version, description);
    }

    /** Kinds of things that it does to a code host; others are refused before it is asked. */
    public Set<Operation.ActionClass> hosting() {
        return gitHost.map(GitHostBlock::actionClasses).orElse(Set.of());
    }

    /** What has to be there before a connection works. */
    public List<Requirement> requirements() {
        return gitHost.map(GitHostBlock::requirements).orElse(List.of());
    }

    /** How a secret is come by, where that is said. */
    public Optional<Requirement> requiredSecret(String name) {
        return requirements().stream()
                .filter(each -> each.type() == Requirement.Type.SECRET)
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    /** The setting of that name. */
    public Optional<SettingSpec> setting(String name) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    /** The secret of that name. */
    public Optional<SecretSpec> secret(String name) {
        return secrets.stream().filter(secret -> secret.name().equals(name)).findFirst();
    }

    /**
     * Whether a connection works without a secret because of a key that it has in its place.
     *
     * @param given names of the secrets that it has
     */
    public boolean isReplaced(SecretSpec secret, Set<String> given) {
        return secret.placement().delivery() == Delivery.GATE
                && secrets.stream()
                        .filter(each -> !each.equals(secret))
                        .filter(each -> each.placement() instanceof SecretPlacement.Exchanged)
                        .anyMatch(each -> given.contains(each.name()));
    }

    /**
     * The same with its actions from elsewhere.
     *
     * @param described asked when somebody first looks at them
     */
    public Manifest withActions(Supplier<List<ActionSpec>> described) {
        return new Manifest(
                slug,
                version,
                description,
                skill,
                binary,
                facets,
                program,
                subscriber,
                requiresAuth,
                canSubscribe,
                canProxyAgent,
                suggestedConnection,
                origins,
                settings,
                secrets,
                auth,
                readScopes,
                writeScopes,
                pacing,
                limits,
                requestHeaders,
                orderKeys,
                outputSchema,
                label,
                new LaterList<>(described),
                gitHost);
    }

    /** The action of that slug. */
    public Optional<ActionSpec> action(String name) {
        return actions.stream().filter(action -> action.slug().equals(name)).findFirst();
    }
}

package dev.stile.api.connector;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.connector.Manifest.ConstantHeader;
import dev.stile.api.hosting.Operation;
import dev.stile.api.json.Json;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what a manifest says beyond its defaults. Not for several threads. */
public final class ManifestBuilder {
    private final String slug;
    private final String version;
    private final String description;
    private String skill;
    private String binary;
    private Set<Facet> facets = Set.of();
    private Optional<Program> program = Optional.empty();
    private Optional<Subscriber> subscriber = Optional.empty();
    private boolean requiresAuth = true;
    private boolean canSubscribe = false;
    private boolean canProxyAgent = false;
    private String suggestedConnection;
    private List<String> origins = List.of();
    private List<SettingSpec> settings = List.of();
    private List<SecretSpec> secrets = List.of();
    private AuthKind auth = AuthKind.TOKEN;
    private List<String> readScopes = List.of();
    private List<String> writeScopes = List.of();
    private Pacing pacing = Pacing.standard();
    private CallLimits limits = CallLimits.standard();
    private List<ConstantHeader> requestHeaders = List.of();
    private List<String> orderKeys = List.of();
    private Optional<Json> outputSchema = Optional.empty();
    private SourceLabel label = SourceLabel.strictest();
    private List<ActionSpec> actions = List.of();
    private GitHostBlock gitHost;

    ManifestBuilder(String slug, String version, String description) {
        this.slug = slug;
        this.version = version;
        this.description = description;
        this.skill = slug;
        this.binary = slug;
        this.suggestedConnection = slug;
        this.gitHost = GitHostBlock.of(slug);
    }

    public ManifestBuilder skill(String value) {
        this.skill = value;
        return this;
    }

    public ManifestBuilder binary(String value) {
        this.binary = value;
        return this;
    }

    public ManifestBuilder facets(Set<Facet> value) {
        this.facets = value;
        return this;
    }

    public ManifestBuilder program(Program value) {
        this.program = Optional.of(value);
        return this;
    }

    public ManifestBuilder subscriber(Subscriber value) {
        this.subscriber = Optional.of(value);
        return this;
    }

    public ManifestBuilder requiresAuth(boolean value) {
        this.requiresAuth = value;
        return this;
    }

    public ManifestBuilder canSubscribe(boolean value) {
        this.canSubscribe = value;
        return this;
    }

    public ManifestBuilder canProxyAgent(boolean value) {
        this.canProxyAgent = value;
        return this;
    }

    public ManifestBuilder suggestedConnection(String value) {
        this.suggestedConnection = value;
        return this;
    }

    public ManifestBuilder origins(List<String> value) {
        this.origins = value;
        return this;
    }

    public ManifestBuilder settings(List<SettingSpec> value) {
        this.settings = value;
        return this;
    }

    public ManifestBuilder secrets(List<SecretSpec> value) {
        this.secrets = value;
        return this;
    }

    public ManifestBuilder auth(AuthKind value) {
        this.auth = value;
        return this;
    }

    public ManifestBuilder readScopes(List<String> value) {
        this.readScopes = value;
        return this;
    }

    public ManifestBuilder writeScopes(List<String> value) {
        this.writeScopes = value;
        return this;
    }

    public ManifestBuilder pacing(Pacing value) {
        this.pacing = value;
        return this;
    }

    public ManifestBuilder limits(CallLimits value) {
        this.limits = value;
        return this;
    }

    public ManifestBuilder requestHeaders(List<ConstantHeader> value) {
        this.requestHeaders = value;
        return this;
    }

    public ManifestBuilder orderKeys(List<String> value) {
        this.orderKeys = value;
        return this;
    }

    public ManifestBuilder outputSchema(Json value) {
        this.outputSchema = Optional.of(value);
        return this;
    }

    public ManifestBuilder label(SourceLabel value) {
        this.label = value;
        return this;
    }

    public ManifestBuilder actions(List<ActionSpec> value) {
        this.actions = value;
        return this;
    }

    /** Actions that are described when somebody asks for them: equal ones at every call. */
    public ManifestBuilder actions(Supplier<List<ActionSpec>> value) {
        this.actions = new LaterList<>(value);
        return this;
    }

    /** Narrows what it does to a code host. Whoever claims that facet does all of it otherwise. */
    public ManifestBuilder hosting(Set<Operation.ActionClass> value) {
        this.gitHost = gitHost.doing(value);
        return this;
    }

    /** What it says as one of code hosts; nothing unless it claims that facet. */
    public ManifestBuilder gitHost(GitHostBlock value) {
        this.gitHost = value;
        return this;
    }

    public Manifest build() {
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
                actions,
                facets.contains(Facet.PULL_REQUESTS) ? Optional.of(gitHost) : Optional.empty());
    }
}

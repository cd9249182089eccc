package dev.stile.connectors.github;

import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Settings;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.secret.SecureValue;
import dev.stile.connectors.github.broken.Broken;
import dev.stile.connectors.github.fixture.Listening;
import dev.stile.connectors.github.fixture.SimulatedHost;
import dev.stile.connectors.github.fixture.Vocabulary;
import dev.stile.connectors.github.support.Described;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.egress.Caller;
import dev.stile.core.egress.EgressGate;
import dev.stile.core.egress.EgressProfile;
import dev.stile.core.egress.OpenCrossings;
import dev.stile.core.egress.PlacedSecret;
import dev.stile.core.egress.address.SystemNames;
import dev.stile.core.egress.grant.Grants;
import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.Origin;
import dev.stile.core.egress.wire.SizeLimits;
import dev.stile.core.egress.wire.TimeLimits;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.SecretReference;
import dev.stile.simulator.github.HostingSimulator;
import dev.stile.testkit.hosting.Elsewhere;
import dev.stile.testkit.hosting.HostControl;
import dev.stile.testkit.hosting.HostFixture;
import dev.stile.testkit.hosting.HostRequest;
import dev.stile.testkit.suite.JsonBytes;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** This connector, the platform's own gate, and a simulator of its own. */
final class GitHubFixture implements HostFixture {
    /** Each of its characters may stand in a header, and most are written otherwise elsewhere. */
    static final String CANARY = "ghp_canary/+&<\"'$\\%ThatSings0123456789";

    private final HostingSimulator simulator;
    private final SimulatedHost control;
    private final OpenCrossings crossings = new OpenCrossings();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final Optional<Broken> broken;

    GitHubFixture(Path folder) throws IOException {
        this(folder, Optional.empty());
    }

    /** One whose server is too old for the one query that says all of a pull request. */
    static GitHubFixture older(Path folder) throws IOException {
        GitHubFixture fixture = new GitHubFixture(folder);
        fixture.simulator.lackFields(
                "PullRequestReview.fullDatabaseId",
                "PullRequestReviewComment.fullDatabaseId",
                "IssueComment.fullDatabaseId");
        return fixture;
    }

    /**
     * @param folder in which the simulator gets one of its own
     * @param broken what is wrong with the adapter
     */
    GitHubFixture(Path folder, Optional<Broken> broken) throws IOException {
        this.simulator = HostingSimulator.start(Files.createTempDirectory(folder, "host"));
        this.control = new SimulatedHost(simulator, CANARY);
        this.broken = broken;
    }

    @Override
    public String connector() {
        return manifest().slug();
    }

    @Override
    public String dialect() {
        return "simulator";
    }

    @Override
    public Manifest manifest() {
        return new GitHubProvider().manifest();
    }

    @Override
    public URI webUrl() {
        return control.webUrl();
    }

    @Override
    public Map<String, String> validSettings() {
        return Map.of("web_url", webUrl().toString());
    }

    @Override
    public Map<String, Map<String, String>> invalidSettings() {
        Map<String, Map<String, String>> invalid = new LinkedHashMap<>();
        for (Map.Entry<String, String> wrong :
                Map.of(
                                "web_url", "ftp://code.example",
                                "page_cap", "many",
                                "default_merge_strategy", "octopus")
                        .entrySet()) {
            Map<String, String> settings = new LinkedHashMap<>(validSettings());
            settings.put(wrong.getKey(), wrong.getValue());
            invalid.put(wrong.getKey(), settings);
        }
        return invalid;
    }

    @Override
    public GitHost open(Map<String, String> settings, UnaryOperator<EgressClient> through) {
        return broken.map(wrong -> open(wrong, settings, through))
                .orElseGet(() -> real(new Context(through.apply(gate()), new Settings(settings))));
    }

    private GitHost open(
            Broken wrong, Map<String, String> settings, UnaryOperator<EgressClient> through) {
        Context context =
                new Context(
                        through.apply(wrong.below().apply(this::whatFor).apply(gate())),
                        new Settings(wrong.settings().apply(settings)));
        return wrong.above().apply(context, real(context));
    }

    private static GitHost real(ConnectorContext context) {
        return new GitHubProvider().open(context).gitHost().orElseThrow();
    }

    @Override
    public HostControl control() {
        return control;
    }

    @Override
    public HostRequest whatFor(HttpRequest request) {
        String body = request.body().map(untainted -> JsonBytes.text(untainted.value())).orElse("");
        return Vocabulary.of(request.method(), request.url().toUri().getRawPath(), body);
    }

    @Override
    public String canary() {
        return CANARY;
    }

    @Override
    public Optional<String> hostCommand() {
        return Optional.of("/merge");
    }

    @Override
    public int deepestRepo() {
        return 2;
    }

    @Override
    public List<String> bypassParameters() {
        return List.of(
                "jump",
                "admin",
                "bypass",
                "auto_merge",
                "enablePullRequestAutoMerge",
                "mergePullRequest",
                "updatePullRequestBranch",
                "update-branch");
    }

    @Override
    public String writtenDown() {
        return crossings.rows() + " " + notes;
    }

    @Override
    public void close() throws IOException {
        simulator.close();
        if (broken.isEmpty()) {
            Described.verify(simulator);
        }
    }

    @Override
    public Elsewhere elsewhere() throws IOException {
        return new Listening();
    }

    private EgressClient gate() {
        Manifest manifest = manifest();
        Duration patience = Duration.ofSeconds(30);
        return new EgressGate(
                        "0.1.0",
                        new Caller(AuditOrigin.PERSON, "ada"),
                        crossings,
                        new SystemNames(),
                        (reference, wanted, deadline) -> SecureValue.takeFrom(CANARY.toCharArray()),
                        new Redactor(),
                        control.clock(),
                        RandomGenerator.of("Random"),
                        control::pass,
                        new TimeLimits(patience, patience, patience, patience),
                        SizeLimits.standard())
                .open(
                        new EgressProfile(
                                connector(),
                                new Grants(List.of(), Set.of(origin())),
                                List.of(
                                        new PlacedSecret(
                                                manifest.secret("token").orElseThrow(),
                                                SecretReference.parse("env:GITHUB_TOKEN"),
                                                Optional.empty())),
                                manifest.requestHeaders(),
                                manifest.pacing(),
                                Optional.empty(),
                                Optional.empty()));
    }

    private Origin origin() {
        try {
            return Origin.parse(webUrl().toString());
        } catch (AmbiguousUrlException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private final class Context implements ConnectorContext {
        private final EgressClient egress;
        private final Settings settings;

        private Context(EgressClient egress, Settings settings) {
            this.egress = egress;
            this.settings = settings;
        }

        @Override
        public String connection() {
            return "work";
        }

        @Override
        public Settings settings() {
            return settings;
        }

        @Override
        public EgressClient egress() {
            return egress;
        }

        @Override
        public Clock clock() {
            return control.clock();
        }

        @Override
        public ConnectorLog log() {
            return (message, remote) -> notes.add(message);
        }
    }
}

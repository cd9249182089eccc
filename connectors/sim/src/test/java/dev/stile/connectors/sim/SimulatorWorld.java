package dev.stile.connectors.sim;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Settings;
import dev.stile.api.http.EgressClient;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.Person;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.ProjectRef;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.access.Limits;
import dev.stile.simulator.access.Role;
import dev.stile.simulator.access.Scope;
import dev.stile.simulator.access.Token;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.contract.ContractWorld;
import dev.stile.testkit.contract.Spoilt;
import dev.stile.testkit.contract.Who;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The simulator as the world of the contract. */
final class SimulatorWorld implements ContractWorld, AutoCloseable {
    private final Simulator simulator;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int projects;

    SimulatorWorld() throws IOException {
        simulator = Simulator.start(SimulatorOptions.empty());
        simulator.controls().user("sam", "Sam Lee");
        simulator.controls().user("samuel", "Sam Lee");
        token(Who.MEMBER, Role.WRITE, Scope.READ, Scope.COMMENT, Scope.WRITE);
        token(Who.COLLEAGUE, Role.WRITE, Scope.READ, Scope.COMMENT, Scope.WRITE);
        token(Who.READER, Role.READ, Scope.READ);
        token(Who.OUTSIDER, Role.HIDDEN, Scope.READ);
    }

    private void token(Who who, Role role, Scope... scopes) {
        String name = who.name().toLowerCase(Locale.ROOT);
        simulator.controls().user(name, name);
        simulator
                .controls()
                .token(
                        new Token(
                                name,
                                "token-of-" + name,
                                name,
                                Set.of(scopes),
                                Map.of(),
                                role,
                                Optional.empty(),
                                false,
                                Limits.none()));
    }

    Simulator simulator() {
        return simulator;
    }

    @Override
    public String connector() {
        return "sim";
    }

    @Override
    public String dialect() {
        return "simulator, its own dialect";
    }

    @Override
    public Manifest manifest() {
        return new SimProvider().manifest();
    }

    @Override
    public URI baseAddress() {
        return simulator.baseUri();
    }

    @Override
    public Optional<RecordStore> open(Who who, UnaryOperator<EgressClient> through) {
        return connector(who, through).records();
    }

    /** The whole connector, opened for somebody. */
    Connector connector(Who who, UnaryOperator<EgressClient> through) {
        String token = "token-of-" + who.name().toLowerCase(Locale.ROOT);
        EgressClient egress = through.apply(new DirectEgress(http, token));
        Settings settings =
                new Settings(Map.of("base_url", baseAddress().toString(), "page_size", "20"));
        return new SimProvider().open(new Context(egress, settings));
    }

    @Override
    public ProjectRef emptyProject() {
        String slug = "team/project-" + ++projects;
        simulator.controls().project(slug, Json.object().build());
        return new ProjectRef(slug);
    }

    @Override
    public ProjectRef missingProject() {
        return new ProjectRef("no/such-project");
    }

    @Override
    public Optional<Person> assignable(ProjectRef project) {
        return Optional.of(person("sam"));
    }

    @Override
    public Optional<List<Person>> namesakes(ProjectRef project) {
        return Optional.of(List.of(person("sam"), person("samuel")));
    }

    @Override
    public Optional<FieldRef> ignoredField(ProjectRef project) {
        simulator
                .controls()
                .project(
                        project.text(),
                        Json.object()
                                .put("ignored_fields", Json.texts(List.of("priority")))
                                .build());
        return Optional.of(FieldRef.PRIORITY);
    }

    @Override
    public Optional<UnaryOperator<dev.stile.api.json.Json>> spoiltItem() {
        return Optional.of(Spoilt.itemOf("items"));
    }

    /** The log shows a token's name only where its exact value came. */
    @Override
    public Optional<List<String>> credentialHeadersSeen() {
        return Optional.of(
                simulator.controls().requests().stream()
                        .flatMap(request -> request.headers().all("Authorization").stream())
                        .toList());
    }

    @Override
    public Optional<String> memberCredentialHeader() {
        return Optional.of("[member]");
    }

    @Override
    public void close() throws IOException {
        http.close();
        simulator.close();
    }

    private static Person person(String handle) {
        return new Person(handle, Optional.of(handle), "Sam Lee");
    }

    private record Context(EgressClient egress, Settings settings) implements ConnectorContext {
        @Override
        public String connection() {
            return "sim";
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public ConnectorLog log() {
            return (message, remote) -> {};
        }
    }
}
